"""Two clerks a section, one on leave: intake and review never fall to one person.

notes of the sample bureau: 规划科 has a chief and two clerks; the listed B of another section acts
by resolution, or the step stands still with an incident.
"""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from support import variants
from support.evidence import facts_of, refused, replays
from support.office import ACCEPT, REVIEW, VISIT, Office, caller
from support.scenarios import PAPERS, absent

from zhiheng import facts as f
from zhiheng.errors import Refusal
from zhiheng.model.ids import CaseId
from zhiheng.queries.task import task_view
from zhiheng.store import tables as t

_REVIEW = {"expert_review", "site_visit", "notice", "hearing", "first_review"}
_CLERKS = ("gh-1", "gh-2")


def _incidents(office: Office) -> list[str]:
    with office.rt.db.reading() as connection:
        query = select(t.incident.c.task).where(t.incident.c.closed_at.is_(None))
        return list(connection.execute(query).scalars())


def _away(office: Office, case: CaseId, who: str) -> None:
    absent(who, by="jz", reason="sick")(office, case)


def _one_hand_on_both(office: Office, case: CaseId) -> set[str]:
    signed = [(x.task, x.person) for x in facts_of(office, case, f.SlotSigned)]
    accepted = {person for task, person in signed if task == "intake"}
    return accepted & {person for task, person in signed if task in _REVIEW}


@pytest.mark.parametrize("gone", _CLERKS)
def test_with_two_clerks_per_section_and_one_on_leave_intake_and_review_never_fall_to_one_person(
    office: Office, gone: str
) -> None:
    """The listed B acts, by the resolution that names him."""
    here = next(who for who in _CLERKS if who != gone)
    case = office.start()
    _away(office, case, gone)
    office.sign(case, here, "intake", ACCEPT, PAPERS)
    with refused(office, "different-person", 403):
        office.sign(case, here, "site_visit", VISIT, ("踏勘记录",))
    with refused(office, "not-a-candidate", 403):
        office.sign(case, "zh-2", "site_visit", VISIT, ("踏勘记录",))
    office.sign(case, "zh-1", "site_visit", VISIT, ("踏勘记录",))
    office.sign(case, "jc-1", "site_visit")
    for task, values, papers in (
        ("notice", {"objection": "none"}, ("批前公示",)),
        ("first_review", REVIEW, ()),
    ):
        with refused(office, "different-person", 403):
            office.sign(case, here, task, values, papers)
        office.sign(case, "zh-1", task, values, papers)
    acted = [x for x in facts_of(office, case, f.SlotSigned) if x.person == "zh-1"]
    assert {(x.acting_for, x.resolution) for x in acted} == {(gone, "净规局纪〔2026〕2号")}
    assert _one_hand_on_both(office, case) == set()
    assert _incidents(office) == []
    replays(office, case)


def test_where_no_b_is_listed_the_step_is_blocked_with_an_incident(office: Office) -> None:
    """Both clerks were there at the intake; before the visit opens the other falls ill."""
    variants.load_roster(office, _no_b_of_another_section)
    case = office.start()
    office.claim(case, "gh-1", "intake")
    _away(office, case, "gh-2")
    office.sign(case, "gh-1", "intake", ACCEPT, PAPERS)
    assert _incidents(office) == ["site_visit"]
    with refused(office, "different-person", 403):
        office.sign(case, "gh-1", "site_visit", VISIT, ("踏勘记录",))
    office.clock.forward(days=6)
    office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",))
    assert _incidents(office) == []
    replays(office, case)


def _no_b_of_another_section(data: dict[str, Any]) -> None:
    for listed in data["stand_ins"]:
        if listed["post"] == "GH-c":
            listed["by"] = [b for b in listed["by"] if b["person"].startswith("gh")]


_FORMS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "intake": (ACCEPT, PAPERS),
    "site_visit": (VISIT, ("踏勘记录",)),
    "notice": ({"objection": "none"}, ("批前公示",)),
    "first_review": (REVIEW, ()),
}
_STAFF = ("gh-k", "gh-1", "gh-2", "zh-k", "zh-1", "zh-2", "jc-k", "jc-1", "jc-2")
_Move = tuple[str, str, str]


@settings(max_examples=12)
@given(
    st.sampled_from(("listed", "bare")),
    st.lists(
        st.tuples(
            st.sampled_from(("sign", "claim", "away", "day")),
            st.sampled_from(_STAFF),
            st.sampled_from(tuple(_FORMS)),
        ),
        min_size=12,
        max_size=30,
    ),
)
def test_however_people_come_and_go_nobody_does_both(
    make_office: Callable[[], Office], lists: str, moves: list[_Move]
) -> None:
    """A step that opens has somebody who may act on it, or is an incident; nobody does both.

    Who falls ill later is told with the cases that stand still (test_staffing_again.py).
    """
    office = make_office()
    if lists == "bare":
        variants.load_roster(office, _no_b_of_another_section)
    case = office.start()
    for kind, who, task in moves:
        try:
            _move(office, case, kind, who, task)
        except Refusal:
            continue
        assert _one_hand_on_both(office, case) == set()
        for opened in _opened_last(office, case) if kind == "sign" else ():
            blocked, lawful = opened in _incidents(office), _somebody_may(office, case, opened)
            assert blocked or lawful
            # Of the two that a visit needs, one alone may be left.
            assert not (blocked and lawful) or opened == "site_visit"
    replays(office, case)


def _move(office: Office, case: CaseId, kind: str, who: str, task: str) -> None:
    if kind == "sign":
        values, papers = _FORMS[task]
        second = task == "site_visit" and who.startswith("jc")
        office.sign(case, who, task, {} if second else values, () if second else papers)
    elif kind == "claim":
        office.claim(case, who, task)
    elif kind == "away":
        _away(office, case, who)
    else:
        office.clock.forward(days=1)


def _opened_last(office: Office, case: CaseId) -> list[str]:
    """The tasks that opened in the newest entry of the case: what is blocked is told there."""
    with office.rt.db.reading() as connection:
        c = t.case_file.c
        n = connection.execute(select(c.n).where(c.id == case)).scalar_one()
    state = office.rt.live.get(case)
    if state is None or state.state.n != n:
        return []
    return [x.path for x in state.state.open.values() if x.opened_at == state.state.at]


def _somebody_may(office: Office, case: CaseId, task: str) -> bool:
    """Whether the page of the task refuses itself to everybody."""
    with office.rt.db.reading() as connection:
        visit = office.visit(case, task)
        return any(
            task_view(office.rt, connection, caller(who), case, f"{task}@{visit}").refusal is None
            for who in ("jz", "dj", *_STAFF)
        )
