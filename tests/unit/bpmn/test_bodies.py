"""Sub-processes, errors and terminate: what may run is read, what may not is told with its cure."""

# ruff: noqa: E501 - one element a line, as BPMN editors write it

import pytest
from unit.bpmn.small import CHART, line_of, spoilt

from zhiheng.bpmn.markup.bodies import MAX_NESTING
from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart, NodeKind, Trigger
from zhiheng.model.finding import Severity
from zhiheng.model.ids import ElementPath
from zhiheng.spiff import Executor, compile_chart

SPLIT, JOIN = '<bpmn:parallelGateway id="split" />', '<bpmn:parallelGateway id="join" />'
DONE = '<bpmn:endEvent id="done" />'
YES = 'sourceRef="accepted" targetRef="split"'
F7 = '<bpmn:sequenceFlow id="f7" sourceRef="join" targetRef="done" />'
INNER = CHART[CHART.index('    <bpmn:sequenceFlow id="f3"') : CHART.index(f"    {F7}")]
BLOCK = CHART[CHART.index(SPLIT) : CHART.index(JOIN) + len(JOIN)]
CAUGHT = '<bpmn:boundaryEvent id="edge" attachedToRef="block"><bpmn:errorEventDefinition errorRef="stopped" /></bpmn:boundaryEvent>'
STOP = (
    '<bpmn:endEvent id="stopping"><bpmn:errorEventDefinition errorRef="stopped" /></bpmn:endEvent>'
)


def flow(name: str, source: str, target: str, condition: str = "") -> str:
    inside = (
        f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" if condition else ""
    )
    return f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{inside}</bpmn:sequenceFlow>'


BODY = (
f'<bpmn:subProcess id="block" name="并联办理"><bpmn:startEvent id="in" />{BLOCK}<bpmn:endEvent id="out" />{STOP}'
        f'<bpmn:exclusiveGateway id="turn" default="on" />{INNER.replace(chr(34) + "join" + chr(34), chr(34) + "turn" + chr(34), 1)}'
        f'{flow("i1", "in", "split")}{flow("i2", "join", "out")}{flow("on", "turn", "join")}'
        f'{flow("off", "turn", "stopping", "result == &#39;refuse&#39;")}</bpmn:subProcess>{CAUGHT}'
)  # fmt: skip
NESTED = spoilt(
    (INNER, ""),
    (
        BLOCK,
        BODY,
    ),
    (YES, YES.replace("split", "block")),
    (F7, flow("f7", "block", "done") + flow("f8", "edge", "accept")),
    ("<bpmn:collaboration", '<bpmn:error id="stopped" name="退出" errorCode="E-1" /><bpmn:collaboration'),
).decode()  # fmt: skip
"""The small chart with its parallel block in a sub-process, which a refusal breaks off."""


def path(name: str) -> ElementPath:
    return ElementPath(name)


def nested(*changes: tuple[str, str]) -> Chart:
    reading = read_chart(spoilt(*changes, chart=NESTED))
    assert {found.severity for found in reading.findings} <= {Severity.INFO}
    assert reading.chart is not None
    return reading.chart


def test_what_stands_in_a_sub_process_is_named_by_its_path() -> None:
    chart = nested()
    assert chart.nodes[path("block")].kind is NodeKind.SUB_PROCESS
    assert chart.task(path("block/decide")).name == "决定"
    assert chart.nodes[path("block/decide")].parent == "block"
    assert chart.variables["result"].writer == "block/decide"
    assert chart.separations[0].b == {"block/decide"}
    edge = chart.nodes[path("edge")]
    assert (edge.kind, edge.trigger, edge.code) == (NodeKind.BOUNDARY, Trigger.ERROR, "E-1")
    assert chart.nodes[path("block/stopping")].kind is NodeKind.ERROR_END


def test_a_sub_process_is_over_when_its_last_branch_is() -> None:
    executor = Executor(compile_chart(nested()))
    executor.start()
    opened = executor.complete("accept", {"intake": "yes", "days": 1}).opened
    assert opened == ("block/decide", "block/record")
    assert executor.complete("block/record", {}).opened == ()
    assert executor.complete("block/decide", {"result": "grant"}).ended == "done"


def test_an_error_breaks_off_what_else_is_open_in_the_sub_process() -> None:
    executor = Executor(compile_chart(nested()))
    executor.start()
    executor.complete("accept", {"intake": "yes", "days": 1})
    moved = executor.complete("block/decide", {"result": "refuse"})
    assert moved.closed == ("block/decide", "block/record")
    assert moved.opened == ("accept",)
    assert moved.ended is None


PLAIN_EDGE = CAUGHT.replace('<bpmn:errorEventDefinition errorRef="stopped" />', "")
FAULTS = [
    ("BPM036", "a sub-process shows its steps", DONE, f'{DONE}<bpmn:subProcess id="x" />', "x"),
    ("BPM036", "a sub-process is entered by a flow", '<bpmn:subProcess id="block"', '<bpmn:subProcess id="block" triggeredByEvent="true"', "block"),
    ("BPM036", "an event on an edge catches an error", CAUGHT, PLAIN_EDGE, "edge"),
    ("BPM036", "an error on an edge breaks off", 'id="edge"', 'id="edge" cancelActivity="false"', "edge"),
    ("BPM036", "an event on an edge names its error", CAUGHT, CAUGHT.replace(' errorRef="stopped"', ""), "edge"),
    ("BPM036", "an error is declared", CAUGHT, CAUGHT.replace("stopped", "ghost"), "edge"),
    ("BPM036", "an event sits on a sub-process", 'attachedToRef="block"', 'attachedToRef="accept"', "edge"),
    ("BPM036", "an event sits beside its sub-process", 'attachedToRef="block"', 'attachedToRef="in"', "edge"),
    ("BPM036", "an event on an edge waits for no message", '<bpmn:errorEventDefinition errorRef="stopped" /></bpmn:boundaryEvent>', '<bpmn:messageEventDefinition id="t" /></bpmn:boundaryEvent>', "t"),
    ("BPM036", "an end is an error or terminates", STOP, STOP.replace("</", '<bpmn:terminateEventDefinition id="t" /></'), "stopping"),
    ("BPM036", "an error end names its error", STOP, STOP.replace(' errorRef="stopped"', ""), "stopping"),
    ("BPM006", "a path is no longer than an id", 'id="block" name', f'id="{"x" * 196}" name', "decide"),
    ("BPM015", "an error code is a word", "E-1", "().__class__", "stopped"),
    ("BPM020", "a sub-process has a start event", '<bpmn:startEvent id="in" />', "", ""),
    ("BPM021", "a sub-process has an end", '<bpmn:startEvent id="in" />', '<bpmn:startEvent id="in" /><bpmn:subProcess id="x"><bpmn:startEvent id="y" /></bpmn:subProcess>', "x"),
    ("BPM037", "no flow crosses the edge of a sub-process", flow("i2", "join", "out"), flow("i2", "join", "done"), "i2"),
    ("BPM039", "an event on an edge has its error end", STOP, '<bpmn:endEvent id="stopping" />', "edge"),
    ("BPM012", "a sub-process has no post", '<bpmn:startEvent id="in" />', '<bpmn:extensionElements><zh:post post="A" /></bpmn:extensionElements><bpmn:startEvent id="in" />', "block"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "law", "old", "new", "at"), FAULTS, ids=[f[1] for f in FAULTS])
def test_a_chart_is_refused_unless(rule: str, law: str, old: str, new: str, at: str) -> None:
    reading = read_chart(spoilt((old, new), chart=NESTED))
    assert reading.chart is None
    told = [f for f in reading.findings if f.rule == rule]
    assert told, law
    assert told[0].line > 0
    assert told[0].cure.zh
    assert told[0].elements[:1] == ((at,) if at else ())


def test_an_error_of_the_process_itself_is_caught_by_nothing() -> None:
    loose = STOP.replace("stopping", "loose")
    xml = spoilt((DONE, loose), (flow("f7", "block", "done"), flow("f7", "block", "loose")), chart=NESTED)  # fmt: skip
    found = read_chart(xml).findings
    assert [(f.rule, f.elements) for f in found if f.severity is Severity.ERROR] == [
        ("BPM038", ("loose",))
    ]
    assert "E-1" in found[0].message.en or "E-1" in found[-1].message.en
    assert line_of(loose, xml) in {f.line for f in found}


def test_sub_processes_are_nested_so_deep_and_no_deeper() -> None:
    def deep(levels: int) -> set[str]:
        opened = "".join(
            f'<bpmn:subProcess id="d{i}"><bpmn:startEvent id="s{i}" /><bpmn:endEvent id="e{i}" />'
            + (flow(f"a{i}", f"s{i}", f"d{i + 1}") + flow(f"b{i}", f"d{i + 1}", f"e{i}") if i < levels else flow(f"a{i}", f"s{i}", f"e{i}"))
            for i in range(1, levels + 1)
        )  # fmt: skip
        body = opened + "</bpmn:subProcess>" * levels
        xml = spoilt((DONE, body + DONE), (F7, flow("f7", "join", "d1") + flow("f9", "d1", "done")))
        return {f.rule for f in read_chart(xml).findings if f.severity is Severity.ERROR}

    assert deep(MAX_NESTING) == set()
    assert deep(MAX_NESTING + 1) == {"BPM005"}
