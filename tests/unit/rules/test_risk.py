"""A risk point is more than a badge: its task waits until each measure is discharged."""

from dataclasses import replace

import pytest
from support import variants

from zhiheng.bpmn.reader import read_chart
from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart, Task
from zhiheng.model.guards import GATES, GUARDS, Gate, Kept
from zhiheng.model.ids import ElementPath, SectionId
from zhiheng.model.risk import Measure
from zhiheng.model.sign_off import SignOff
from zhiheng.rules import risk
from zhiheng.rules.risk import Found, Way, discharged, leader_of, way_of


def permit() -> Chart:
    chart = read_chart(variants.permit()).chart
    assert chart is not None
    return chart


CHART = permit()
DEPUTY = CHART.task(ElementPath("deputy"))
DEFERRED = Measure("有争议的提交局务会", holds="objection == 'none' or deputy_result != 'agree'")


def found(
    values: dict[str, Scalar] | None = None,
    papers: tuple[str, ...] = (),
    done: tuple[str, ...] = (),
    confirmed: tuple[str, ...] = (),
) -> Found:
    return Found(papers, values or {}, done, confirmed)


def how(measure: Measure, case: Found, task: Task = DEPUTY) -> str | None:
    way = discharged(CHART, task, measure, "R.1", case)
    return way.how if way else None


def test_a_paper_discharges_only_when_it_is_filed_at_this_visit() -> None:
    measure = Measure("纪要入卷", document="会议纪要")
    assert how(measure, found()) is None
    assert how(measure, found(papers=("别的文书",))) is None
    assert how(measure, found(papers=("会议纪要",))) == "document"


@pytest.mark.parametrize(
    ("objection", "result", "kept"),
    [
        ("none", "agree", True),
        ("recheck", "agree", False),
        ("hearing", "agree", False),
        ("recheck", "meeting", True),
        ("hearing", "back", True),
    ],
)
def test_a_disputed_case_is_not_agreed_by_the_deputy_alone(
    objection: str, result: str, *, kept: bool
) -> None:
    values: dict[str, Scalar] = {"objection": objection, "deputy_result": result}
    assert how(DEFERRED, found(values)) == ("rule" if kept else None)


def test_what_cannot_be_judged_discharges_nothing() -> None:
    assert how(DEFERRED, found({"deputy_result": "agree"})) is None
    divided = Measure("x", holds="1 / storeys > 0")
    assert how(divided, found({"storeys": 0})) is None
    assert how(divided, found({"storeys": 3})) == "rule"


def test_a_step_discharges_once_it_is_done() -> None:
    measure = Measure("先经局长签发", step=ElementPath("sign"))
    assert how(measure, found(done=("deputy",))) is None
    assert how(measure, found(done=("sign",))) == "step"


def test_a_confirmation_discharges_its_own_measure_only() -> None:
    measure = Measure("本人核对", confirm=True)
    assert how(measure, found(confirmed=("R.2",))) is None
    assert how(measure, found(confirmed=("R.1",))) == "confirmation"


def test_only_the_chart_says_that_a_measure_is_not_called_for() -> None:
    measure = Measure("说明理由", document="决定书", when="deputy_result == 'back'")
    assert how(measure, found({"deputy_result": "agree"})) == "not-called-for"
    assert how(measure, found({"deputy_result": "back"})) is None
    assert how(measure, found()) is None, "what is not known does not excuse"


def test_a_guard_is_kept_by_a_gate_that_stands_on_the_task() -> None:
    visit = CHART.task(ElementPath("site_visit"))
    joint = Measure("与监察科共同踏勘", guard="joint_visit")
    assert way_of(CHART, visit, joint) == Way("gate", "other-section")
    assert way_of(CHART, DEPUTY, joint) is None
    assert discharged(CHART, DEPUTY, joint, "R.1", found()) is None


def test_what_a_measure_names_comes_before_its_guard() -> None:
    named = Measure("x", guard="joint_visit", document="踏勘记录")
    assert way_of(CHART, CHART.task(ElementPath("site_visit")), named) == Way(
        "document", "踏勘记录"
    )


@pytest.mark.parametrize(
    ("kind", "gates"),
    [
        ("two-person", {Gate.TWO_PERSON, Gate.OTHER_SECTION}),
        ("dual", {Gate.TWO_PERSON, Gate.OTHER_SECTION, Gate.DUAL}),
        ("collective", {Gate.TWO_PERSON, Gate.OTHER_SECTION, Gate.COLLECTIVE}),
    ],
)
def test_each_kind_of_sign_off_is_a_gate(kind: str, gates: set[Gate]) -> None:
    task = replace(DEPUTY, sign_off=SignOff(kind, from_section=SectionId("JC")), form={})
    hands = {Gate.TWO_PERSON, Gate.OTHER_SECTION, Gate.DUAL, Gate.COLLECTIVE}
    assert risk.gates(CHART, task) & hands == gates


def test_the_catalogue_has_88_controls_and_says_what_software_can_do() -> None:
    assert len(GUARDS) == 88
    assert {g.id for g in GUARDS.values() if g.kept is Kept.OUTSIDE} == {"none"}
    assert all(not g.gates for g in GUARDS.values() if g.kept is not Kept.ENFORCED)
    assert set(GATES) == set(Gate)


@pytest.mark.parametrize(
    ("grade", "told"),
    [("clerk", "deputy-head"), ("section-chief", "deputy-head"), ("deputy-head", "head"),
     ("head", "head"), (None, "deputy-head")],
)  # fmt: skip
def test_a_high_risk_is_told_to_the_leader_above_the_post(grade: str | None, told: str) -> None:
    assert leader_of(grade) == told


def test_every_measure_of_the_shipped_chart_has_what_discharges_it() -> None:
    tasks = [(t, m) for t in CHART.tasks for _, _, _, m in risk.measures(t)]
    assert len(tasks) == 28
    assert all(way_of(CHART, t, m) is not None for t, m in tasks)
