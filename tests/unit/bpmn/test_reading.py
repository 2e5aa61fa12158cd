"""What a chart that is right is read as."""

import hashlib
from dataclasses import replace
from decimal import Decimal

from unit.bpmn.small import CHART, spoilt

from zhiheng.bpmn.reader import read_chart
from zhiheng.expr import compile_condition
from zhiheng.model.chart import (
    Chart,
    DocumentRule,
    Flow,
    Lane,
    Meaning,
    NodeKind,
    Outcome,
    VariableType,
)
from zhiheng.model.ids import ElementPath, PostId, QualificationId, SectionId
from zhiheng.model.limit import Basis, Limit, LimitKind, LimitUnit
from zhiheng.model.risk import Measure, Risk
from zhiheng.model.sign_off import SignOff


def read(xml: bytes = CHART.encode()) -> Chart:
    reading = read_chart(xml)
    assert reading.findings == ()
    assert reading.chart is not None
    return reading.chart


def test_the_digest_is_of_the_exact_bytes() -> None:
    assert read().digest == hashlib.sha256(CHART.encode()).hexdigest()
    assert read(CHART.encode() + b"\n").digest != read().digest


def test_nodes_keep_the_order_of_the_file() -> None:
    chart = read()
    assert list(chart.nodes) == [
        "start", "accept", "accepted", "rejected", "split", "decide", "record", "join", "done",
    ]  # fmt: skip
    kinds = {path: node.kind for path, node in chart.nodes.items()}
    assert kinds[ElementPath("rejected")] is NodeKind.TERMINATE
    assert kinds[ElementPath("done")] is NodeKind.END
    assert kinds[ElementPath("split")] is NodeKind.PARALLEL


def test_flows_know_their_condition_and_the_default() -> None:
    flows = {flow.id: flow for flow in read().flows}
    assert flows["no"] == Flow("no", ElementPath("accepted"), ElementPath("rejected"), default=True)
    assert flows["yes"].condition == "intake == 'yes' and days <= 20"
    assert not flows["yes"].default


def test_lanes_show_post_and_members() -> None:
    chart = read()
    assert chart.lanes == (Lane("window", "窗口", PostId("A")), Lane("rest", "其他"))
    assert chart.nodes[ElementPath("accept")].lane == "window"
    assert chart.nodes[ElementPath("start")].lane is None


def test_a_task_carries_all_that_was_said_of_it() -> None:
    task = read().task(ElementPath("accept"))
    assert (task.name, task.post, task.qualification, task.opinion) == ("受理", "A", None, "none")
    assert task.limits == (Limit(LimitKind.POST, 5, LimitUnit.WORKING_DAY, "enter", "leave"),)
    assert task.documents == (
        DocumentRule("通知书", "out", required=True, when="urgent and area > 10"),
    )
    assert task.outcomes == (Outcome("intake", "yes", Meaning.ACCEPTANCE),)
    assert task.risks == (
        Risk(
            "R1",
            "integrity",
            "不收件",
            "high",
            "low",
            PostId("A"),
            (Measure("登记", "acceptance_register"),),
        ),
    )
    assert task.form["properties"]["days"] == {"type": "integer"}


def test_two_hands_an_outside_step_and_a_card_are_told_apart() -> None:
    chart = read()
    decide, record = chart.task(ElementPath("decide")), chart.task(ElementPath("record"))
    assert decide.sign_off == SignOff("two-person", SectionId("S"), QualificationId("card"))
    assert (decide.opinion, decide.no_limit) == ("required", "由总时限管住")
    assert (record.external, record.post, record.qualification) == ("市局", None, "card")


def test_the_process_declares_power_limits_variables_and_separations() -> None:
    chart = read()
    assert (chart.key, chart.name, chart.power.series) == ("small", "小流程", "测")
    assert chart.power.withdrawal == "decision"
    assert [limit.kind for limit in chart.limits] == [LimitKind.STATUTORY, LimitKind.PROMISED]
    assert (chart.limits[1].n, chart.limits[1].variable) == (None, "days")
    assert chart.bases == (Basis("某法", "第一条"),)
    assert chart.variables["area"].scale == 2
    assert chart.variables["result"].choices == (("grant", "准予"), ("refuse", "不予"))
    assert chart.separations[0].side(ElementPath("accept")) == "a"


def test_the_conditions_that_were_read_can_be_answered() -> None:
    chart = read()
    types: dict[str, VariableType] = {n: v.type for n, v in chart.variables.items()}
    when = chart.task(ElementPath("accept")).documents[0].when
    assert when is not None
    values = {"urgent": True, "area": Decimal("10.01")}
    assert compile_condition(when, types).holds(values)


def test_utf16_with_its_mark_reads_the_same() -> None:
    wide = CHART.replace("UTF-8", "UTF-16").encode("utf-16")
    assert replace(read(wide), digest=read().digest) == read()


def test_texts_are_composed_so_that_canonical_json_can_hold_them() -> None:
    chart = read(spoilt(('law="某法"', 'law="Cafe\u0301"')))
    assert chart.bases[0].law == "Caf\u00e9"
