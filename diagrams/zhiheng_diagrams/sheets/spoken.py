"""The chart in words, for those who cannot see it: the same steps in the order of flow."""

from collections.abc import Iterator, Mapping, Sequence

from zhiheng.model.chart import Chart, Flow, Node
from zhiheng.model.ids import ElementPath, PostId
from zhiheng_diagrams.notation import words
from zhiheng_diagrams.notation.text import clean
from zhiheng_diagrams.notation.words import Edition

Numbers = Mapping[ElementPath, tuple[int, ...]]
"""Of the risks that the picture shows; none where it shows none."""


def description(
    chart: Chart,
    order: Sequence[ElementPath],
    edition: Edition,
    counted: Numbers,
    told: Mapping[ElementPath, str],
    standby: frozenset[PostId] = words.NOBODY,
) -> str:
    """What it is, then one numbered line for each step. told: what is laid over the chart."""
    lines = steps(chart, order, edition, counted, told, standby)
    head = f"{clean(chart.power.office)}：{clean(chart.name)}。共 {len(lines)} 项。"
    return "\n".join([head, *(f"{n}. {line}" for n, line in enumerate(lines, start=1))])


def steps(
    chart: Chart,
    order: Sequence[ElementPath],
    edition: Edition,
    counted: Numbers,
    told: Mapping[ElementPath, str],
    standby: frozenset[PostId] = words.NOBODY,
) -> tuple[str, ...]:
    """A line for each element that has a name; where it leads to is told by the line's number."""
    lanes = {lane.id: lane.name for lane in chart.lanes}
    named = [chart.nodes[path] for path in order if chart.nodes[path].name]
    place = {node.path: n for n, node in enumerate(named, start=1)}
    lines = []
    for node in named:
        facts = (
            clean(node.name),
            clean(lanes.get(node.lane or "", "")),
            _limit(chart, node, edition, standby),
            told.get(node.path, ""),
        )
        onward = "；".join(filter(None, (_onward(chart, f, place) for f in _out(chart, node.path))))
        parts = (
            "，".join(filter(None, facts)),
            *_risks(chart, node, counted),
            *((f"下一步：{onward}",) if onward else ()),
        )
        lines.append("。".join(parts) + "。")
    return tuple(lines)


def _limit(chart: Chart, node: Node, edition: Edition, standby: frozenset[PostId]) -> str:
    if node.task is None:
        return ""
    said = (words.time_line(chart, node.task, edition), *words.tags(node.task, standby))
    return clean("，".join(filter(None, said)))


def _risks(chart: Chart, node: Node, counted: Numbers) -> Iterator[str]:
    """Level, manifestation, measures and post of each risk of the step."""
    risks = node.task.risks if node.task and node.path in counted else ()
    for n, risk in zip(counted.get(node.path, ()), risks, strict=True):
        level = risk.inherent if risk.inherent in words.GRADES else "high"
        held = "；".join(measure.text for measure in risk.measures)
        yield clean(
            f"风险点{words.number(n)}等级{words.GRADES[level]}：{risk.manifestation}。"
            f"防控措施：{held}。责任岗位：{words.answers(chart, node, risk)}"
        )


def _out(chart: Chart, path: ElementPath) -> list[Flow]:
    return [flow for flow in chart.flows if flow.source == path]


def _onward(chart: Chart, flow: Flow, place: Mapping[ElementPath, int]) -> str:
    """`3（材料齐全）`; gateways without a name are passed over to what follows them."""
    onward = "、".join(str(n) for n in sorted(_reached(chart, flow.target, place)))
    return f"{onward}（{clean(flow.name)}）" if flow.name else onward


def _reached(chart: Chart, start: ElementPath, place: Mapping[ElementPath, int]) -> set[int]:
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
