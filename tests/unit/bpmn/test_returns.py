"""`zh:return`: a return on a task is the gateway and the flow that it stands for."""

# ruff: noqa: E501 - one element a line, as BPMN editors write it

import pytest
from unit.bpmn.small import CHART, line_of, spoilt

from zhiheng.bpmn.checks.returns import MAX_RETURNS
from zhiheng.bpmn.importer import import_chart
from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import DEFAULT_ROUNDS, Chart, Flow, NodeKind, Return
from zhiheng.model.finding import Severity
from zhiheng.model.ids import ElementPath
from zhiheng.spiff import Executor, compile_chart

BACK = '<zh:return to="accept" when="verdict == \'redo\'" />'
ACCEPT = '<bpmn:userTask id="accept" name="受理">'
REVIEW = f"""<bpmn:userTask id="review" name="复核">
      <bpmn:extensionElements><zh:post post="B" /><zh:noLimit reason="x" />
        {BACK}
        <zh:form>{{"type": "object", "properties": {{"verdict": {{"type": "string", "enum": ["ok", "redo"]}}}}}}</zh:form>
      </bpmn:extensionElements>
    </bpmn:userTask>
    """
VERDICT = '<zh:variable name="verdict" type="choice" title="复核" writer="review"><zh:choice value="ok" title="通过" /><zh:choice value="redo" title="重办" /></zh:variable>'
DONE = '<bpmn:endEvent id="done" />'
F7 = '<bpmn:sequenceFlow id="f7" sourceRef="join" targetRef="done" />'
F8 = '<bpmn:sequenceFlow id="f8" sourceRef="review" targetRef="done" />'
CHECKED = spoilt(
    ("<zh:separation", f"{VERDICT}<zh:separation"),
    (DONE, f"{REVIEW}{DONE}"),
    (F7, F7.replace("done", "review") + F8),
).decode()
"""The small chart with a review behind its parallel block, which may return the case."""


def read(*changes: tuple[str, str]) -> Chart:
    reading = read_chart(spoilt(*changes, chart=CHECKED))
    assert {found.severity for found in reading.findings} <= {Severity.INFO}
    assert reading.chart is not None
    return reading.chart


def path(name: str) -> ElementPath:
    return ElementPath(name)


def test_a_return_becomes_a_gateway_and_a_flow() -> None:
    chart = read()
    gateway = chart.nodes[path("review_return")]
    assert gateway.kind is NodeKind.EXCLUSIVE
    order = list(chart.nodes)
    assert order.index(path("review_return")) == order.index(path("review")) + 1
    flows = {flow.id: flow for flow in chart.flows}
    assert flows["review_return_in"] == Flow("review_return_in", path("review"), gateway.path)
    assert flows["f8"] == Flow("f8", gateway.path, path("done"), default=True)
    back = flows["review_return_to_accept"]
    assert (back.source, back.target) == (gateway.path, path("accept"))
    assert (back.condition, back.name, back.default) == ("verdict == 'redo'", "退回", False)


def test_the_executor_obeys_it() -> None:
    executor = Executor(compile_chart(read()))
    assert executor.start().opened == ("accept",)
    for verdict, opened in (("redo", ("accept",)), ("redo", ("accept",)), ("ok", ())):
        moved = executor.complete("accept", {"intake": "yes", "days": 1})
        assert moved.opened == ("decide", "record")
        executor.complete("decide", {})
        assert executor.complete("record", {}).opened == ("review",)
        moved = executor.complete("review", {"verdict": verdict})
        assert moved.opened == opened
        assert moved.ended == (None if opened else "done")


@pytest.mark.parametrize(
    ("changes", "rounds"),
    [
        ((), DEFAULT_ROUNDS),
        (((BACK, BACK.replace("/>", 'rounds="3" />')),), 3),
        ((('series="测"', 'series="测" rounds="7"'),), 7),
        (
            (
                ('series="测"', 'series="测" rounds="7"'),
                (BACK, BACK.replace("/>", 'rounds="3" />')),
            ),
            3,
        ),
    ],
)
def test_the_return_says_how_often_or_else_the_power(
    changes: tuple[tuple[str, str], ...], rounds: int
) -> None:
    chart = read(*changes)
    assert chart.returns == (
        Return(path("review"), path("accept"), "review_return_to_accept", rounds),
    )


def test_a_chart_without_returns_has_its_rounds_all_the_same() -> None:
    chart = read_chart(CHART.encode()).chart
    assert chart is not None
    assert (chart.rounds, chart.returns) == (DEFAULT_ROUNDS, ())


def test_a_task_may_return_to_several() -> None:
    early = f'{ACCEPT.replace("accept", "early")}<bpmn:extensionElements><zh:post post="A" /><zh:noLimit reason="x" /></bpmn:extensionElements></bpmn:userTask>'
    chart = read(
        (ACCEPT, early + ACCEPT),
        ('sourceRef="start" targetRef="accept"', 'sourceRef="start" targetRef="early"'),
        (F7.replace("done", "review"), F7.replace("done", "review") + '<bpmn:sequenceFlow id="f0" sourceRef="early" targetRef="accept" />'),
        (BACK, BACK + BACK.replace("accept", "early").replace("== 'redo'", "!= 'ok'")),
    )  # fmt: skip
    assert [r.to for r in chart.returns] == ["accept", "early"]
    assert sum(flow.source == "review_return" for flow in chart.flows) == 3


def test_an_id_that_is_taken_is_not_used_again() -> None:
    chart = read(('id="done"', 'id="review_return"'), (F8, F8.replace("done", "review_return")))
    assert chart.nodes[path("review_return")].kind is NodeKind.END
    assert chart.nodes[path("review_return_2")].kind is NodeKind.EXCLUSIVE


def test_a_return_inside_one_branch_is_fine() -> None:
    chart = read(
        (BACK, BACK.replace("accept", "decide")),
        ('sourceRef="decide" targetRef="join"', 'sourceRef="decide" targetRef="review"'),
        (F7.replace("done", "review") + F8, F7 + F8.replace("done", "join")),
    )
    assert [r.to for r in chart.returns] == ["decide"]


def test_a_parallel_gateway_in_a_loop_is_told_and_not_refused() -> None:
    reading = read_chart(CHECKED.encode())
    assert reading.chart is not None
    found = [(f.rule, f.severity, f.elements) for f in reading.findings]
    assert found == [("BPM033", Severity.INFO, (g,)) for g in ("split", "join")]


def test_a_return_is_analysed_as_it_is_run() -> None:
    assert import_chart(CHECKED.encode()).chart == read_chart(CHECKED.encode()).chart


FAULTS = [
    ("BPM012", "only a task returns", DONE, f'<bpmn:endEvent id="done"><bpmn:extensionElements>{BACK}</bpmn:extensionElements></bpmn:endEvent>'),
    ("BPM014", "a return says when", BACK, '<zh:return to="accept" />'),
    ("BPM015", "rounds are a whole number", BACK, BACK.replace("/>", 'rounds="many" />')),
    ("BPM040", "its condition names what is declared", BACK, BACK.replace("verdict", "ghost")),
    ("BPM082", "it goes to what there is", BACK, BACK.replace("accept", "ghost")),
    ("BPM082", "it goes to a task", BACK, BACK.replace("accept", "start")),
    ("BPM082", "it goes to another task", BACK, BACK.replace("accept", "review")),
    ("BPM083", "it goes to no single branch of a parallel block", BACK, BACK.replace("accept", "decide")),
    ("BPM084", "it can be taken at all", BACK, BACK.replace("/>", 'rounds="0" />')),
    ("BPM084", "a case can go round at all", 'series="测"', 'series="测" rounds="0"'),
    ("BPM085", "the task decides on it", BACK, BACK.replace("verdict == 'redo'", "urgent")),
    ("BPM086", "returns can be counted", BACK, (BACK + "\n") * (MAX_RETURNS + 1)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "law", "old", "new"), FAULTS, ids=[f[1] for f in FAULTS])
def test_a_return_is_refused_unless(rule: str, law: str, old: str, new: str) -> None:
    xml = spoilt((old, new), chart=CHECKED)
    errors = [f for f in read_chart(xml).findings if f.severity is Severity.ERROR]
    assert {f.rule for f in errors} == {rule}, law
    where = '<bpmn:process id="small"' if rule == "BPM086" else new.partition("\n")[0]
    assert errors[0].line == line_of(where, xml)


def test_a_return_out_of_a_parallel_block_is_refused_with_its_cure() -> None:
    xml = spoilt(
        ('sourceRef="decide" targetRef="join"', 'sourceRef="decide" targetRef="review"'),
        (F7.replace("done", "review") + F8, F7 + F8.replace("done", "join")),
        chart=CHECKED,
    )
    found = read_chart(xml).findings
    assert [(f.rule, f.elements) for f in found] == [("BPM083", ("review", "split"))]
    assert "behind the join" in found[0].cure.en


def test_a_return_to_a_later_task_is_none() -> None:
    xml = spoilt((BACK, ""), ('<zh:noLimit reason="由总时限管住" />', f'<zh:noLimit reason="x" />{BACK.replace("accept", "review")}'), chart=CHECKED)  # fmt: skip
    assert {"BPM082"} <= {f.rule for f in read_chart(xml).findings}


# -- out of a parallel block -----------------------------------------------------------------

BODY = CHECKED[CHECKED.index('<bpmn:parallelGateway id="split" />') : CHECKED.index(REVIEW)]
WITHIN = CHECKED[
    CHECKED.index('    <bpmn:sequenceFlow id="f3"') : CHECKED.index(F7.replace("done", "review"))
]
SHORT = BACK.replace("verdict == 'redo'", "result == 'refuse'")
NEST = (
    f'<bpmn:subProcess id="block"><bpmn:startEvent id="in" />{BODY.replace("由总时限管住", "x")}<bpmn:endEvent id="out" />{WITHIN}'
        '<bpmn:sequenceFlow id="i1" sourceRef="in" targetRef="split" /><bpmn:sequenceFlow id="i2" sourceRef="join" targetRef="out" /></bpmn:subProcess>'
)  # fmt: skip
BLOCK = spoilt(
    (WITHIN, ""),
    (BODY, NEST),
    ('targetRef="split"><', 'targetRef="block"><'),
    (F7.replace("done", "review"), F7.replace("join", "block").replace("done", "review")),
    ('<zh:noLimit reason="x" />', f'<zh:noLimit reason="x" />{SHORT}'),
    chart=CHECKED,
).decode()  # fmt: skip
"""The same with the block in a sub-process, and a return out of its first branch."""


def block(*changes: tuple[str, str]) -> Chart:
    reading = read_chart(spoilt(*changes, chart=BLOCK))
    assert {found.severity for found in reading.findings} <= {Severity.INFO}
    assert reading.chart is not None
    return reading.chart


def test_a_return_out_of_a_sub_process_becomes_an_error_end_and_an_event_on_its_edge() -> None:
    chart = block()
    end, edge = chart.nodes[path("block/decide_return_error")], chart.nodes[path("block_to_accept")]
    assert (end.kind, end.parent, end.code) == (NodeKind.ERROR_END, "block", edge.code)
    assert (edge.kind, edge.attached_to, edge.parent) == (NodeKind.BOUNDARY, "block", None)
    assert edge.interrupting
    flows = {flow.id: flow for flow in chart.flows}
    to_end = flows["decide_return_to_decide_return_error"]
    assert (to_end.source, to_end.target) == ("block/decide_return", end.path)
    assert to_end.condition == "result == 'refuse'"
    assert flows["block_to_accept_back"] == Flow("block_to_accept_back", edge.path, path("accept"), "退回")  # fmt: skip
    assert Return(path("block/decide"), path("accept"), "block_to_accept_back", DEFAULT_ROUNDS) in chart.returns  # fmt: skip


def test_two_returns_out_of_one_block_have_an_error_each() -> None:
    second = '<zh:noLimit reason="外部" />' + SHORT.replace("result == 'refuse'", "seen == 'no'")
    seen = VERDICT.replace("verdict", "seen").replace('"review"', '"record"').replace('"ok"', '"yes"').replace('"redo"', '"no"')  # fmt: skip
    form = '<zh:form>{"type": "object", "properties": {"seen": {"type": "string", "enum": ["yes", "no"]}}}</zh:form>'
    chart = block(
        ('<zh:noLimit reason="外部" />', second + form), ("<zh:separation", f"{seen}<zh:separation")
    )
    codes = [n.code for n in chart.nodes.values() if n.kind is NodeKind.BOUNDARY]
    assert len(codes) == len(set(codes)) == 2


def test_its_error_is_none_that_the_file_declares() -> None:
    taken = '<bpmn:error id="block_to_accept" errorCode="block_to_accept_2" />'
    chart = block(("<bpmn:collaboration", f"{taken}<bpmn:collaboration"))
    drawn = [n.code for n in chart.nodes.values() if n.kind is NodeKind.BOUNDARY]
    assert len(drawn) == 1


def test_a_return_out_of_a_block_breaks_off_the_others() -> None:
    executor = Executor(compile_chart(block()))
    executor.start()
    assert executor.complete("accept", {"intake": "yes", "days": 1}).opened == (
        "block/decide",
        "block/record",
    )
    moved = executor.complete("block/decide", {"result": "refuse"})
    assert (moved.closed, moved.opened) == (("block/decide", "block/record"), ("accept",))


INTO = BACK.replace("accept", "record")


@pytest.mark.parametrize(
    ("law", "old", "new"),
    [
        ("it goes into no sub-process", BACK, INTO),
        ("it goes to what comes before", SHORT, SHORT.replace("accept", "review")),
    ],
)
def test_a_return_out_of_a_block_is_refused_unless(law: str, old: str, new: str) -> None:
    found = [f for f in read_chart(spoilt((old, new), chart=BLOCK)).findings if f.rule == "BPM082"]
    assert found, law
    assert found[0].line > 0


def test_the_same_return_without_the_sub_process_is_refused() -> None:
    xml = spoilt(('<zh:noLimit reason="由总时限管住" />', f'<zh:noLimit reason="x" />{SHORT}'), chart=CHECKED)  # fmt: skip
    found = [f for f in read_chart(xml).findings if f.severity is Severity.ERROR]
    assert [(f.rule, f.elements) for f in found] == [("BPM083", ("decide", "split"))]
    assert found[0].line == line_of(SHORT, xml)
    assert "sub-process" in found[0].cure.en
    assert "子流程" in found[0].cure.zh
