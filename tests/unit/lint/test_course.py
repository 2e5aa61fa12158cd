"""Lint looks inside sub-processes as if their steps stood in the flow."""

from dataclasses import replace

from support.joint import JOINT
from support.nets import K, Loom

from zhiheng.bpmn.elements.graph import reached
from zhiheng.bpmn.reader import read_chart
from zhiheng.lint import lint
from zhiheng.lint.kit.assigned import unset
from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.ways import unpassed
from zhiheng.model.chart import Chart, Trigger, Variable, VariableType
from zhiheng.model.ids import ElementPath


def path(name: str) -> ElementPath:
    return ElementPath(name)


def boxed(writer: str, reader: str) -> Chart:
    """before -> box(in -> a || b -> out), an error behind b -> after. Gates ask for `v`."""
    loom = Loom()
    for name in ("start", "before", "before_gate", "box", "after", "after_gate", "end", "edge"):
        kind = {"start": K.START, "end": K.END, "box": K.SUB_PROCESS, "edge": K.BOUNDARY}.get(
            name, K.EXCLUSIVE if "gate" in name else K.TASK
        )
        more = {"trigger": Trigger.ERROR, "attached_to": path("box"), "code": "E"}
        loom.add(kind, id=name, **(more if kind is K.BOUNDARY else {}))
    inner = {"in": K.START, "split": K.PARALLEL, "a": K.TASK, "b": K.TASK, "b_gate": K.EXCLUSIVE,
             "join": K.PARALLEL, "out": K.END, "failed": K.ERROR_END}  # fmt: skip
    for name, kind in inner.items():
        more = {"code": "E"} if kind is K.ERROR_END else {}
        loom.add(kind, "box", id=f"box/{name}", **more)
    loom.way("start", "before", "before_gate")
    loom.way("box", "after", "after_gate")
    loom.way("edge", "after")
    loom.way("box/in", "box/split", "box/a", "box/join", "box/out")
    loom.way("box/split", "box/b", "box/b_gate")
    for gate, yes, no in (
        ("before_gate", "box", "box"),
        ("box/b_gate", "box/failed", "box/join"),
        ("after_gate", "end", "end"),
    ):
        loom.link(gate, yes, "v" if gate == reader else "urgent")
        loom.link(gate, no, "*")
    loom.variables.append(Variable("v", VariableType.BOOL, "v", path(writer)))
    form = {"type": "object", "required": ["v"], "properties": {"v": {"type": "boolean"}}}
    node = loom.nodes[writer]
    assert node.task is not None
    loom.nodes[writer] = replace(node, task=replace(node.task, form=form))
    return loom.made()


def open_readings(writer: str, reader: str) -> set[str]:
    return {reading.at for reading in unset(boxed(writer, reader)) if reading.variable == "v"}


def test_what_is_written_before_a_sub_process_is_known_inside_and_behind() -> None:
    assert open_readings("before", "box/b_gate") == set()
    assert open_readings("before", "after_gate") == set()


def test_what_is_written_inside_is_not_known_before() -> None:
    assert open_readings("box/b", "before_gate") == {"before_gate"}


def test_what_the_returning_branch_wrote_is_known_where_it_leads() -> None:
    assert open_readings("box/b", "after_gate") == set()


def test_what_a_broken_off_branch_was_to_write_is_not_known_where_the_error_leads() -> None:
    assert open_readings("box/a", "after_gate") == {"after_gate"}


def test_the_end_of_a_sub_process_is_no_end_of_the_case() -> None:
    graph = course(boxed("before", "after_gate"))
    ends = [p for p, node in graph.nodes.items() if node.kind in (K.END, K.ERROR_END)]
    assert ends == ["end"]
    assert path("after") in reached(graph.onward, [path("box/b")])
    assert path("end") not in unpassed(graph, {path("start")}, {path("after")})
    assert path("end") in unpassed(graph, {path("start")}, {path("box/a")})


def test_the_drawing_of_a_return_out_of_a_sub_process_is_not_scolded() -> None:
    chart = read_chart(JOINT.encode()).chart
    assert chart is not None
    assert {found.rule for found in lint(chart)} == {"LNT008", "LNT010"}
