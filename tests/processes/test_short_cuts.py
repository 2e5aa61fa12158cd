"""Each short cut of the law that people take, tried in a scenario and refused there.

The scenarios are played in full in the soak (tests/processes/test_scenarios.py); that each short
cut is among them, with the refusal that must meet it, is held here. What follows from the drawing
is proved on the drawing.
"""

from functools import cache

import pytest
from support.shipped import PLANNING, chart_of

from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.ways import starts, unpassed
from zhiheng.model.ids import ElementPath
from zhiheng_api.demo.scenario import Act, read_scenario


@cache
def refusals(key: str) -> frozenset[tuple[str, str]]:
    """The task and the rule of each refusal in the scenarios of the chart."""
    files = PLANNING.glob(f"{key}*.scenario.yaml")
    steps = (x for file in files for x in read_scenario(file).steps if isinstance(x, Act))
    return frozenset((x.task or "", x.refused) for x in steps if x.refused is not None)


TRIED = (
    ("penalty", "register", "two-hands", "处罚法 42: one officer alone"),
    ("penalty", "investigate", "recused", "处罚法 43: the recused officer goes on"),
    ("penalty", "decide", "no-such-task", "处罚法 44, 62: a decision before the notice"),
    (
        "penalty",
        "report",
        "heavier-than-noticed",
        "处罚法 45: proposed anew, heavier, no new facts",
    ),
    ("penalty", "decide", "heavier-than-noticed", "处罚法 45: decided heavier after the defence"),
    ("penalty", "decide", "above-maximum", "处罚法 76: above the maximum"),
    ("penalty", "decide", "below-minimum", "处罚法 32: below the least without a ground"),
    ("penalty", "decide", "off-benchmark", "处罚法 34, 57: off the row without the meeting"),
    ("penalty", "decide", "risk-undischarged", "处罚法 44: another kind than was told"),
    ("penalty", "demand", "surcharge-not-announced", "罚缴分离办法 9: not announced"),
    ("penalty", "demand", "no-such-task", "处罚法 66-2: a demand within the deferral"),
    ("penalty", "bank_paid", "different-person", "处罚法 67: who decided collects"),
    ("penalty", "bank_paid_late", "less-than-due", "处罚法 67: closed though not paid in full"),
    ("penalty", "court_apply", "risk-undischarged", "强制法 53: to the court before the end"),
    ("penalty", "defence_review", "different-person", "处罚法 45: who investigated rechecks"),
    (
        "penalty",
        "public_hearing/hearing_notify",
        "past-last-day",
        "处罚法 64(2): too late a notice",
    ),
    ("demolition", "demand", "no-such-task", "强制法 44: before the remedies are over"),
    ("demolition", "petition", "no-such-task", "强制法 35: before the demand has run out"),
    ("demolition", "order", "no-such-task", "处罚法 58, 65: no review after the defence"),
    ("demolition", "demolish", "forbidden-hour", "强制法 43: at night"),
    ("demolition", "demolish", "forbidden-day", "强制法 43: on a rest day"),
    ("demolition", "demolish", "task-done", "强制法 43: taken up again undecided"),
    ("demolition", "demolish", "make-up-day-not-released", "强制法 43: not released"),
    ("completion-check", "sign", "risk-undischarged", "规划法 45: reported as conforming"),
    ("construction-permit", "decide", "risk-undischarged", "规划法 43: granted against the plan"),
    ("land-permit", "decide", "risk-undischarged", "规划法 38, 42: granted though it differs"),
    ("completion-check", "decide", "risk-undischarged", "规划法 45: certified all the same"),
    ("setting-out", "late_papers", "document-missing", "许可法 32: silence, and no paper"),
    ("completion-check", "late_papers", "document-missing", "许可法 32: silence, and no paper"),
    ("site-opinion", "intake", "supplement-once", "许可法 32(4): new items in a second 补正"),
)


@pytest.mark.parametrize(("key", "task", "rule", "law"), TRIED, ids=[x[3] for x in TRIED])
def test_the_short_cut_is_tried_and_refused(key: str, task: str, rule: str, law: str) -> None:
    assert (task, rule) in refusals(key), law


@pytest.mark.parametrize(
    ("key", "step", "before"),
    [
        ("penalty", "notice", "decide"),
        ("penalty", "legal_review/review_examine", "decide"),
        ("penalty", "drop", "decide_none"),
        ("demolition", "notify", "order"),
        ("demolition", "consider", "final_review"),
        ("demolition", "final_review", "order"),
        ("demolition", "demand_runs_out", "petition"),
        ("demolition", "demand_runs_out", "demolish"),
        ("demolition", "wait/both_over", "demand"),
        ("demolition", "execution_check", "demolish"),
    ],
)
def test_no_way_leads_round_the_step(key: str, step: str, before: str) -> None:
    chart = chart_of(key)
    missed = unpassed(course(chart), starts(chart), {ElementPath(step)})
    assert ElementPath(before) not in missed


def test_after_a_hearing_the_law_is_looked_at_again_before_anything_is_decided() -> None:
    """处罚法 58-1(2): in a case that was heard, the review is dated after the hearing."""
    for key, heard, review, decided in (
        ("penalty", "public_hearing/hearing_report", "legal_review/review_examine", "decide"),
        ("demolition", "heard/hearing_report", "final_review", "order"),
    ):
        chart = chart_of(key)
        missed = unpassed(course(chart), {ElementPath(heard)}, {ElementPath(review)})
        assert ElementPath(decided) not in missed, key


@pytest.mark.parametrize("again", ["suspended", "agreement"])
def test_execution_that_is_taken_up_again_is_decided_again(again: str) -> None:
    """强制法 43: urgent is what is urgent now; an old decision opens neither night nor rest day."""
    chart = chart_of("demolition")
    missed = unpassed(course(chart), {ElementPath(again)}, {ElementPath("execution_decision")})
    assert ElementPath("demolish") not in missed


@pytest.mark.parametrize(
    ("key", "event", "value"),
    [("penalty", "party_answers", "defend"), ("demolition", "defence", "statement")],
)
def test_a_defence_cuts_nobody_off_from_the_hearing(key: str, event: str, value: str) -> None:
    """处罚法 64(1): five days to ask for it, ended early by a written waiver alone."""
    papers = chart_of(key).task(ElementPath(event)).documents
    (waiver,) = (x for x in papers if x.name == "放弃听证声明")
    assert waiver.required
    assert value in (waiver.when or "")
