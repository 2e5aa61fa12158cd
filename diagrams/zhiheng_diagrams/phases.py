"""The phases (阶段) of a chart, from the legal effects that its steps declare.

Up to acceptance (受理, 许可法 32) is one phase, examination (审查) goes up to the step that decides
(决定, 许可法 38), and after it the case is closed (办结). Without such effects there is one phase.
"""

from collections.abc import Mapping

from zhiheng.model.chart import Chart, Meaning, Node
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.ranks import Ranks

_ENDS = (
    frozenset({Meaning.ACCEPTANCE}),
    frozenset({Meaning.GRANT, Meaning.REFUSAL}),
)
"""What ends the first phase, and the second."""


def phases(chart: Chart, ranked: Ranks) -> Mapping[ElementPath, int]:
    """The phase of each node, from 0; along the flow it never falls, loops left aside."""
    into: dict[ElementPath, list[ElementPath]] = {}
    for i, flow in enumerate(chart.flows):
        if i not in ranked.back:
            into.setdefault(flow.target, []).append(flow.source)
    found: dict[ElementPath, int] = {}
    for path in ranked.order:
        found[path] = max((_after(chart.nodes[p], found[p]) for p in into.get(path, ())), default=0)
    return found


def _after(node: Node, phase: int) -> int:
    """The phase of what follows the node."""
    means = {outcome.means for outcome in node.task.outcomes} if node.task else set()
    return max([phase, *(i + 1 for i, ends in enumerate(_ENDS) if means & ends)])
