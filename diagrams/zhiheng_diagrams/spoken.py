"""The chart in words, for those who cannot see it: the same steps in the order of flow."""

from collections.abc import Sequence

from zhiheng.model.chart import Chart, Flow, Node
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams import state, words
from zhiheng_diagrams.state import ChartState
from zhiheng_diagrams.text import clean
from zhiheng_diagrams.words import Edition


def description(
    chart: Chart, order: Sequence[ElementPath], edition: Edition, progress: ChartState | None
) -> str:
    """One numbered line for each element that has a name."""
    lanes = {lane.id: lane.name for lane in chart.lanes}
    named = [chart.nodes[path] for path in order if chart.nodes[path].name]
    place = {node.path: n for n, node in enumerate(named, start=1)}
    lines = [f"{clean(chart.power.office)}: {clean(chart.name)}。共 {len(named)} 项。"]
    for node in named:
        facts = [
            clean(node.name),
            clean(lanes.get(node.lane or "", "")),
            _limit(chart, node, edition),
        ]
        now = progress.of(node.path) if progress else None
        facts.append(state.WORDS[now] if now else "")
        text = "，".join(filter(None, facts))
        onward = "；".join(filter(None, (_onward(chart, f, place) for f in _out(chart, node.path))))
        lines.append(f"{place[node.path]}. {text}。" + (f"转: {onward}。" if onward else ""))
    return "\n".join(lines)


def _limit(chart: Chart, node: Node, edition: Edition) -> str:
    if node.task is None:
        return ""
    return clean("，".join((words.time_line(chart, node.task, edition), *words.tags(node.task))))


def _out(chart: Chart, path: ElementPath) -> list[Flow]:
    return [flow for flow in chart.flows if flow.source == path]


def _onward(chart: Chart, flow: Flow, place: dict[ElementPath, int]) -> str:
    """`3 (材料齐全)`; gateways without a name are passed over to what follows them."""
    onward = "、".join(str(n) for n in sorted(_reached(chart, flow.target, place)))
    return f"{onward} ({clean(flow.name)})" if flow.name else onward


def _reached(chart: Chart, start: ElementPath, place: dict[ElementPath, int]) -> set[int]:
    seen: set[ElementPath] = set()
    waiting = [start]
    found: set[int] = set()
    while waiting:
        path = waiting.pop()
        if path in place:
            found.add(place[path])
        elif path not in seen:
            seen.add(path)
            waiting += [flow.target for flow in _out(chart, path)]
    return found
