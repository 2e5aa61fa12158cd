"""LNT001 loop-has-a-way-out."""

from collections.abc import Iterator, Mapping

from zhiheng.bpmn.elements.graph import Graph
from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.loops import loops_in
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import listed, name_of
from zhiheng.lint.kit.ways import is_split, read_at
from zhiheng.model.chart import Chart, NodeKind, Variable
from zhiheng.model.finding import Severity, Text
from zhiheng.model.ids import ElementPath


@rule(
    "LNT001",
    "loop-has-a-way-out",
    Severity.ERROR,
    message=Text(
        "{names}构成回路，但出口不看回路内任何环节填写的变量；退回一次就永远出不来。",
        "{names} form a loop whose exits ask for nothing that is written inside it; after one "
        "return the case never leaves.",
    ),
    cure=Text(
        "让出口的条件用回路内的环节填写的变量，如该环节的审核结论。",
        "Let an exit turn on a variable that a task inside the loop writes, such as its result.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a case that goes round for ever, because nobody on the way can choose to leave.

    A loop is entered again with the same values, so its exits must ask for what is written in it.
    Smaller loops inside a loop are looked at too, once its good exits are taken away.
    Law: 许可法 42, 处罚法 60 (there is a day by which it must be decided). Error: it never ends.
    """
    graph = course(chart)
    for loop in sorted(map(sorted, _endless(graph, chart.variables))):
        tasks = [p for p in loop if graph.nodes[p].task is not None]
        yield hit(*loop, names=listed(name_of(chart, p) for p in tasks or loop))


def _endless(graph: Graph, variables: Mapping[str, Variable]) -> Iterator[set[ElementPath]]:
    waiting = list(loops_in(graph, set(graph.nodes)))
    while waiting:
        loop = waiting.pop()
        exits = {p for p in loop if _is_way_out(graph, p, loop, variables)}
        if exits:
            waiting += loops_in(graph, loop - exits)
        else:
            yield loop


def _is_way_out(
    graph: Graph, path: ElementPath, loop: set[ElementPath], variables: Mapping[str, Variable]
) -> bool:
    if all(f.target in loop for f in graph.leaving[path]):
        return False
    if graph.nodes[path].kind is NodeKind.EVENT_GATEWAY:
        return True  # what happens first decides, and happens anew in each round
    if not is_split(graph, path):
        return False
    asked = read_at(graph, path) & variables.keys()
    return any(variables[name].writer in loop for name in asked)
