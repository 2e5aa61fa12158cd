"""A joint review in a sub-process: signed like any other step, and returned as a whole."""

import itertools

import pytest
from support.evidence import facts_of, item, refused, replays
from support.joint import REVIEWERS, deploy_joint, review, start_joint
from support.office import Office, caller

from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.model.ids import CaseId
from zhiheng.queries.cases import case_file
from zhiheng.queries.timeline import run_sheet, timeline

ALL = tuple(f"block/{name}" for name in REVIEWERS)


def open_now(office: Office, case: CaseId) -> set[str]:
    return set(item(office, case).open_tasks)


def at_review(office: Office) -> CaseId:
    deploy_joint(office)
    case = start_joint(office)
    office.sign(case, "gh-1", "draft", {})
    assert open_now(office, case) == {f"{path}@1" for path in ALL}
    return case


def restarted(office: Office, case: CaseId) -> None:
    """Forget the live case: the next act must do with the log."""
    replays(office, case)
    office.rt.live.evict(case)


def test_tasks_in_a_sub_process_are_claimed_and_signed_like_any_other(office: Office) -> None:
    case = at_review(office)
    execute(office.rt, caller("zh-1"), Claim(case, "block/office@1"))
    with refused(office, "not-a-candidate", 403):
        office.sign(case, "gh-2", "block/planning", {"planning_result": "pass"})
    for name in REVIEWERS:
        review(office, case, name, "pass")
        restarted(office, case)
    assert open_now(office, case) == {"file@1"}
    office.sign(case, "zh-1", "file", {})
    replays(office, case)
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("jiwei"), case)
        view = office.rt.agency(connection, "jingyue")
    assert view.roster is not None
    assert view.calendar is not None
    assert timeline(file, view.roster, full=True)
    rows = run_sheet(file, view.roster, view.calendar, office.clock())
    assert {"planning", "office", "deputy"} <= {row.name for row in rows}


ORDERS = [
    (order, at)
    for order in itertools.permutations(REVIEWERS)
    for at in range(len(REVIEWERS))
    # Whoever returns it first leaves the others no order.
    if at > 0 or list(order[1:]) == sorted(order[1:])
]
EACH_ONCE = [next(x for x in ORDERS if x[1] == at) for at in range(len(REVIEWERS))]
"""Returned by the first, the second and the third: the order of acts is none of a database's."""


@pytest.mark.parametrize("restart", [False, True], ids=["live", "rebuilt"])
@pytest.mark.parametrize(
    ("office", "order", "at"),
    [("sqlite", *x) for x in ORDERS] + [("postgres", *x) for x in EACH_ONCE],
    indirect=["office"],
)
def test_a_return_breaks_off_the_others_whatever_they_have_done(
    office: Office, order: tuple[str, ...], at: int, *, restart: bool
) -> None:
    """Those before `at` have passed it, the one at `at` returns it, the others are still at it."""
    case = at_review(office)
    for name in order[:at]:
        review(office, case, name, "pass")
        if restart:
            restarted(office, case)
    review(office, case, order[at], "back")
    if restart:
        restarted(office, case)
    assert open_now(office, case) == {"draft@2"}
    moved = facts_of(office, case, f.TokensMoved)[-1]
    rest = [f"block/{name}@1" for name in REVIEWERS if name in order[at + 1 :]]
    assert list(moved.closed) == [f"block/{order[at]}@1", *rest]
    assert {x.clock.partition(":")[0] for x in facts_of(office, case, f.ClockEnded)} == {
        "draft@1",
        *(f"{path}@1" for path in ALL),
    }
    for name in order:
        with refused(office, "task-done", 409):
            office.sign(case, REVIEWERS[name], f"block/{name}@1", {f"{name}_result": "pass"})
    office.sign(case, "gh-1", "draft", {})
    assert open_now(office, case) == {f"{path}@2" for path in ALL}
    for name in reversed(order):
        review(office, case, name, "pass")
        if restart:
            restarted(office, case)
    assert open_now(office, case) == {"file@1"}
    replays(office, case)


def test_a_return_taken_back_opens_the_whole_block_as_it_was(office: Office) -> None:
    case = at_review(office)
    review(office, case, "office", "pass")
    review(office, case, "planning", "back")
    execute(office.rt, caller("gh-k"), TakeBack(case))
    assert open_now(office, case) == {"block/planning@1", "block/deputy@1"}
    review(office, case, "planning", "pass")
    review(office, case, "deputy", "back")
    assert open_now(office, case) == {"draft@3"}
    replays(office, case)
