"""Look-ahead: nobody takes a slot that would leave the rest of the case without anybody."""

from typing import Any

import pytest
from support import variants
from support.evidence import refused
from support.office import ACCEPT, PATH, Office, caller

from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.staffing import corner
from zhiheng.queries.task import task_view
from zhiheng.queries.tasks import TaskItem, my_tasks
from zhiheng_api.schemas.outputs import receipt_out


def test_who_would_leave_a_later_step_without_anybody_is_refused(office: Office) -> None:
    """One card alone in the section: who takes the intake cannot visit the site any more."""

    variants.load_roster(office, _one_visitor)
    case = office.start()
    with refused(office, "would-corner", 409) as caught:
        execute(office.rt, caller("gh-1"), Claim(case, "intake@1"))
    assert caught.value.facts["steps"] == "现场踏勘"
    assert caught.value.facts["separations"] == ["intake-review"]
    execute(office.rt, caller("gh-2"), Claim(case, "intake@1"))


def _one_visitor(data: dict[str, Any]) -> None:
    """Of the planning clerks only gh-1 may visit a site; nobody stands in for them."""
    variants.person(data, "gh-2")["cards"] = []


def _item(office: Office, who: str) -> TaskItem:
    with office.rt.db.reading() as connection:
        (item,) = my_tasks(office.rt, connection, caller(who))
    return item


def test_the_list_says_who_may_and_whom_the_case_would_get_stuck_by(office: Office) -> None:
    variants.load_roster(office, _one_visitor)
    office.start()
    free, stuck = (_item(office, who).outlook for who in ("gh-2", "gh-1"))
    assert free is not None
    assert (free.prospect, free.text) == ("clear", None)
    assert stuck is not None
    assert (stuck.prospect, stuck.steps) == ("cornered", ("site_visit",))
    assert stuck.text is not None
    assert "现场踏勘" in stuck.text.zh


def test_the_page_of_a_task_says_the_same(office: Office) -> None:
    variants.load_roster(office, _one_visitor)
    case = office.start()
    with office.rt.db.reading() as connection:
        view = task_view(office.rt, connection, caller("gh-1"), case, "intake@1")
    assert view.refusal is None
    assert view.outlook is not None
    assert view.outlook.prospect == "cornered"


def test_a_signature_without_a_claim_is_asked_about_too(office: Office) -> None:
    variants.load_roster(office, _one_visitor)
    case = office.start()
    with refused(office, "would-corner", 409):
        office.sign(case, "gh-1", "intake", ACCEPT, PATH[0][3])
    office.sign(case, "gh-2", "intake", ACCEPT, PATH[0][3])


def test_a_branch_that_is_lost_is_let_through_and_put_on_record(office: Office) -> None:
    """With one hearing host in the bureau, his visit to the site leaves no hearing possible."""

    def change(data: dict[str, Any]) -> None:
        for other in ("zh-k", "fz-2"):
            variants.person(data, other)["cards"] = []

    variants.load_roster(office, change)
    case = office.start()
    office.sign(case, "gh-1", "intake", ACCEPT, PATH[0][3])
    office.sign(case, "gh-2", "site_visit", PATH[1][2], PATH[1][3])
    receipt = office.sign(case, "jc-k", "site_visit", {}, ())
    (lost,) = [x for x in receipt.entry.facts if isinstance(x, f.BranchNarrowed)]
    assert lost.tasks == ("hearing",)
    assert lost.rules == ("hearing-host",)
    assert [w.case for w in receipt_out(receipt).warnings] == [case]


def test_a_case_that_nobody_can_complete_is_not_refused_to_those_who_go_on_with_it(
    office: Office,
) -> None:
    """The fault is the bureau's, not theirs; supervision sees it."""
    case = office.start()
    variants.load_roster(office, lambda d: variants.without(d, "gh-k", "zh-k", "jc-k"))
    office.claim(case, "gh-1", "intake")


def test_what_is_claimed_is_signed_without_another_search(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.start()
    office.claim(case, "gh-1", "intake")

    def searched(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(corner, "prospect", searched)
    office.sign(case, "gh-1", "intake", ACCEPT, PATH[0][3])
