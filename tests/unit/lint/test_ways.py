"""What can be reached without a step, against every run of small charts."""

from hypothesis import given, settings
from hypothesis import strategies as st
from support.charts import parallel
from unit.lint.acyclic import charts

from zhiheng.bpmn.elements.graph import graph_of
from zhiheng.lint.kit.ways import starts, unpassed
from zhiheng.model.chart import Chart, NodeKind
from zhiheng.model.ids import ElementPath


def walked(chart: Chart, marks: set[ElementPath]) -> set[ElementPath]:
    """The nodes on some walk from the start that meets no mark before them."""
    graph = graph_of(chart)
    met: set[ElementPath] = set()
    walks: list[tuple[ElementPath, ...]] = [(path,) for path in starts(chart)]
    while walks:
        *before, last = walks.pop()
        met.add(last)
        if last not in marks:
            walks += [(*before, last, f.target) for f in graph.leaving[last]]
    return met


@settings(max_examples=100, deadline=None)
@given(charts(mixed=False, parallel=False), st.data())
def test_without_parallel_branches_it_is_what_some_walk_meets(
    chart: Chart, data: st.DataObject
) -> None:
    tasks = sorted(p for p, n in chart.nodes.items() if n.kind is NodeKind.TASK)
    marks = set(data.draw(st.lists(st.sampled_from(tasks), unique=True)))
    assert unpassed(graph_of(chart), starts(chart), marks) == walked(chart, marks)


def test_a_join_has_passed_what_any_branch_has() -> None:
    chart = parallel()
    assert ElementPath("last") not in unpassed(graph_of(chart), starts(chart), {ElementPath("a")})
    assert ElementPath("b") in unpassed(graph_of(chart), starts(chart), {ElementPath("a")})
