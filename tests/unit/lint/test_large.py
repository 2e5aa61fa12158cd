"""A chart as large as the reader lets through is linted in a moment."""

import time

from support.charts import chart

from zhiheng.lint import lint
from zhiheng.model.chart import NodeKind, Task, Variable, VariableType
from zhiheng.model.ids import ElementPath, PostId

STEPS = 300
CHOICES = tuple((f"v{i}", f"v{i}") for i in range(10))


def test_hundreds_of_gateways_in_one_great_loop() -> None:
    nodes = {"start": NodeKind.START, "end": NodeKind.END}
    flows: list[tuple[str, str, str | None]] = [("start", "t0", None)]
    tasks: dict[str, Task] = {}
    for i in range(STEPS):
        nodes |= {f"t{i}": NodeKind.TASK, f"g{i}": NodeKind.EXCLUSIVE}
        tasks[f"t{i}"] = Task(ElementPath(f"t{i}"), f"环节{i}", post=PostId("P"))
        onward = f"t{i + 1}" if i + 1 < STEPS else "end"
        flows += [(f"t{i}", f"g{i}", None), (f"g{i}", onward, "*")]
        flows.append((f"g{i}", f"t{i // 2}", f"x{i} == 'v1' or x{i // 3} == 'v2'"))
    variables = tuple(
        Variable(f"x{i}", VariableType.CHOICE, "变量", ElementPath(f"t{i}"), choices=CHOICES)
        for i in range(STEPS)
    )
    large = chart(nodes, flows, variables, tasks=tasks)
    began = time.perf_counter()
    assert lint(large)
    assert time.perf_counter() - began < 20
