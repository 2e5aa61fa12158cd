"""Sub-processes behind the wall: what the stock library does with them, and what ours must."""

import itertools

import pytest
from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.util.task import TaskState
from support.nets import K, Loom

from zhiheng.model.chart import Chart, Trigger, Variable, VariableType
from zhiheng.model.ids import ElementPath
from zhiheng.spiff import Executor, compile_chart
from zhiheng.spiff.environment import script_engine
from zhiheng.spiff.lean import LeanWorkflow
from zhiheng.spiff.normal import normalised

BRANCHES = ("a", "b")


def body(loom: Loom, box: str, code: str) -> None:
    """in -> (a -> gate -> stop | on) || b -> out."""
    names = {"in": K.START, "split": K.PARALLEL, "a": K.TASK, "b": K.TASK, "gate": K.EXCLUSIVE,
             "join": K.PARALLEL, "out": K.END}  # fmt: skip
    for name, kind in names.items():
        loom.add(kind, box, id=f"{box}/{name}")
    loom.add(K.ERROR_END, box, id=f"{box}/stop", code=code)
    way = {name: f"{box}/{name}" for name in (*names, "stop")}
    loom.way(way["in"], way["split"], way["a"], way["gate"])
    loom.way(way["split"], way["b"], way["join"], way["out"])
    loom.link(way["gate"], way["stop"], f"{box}_stops")
    loom.link(way["gate"], way["join"], "*")
    loom.variables.append(Variable(f"{box}_stops", VariableType.BOOL, box, ElementPath(way["a"])))


def edge(loom: Loom, box: str, code: str) -> str:
    return loom.add(
        K.BOUNDARY, id=f"{box}_edge", trigger=Trigger.ERROR, attached_to=ElementPath(box), code=code
    )


def one_box() -> Chart:
    """before -> box -> after -> end; an error of the box leads back to before."""
    loom = Loom()
    for name, kind in (("start", K.START), ("before", K.TASK), ("box", K.SUB_PROCESS),
                       ("after", K.TASK), ("end", K.END)):  # fmt: skip
        loom.add(kind, id=name)
    edge(loom, "box", "E")
    body(loom, "box", "E")
    loom.way("start", "before", "box", "after", "end")
    loom.way("box_edge", "before")
    return loom.made()


def two_boxes() -> Chart:
    """Two boxes in parallel whose errors have one code; each edge leads to a task of its own."""
    loom = Loom()
    for name, kind in (("start", K.START), ("split", K.PARALLEL), ("x", K.SUB_PROCESS),
                       ("y", K.SUB_PROCESS), ("join", K.PARALLEL), ("end", K.END)):  # fmt: skip
        loom.add(kind, id=name)
    loom.way("start", "split")
    for box in ("x", "y"):
        edge(loom, box, "E")
        body(loom, box, "E")
        loom.add(K.TASK, id=f"{box}_mends")
        loom.add(K.EXCLUSIVE, id=f"{box}_merge")
        loom.way("split", box, f"{box}_merge", "join")
        loom.way(f"{box}_edge", f"{box}_mends", f"{box}_merge")
    loom.way("join", "end")
    return loom.made()


@pytest.mark.parametrize("order", list(itertools.permutations(BRANCHES)))
def test_a_sub_process_ends_with_its_last_branch_in_every_order(order: tuple[str, ...]) -> None:
    executor = Executor(compile_chart(one_box()))
    executor.start()
    assert executor.complete("before", {}).opened == ("box/a", "box/b")
    assert executor.complete(f"box/{order[0]}", {"box_stops": False}).opened == ()
    assert executor.complete(f"box/{order[1]}", {"box_stops": False}).opened == ("after",)
    assert executor.complete("after", {}).ended == "end"


ROUNDS = list(itertools.product(("a", "ab", "ba"), repeat=3))


@pytest.mark.parametrize("rounds", ROUNDS)
def test_each_round_of_a_sub_process_is_a_fresh_one(rounds: tuple[str, ...]) -> None:
    """`a` returns at once, `ba` when b is done; `ab` does not return."""
    executor = Executor(compile_chart(one_box()))
    executor.start()
    executor.complete("before", {})
    for order in rounds:
        if order == "ab":
            executor.complete("box/a", {"box_stops": False})
            assert executor.complete("box/b", {"box_stops": False}).opened == ("after",)
            return
        if order == "ba":
            executor.complete("box/b", {"box_stops": False})
        moved = executor.complete("box/a", {"box_stops": True})
        assert moved.opened == ("before",)
        assert set(moved.closed) == {"box/a", "box/b"} - ({"box/b"} if order == "ba" else set())
        assert executor.complete("before", {}).opened == ("box/a", "box/b")


@pytest.mark.parametrize("failing", ["x", "y"])
def test_an_error_of_one_sub_process_leaves_its_sibling_alone(failing: str) -> None:
    other = {"x": "y", "y": "x"}[failing]
    executor = Executor(compile_chart(two_boxes()))
    executor.start()
    moved = executor.complete(f"{failing}/a", {f"{failing}_stops": True})
    assert moved.opened == (f"{failing}_mends",)
    assert set(executor.open_tasks()) == {f"{failing}_mends", f"{other}/a", f"{other}/b"}


def test_a_thousand_returns_lose_nothing_and_hoard_nothing() -> None:
    executor = Executor(compile_chart(one_box()))
    executor.start()
    for _ in range(1_100):
        assert executor.complete("before", {}).opened == ("box/a", "box/b")
        assert executor.complete("box/a", {"box_stops": True}).opened == ("before",)
    workflow = executor._workflow
    assert len(workflow.tasks) < 40
    assert workflow.subprocesses == {}


def test_the_stock_library_lets_a_sibling_catch_what_is_not_its_own() -> None:
    """Why each event has a code of its own behind the wall. Fails when upstream mends it."""
    chart = two_boxes()
    xml = etree.tostring(normalised(chart)).replace(b'errorCode="y_edge"', b'errorCode="x_edge"')
    parser = BpmnParser()
    parser.add_bpmn_str(xml)
    bodies = parser.get_subprocess_specs(chart.key)
    workflow = BpmnWorkflow(
        parser.get_spec(chart.key), bodies, script_engine=script_engine(lambda _: True)
    )
    workflow.do_engine_steps()
    next(t for t in workflow.get_tasks(state=TaskState.READY, spec_name="x/a")).run()
    workflow.do_engine_steps()
    ready = workflow.get_tasks(state=TaskState.READY)
    assert {t.task_spec.name for t in ready if t.task_spec.manual} == {"x_mends", "y_mends"}


def two_errors() -> Chart:
    """box(a -> split -> stopE || stopF); each error has an edge and a task of its own."""
    loom = Loom()
    for name, kind in (("start", K.START), ("box", K.SUB_PROCESS), ("merge", K.EXCLUSIVE),
                       ("end", K.END)):  # fmt: skip
        loom.add(kind, id=name)
    for name, kind in (("in", K.START), ("a", K.TASK), ("split", K.PARALLEL)):
        loom.add(kind, "box", id=f"box/{name}")
    for code in "EF":
        loom.add(K.ERROR_END, "box", id=f"box/stop{code}", code=code)
        loom.add(K.TASK, id=f"mend{code}")
        loom.add(K.BOUNDARY, id=f"edge{code}", trigger=Trigger.ERROR,
                 attached_to=ElementPath("box"), code=code)  # fmt: skip
        loom.way("box/split", f"box/stop{code}")
        loom.way(f"edge{code}", f"mend{code}", "merge")
    loom.way("start", "box", "merge", "end")
    loom.way("box/in", "box/a", "box/split")
    return loom.made()


def test_of_two_errors_in_one_step_one_breaks_off_and_the_other_is_broken_off() -> None:
    executor = Executor(compile_chart(two_errors()))
    executor.start()
    assert executor.complete("box/a", {}).opened == ("mendE",)
    assert executor.complete("mendE", {}).ended == "end"


def test_no_task_of_a_body_is_a_stock_task() -> None:
    compiled = compile_chart(one_box())
    workflow = LeanWorkflow(compiled.spec, script_engine(lambda _: False), compiled.bodies)
    workflow.do_engine_steps()
    next(t for t in workflow.tasks.values() if t.task_spec.name == "before").run()
    workflow.do_engine_steps()
    (inner,) = workflow.subprocesses.values()
    assert {type(t).__name__ for t in inner.tasks.values()} == {"LeanTask"}
    assert not set(inner.tasks) & set(workflow.tasks)
