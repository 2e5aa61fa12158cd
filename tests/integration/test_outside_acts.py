"""External results: dated by their own paper; the decision's day decides lateness (许可法 42)."""

from datetime import date, timedelta

import pytest
from support.evidence import facts_of, item, refused, replays
from support.office import ACCEPT, CHECKLIST, Office, caller
from support.scenarios import PAPERS

from zhiheng import facts as f
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.model.ids import CaseId

_PERMIT = ("建设工程规划许可证",)


def _to_decision(office: Office, case: CaseId) -> dict[str, date]:
    """Come to the decision on the day of application; the due days by kind."""
    office.walk(case, "decide")
    clocks = [c for c in facts_of(office, case, f.ClockStarted) if c.task is None]
    return {c.kind: date.fromisoformat(c.due) for c in clocks}


@pytest.mark.parametrize(
    ("kind", "after_due"),
    [("statutory", 0), ("statutory", 1), ("promised", 0), ("promised", 1)],
)
def test_a_limit_to_decide_is_kept_on_its_last_day_and_broken_the_day_after(
    office: Office, kind: str, after_due: int
) -> None:
    case = office.start()
    due = _to_decision(office, case)[kind]
    decided = due + timedelta(days=after_due)
    office.clock.forward(days=(decided - office.today).days)
    office.sign(case, "zh-1", "decide", {"decision": "grant"}, _PERMIT, occurred_on=decided)
    ended = {x.clock: x.late for x in facts_of(office, case, f.ClockEnded)}
    assert ended[kind] is (after_due > 0)


def test_the_day_of_the_decision_counts_not_the_day_of_its_record(office: Office) -> None:
    case = office.start()
    due = _to_decision(office, case)
    decided = due["promised"]
    office.clock.forward(days=(due["statutory"] - office.today).days + 10)
    office.sign(case, "zh-1", "decide", {"decision": "grant"}, _PERMIT, occurred_on=decided)
    ended = {x.clock: x.late for x in facts_of(office, case, f.ClockEnded)}
    assert (ended["statutory"], ended["promised"]) == (False, False)
    assert ended["decide@1:post"] is True  # the record itself came late, and that shows too
    (made,) = facts_of(office, case, f.Decided)
    assert (made.means, made.on) == ("grant", decided.isoformat())
    replays(office, case)


def test_what_follows_a_decision_runs_from_the_day_that_it_bears(office: Office) -> None:
    case = office.start()
    _to_decision(office, case)
    decided = office.today + timedelta(days=1)
    office.clock.forward(days=3)
    office.sign(case, "zh-1", "decide", {"decision": "grant"}, _PERMIT, occurred_on=decided)
    starts = {c.clock: c.start for c in facts_of(office, case, f.ClockStarted)}
    assert starts["serve@1:statutory"] == decided.isoformat()
    assert starts["publish@1:statutory"] == decided.isoformat()


@pytest.mark.parametrize("days", [1, 30])
def test_no_outside_act_lies_before_its_step_was_open(office: Office, days: int) -> None:
    """Prevents a late decision from being dated back into its limit, or before the case."""
    case = office.start()
    office.clock.forward(days=1)
    _to_decision(office, case)
    with refused(office, "before-the-step", 422) as caught:
        office.sign(
            case,
            "zh-1",
            "decide",
            {"decision": "grant"},
            _PERMIT,
            occurred_on=office.today - timedelta(days=days),
        )
    assert caught.value.pointer == "/occurred_on"


def test_an_applicant_does_not_date_his_own_papers(office: Office) -> None:
    """What he hands in online is dated by the system, or he could be in time whenever he came."""
    case = office.start()
    values = {"checklist": {**CHECKLIST, "land_papers": False}}
    office.sign(case, "gh-1", "intake", values, ("补正告知书",), supplement=("图",))
    office.clock.forward(days=20)
    with refused(office, "dated-by-us", 422):
        office.sign(
            case, "yuanda", "supplement", {}, opinion=None,
            occurred_on=office.today - timedelta(days=15),
        )  # fmt: skip
    office.sign(case, "yuanda", "supplement", {}, opinion=None)
    (recorded,) = facts_of(office, case, f.ExternalRecorded)
    assert recorded.occurred_on == office.today.isoformat()
    office.sign(case, "gh-1", "intake", ACCEPT, PAPERS)
    replays(office, case)


def test_who_wrote_down_anothers_act_does_not_take_it_back(office: Office) -> None:
    """A party's request would be gone, and so would its time by then (处罚法 64(1))."""
    case = office.start()
    values = {"checklist": {**CHECKLIST, "land_papers": False}}
    office.sign(case, "gh-1", "intake", values, ("补正告知书",), supplement=("图",))
    office.sign(case, "gh-1", "supplement", {}, opinion=None)
    with refused(office, "went-out", 409):
        execute(office.rt, caller("gh-1"), TakeBack(case))


def test_a_refusal_needs_its_own_paper_and_leads_to_serving_it(office: Office) -> None:
    case = office.start()
    office.walk(case, "decide")
    with refused(office, "document-missing", 409) as caught:
        office.sign(case, "zh-1", "decide", {"decision": "refuse"}, _PERMIT)
    assert caught.value.facts["document"] == "不予许可决定书"
    office.sign(case, "zh-1", "decide", {"decision": "refuse"}, ("不予许可决定书",))
    assert item(office, case).open_tasks == ("serve_refusal@1",)
    office.sign(case, "gh-1", "serve_refusal", {}, ("送达回证",))
    office.sign(case, "zh-2", "archive", {}, ("案卷目录",))
    assert item(office, case).outcome == "refusal"
    replays(office, case)


def test_an_application_that_is_not_accepted_ends_without_number_or_limit(office: Office) -> None:
    case = office.start()
    office.sign(
        case, "gh-1", "intake", {"checklist": CHECKLIST, "intake_result": "reject"},
        ("不予受理通知书",),
    )  # fmt: skip
    found = item(office, case)
    assert (found.status, found.outcome, found.number) == ("closed", "not_accepted", None)
    assert [c.kind for c in facts_of(office, case, f.ClockStarted)] == ["post"]
    replays(office, case)
