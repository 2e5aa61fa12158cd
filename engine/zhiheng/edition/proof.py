"""Whether an edition is true to the chart that runs: the same order, ends and limits.

Asked of the two as they are, by reachability, not by the way in which the one was made of the
other; so a fault of the projection, or an edition written by hand, is found too.
"""

from collections.abc import Iterator

from zhiheng.bpmn.elements.graph import ENDS, Arcs, graph_of, reached
from zhiheng.edition.drawn import drawn
from zhiheng.edition.project import SHOWN, public_limit
from zhiheng.edition.public_chart import PublicChart
from zhiheng.model.calendar import Calendar
from zhiheng.model.chart import Chart, Node, NodeKind, Task
from zhiheng.model.finding import Severity, Text
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Limit
from zhiheng.verify.deadlines.kept import deadlines_kept
from zhiheng.verify.deadlines.proof import deadlines
from zhiheng.verify.soundness import soundness

_HANGS_ON_CONDITIONS = "SND006"


def edition_faults(
    chart: Chart, edition: PublicChart, calendar: Calendar | None = None
) -> tuple[Text, ...]:
    """Where the edition is not true to the chart; empty where it is."""
    public = drawn(edition)
    shown = frozenset(chart.nodes) & frozenset(public.nodes)
    torn = tuple(_torn(public))
    return (
        *_names(chart, public, shown),
        *_outward(chart, shown),
        *_ends(chart, public),
        *_order(chart, public, shown),
        *_limits(chart, edition),
        *_effects(chart, edition),
        *(torn or _sums(chart, public, calendar)),
    )


def _names(chart: Chart, public: Chart, shown: frozenset[ElementPath]) -> Iterator[Text]:
    """Prevents a step that is called otherwise, or is another's, than it is."""
    lanes, theirs = ({x.id: x.name for x in c.lanes} for c in (chart, public))
    for path in sorted(shown):
        one, other = chart.nodes[path], public.nodes[path]
        if (one.kind, one.name, lanes.get(one.lane or "")) != (
            other.kind,
            other.name,
            theirs.get(other.lane or ""),
        ):
            yield Text(f"“{one.name or path}”与图不符", f"'{path}' is not as in the chart")
    for path in sorted(frozenset(public.nodes) - shown):
        if public.nodes[path].kind is not NodeKind.EXCLUSIVE or public.nodes[path].name:
            yield Text(f"“{path}”图中没有", f"'{path}' is not in the chart")


def _outward(chart: Chart, shown: frozenset[ElementPath]) -> Iterator[Text]:
    """Prevents that what touches a party is left out as internal (信息公开条例 16, 许可法 30)."""
    held = {node.attached_to for node in chart.nodes.values()}
    for path, node in chart.nodes.items():
        if path not in shown and (_touches(node) or path in held):
            yield Text(
                f"“{node.name or path}”涉及当事人或时限，不能不公开",
                f"'{path}' touches a party or a limit and may not be left out",
            )


def _touches(node: Node) -> bool:
    task = node.task
    if task is None:
        return node.kind is not NodeKind.EXCLUSIVE
    return (
        task.external is not None
        or bool(task.outcomes)
        or task.clock is not None
        or any(limit.kind in SHOWN for limit in task.limits)
    )


def _ends(chart: Chart, public: Chart) -> Iterator[Text]:
    """Prevents an edition that begins or ends elsewhere."""
    for kinds, zh, en in (((NodeKind.START,), "开始", "starts"), (ENDS, "结束", "ends")):
        here, there = (
            {(p, n.name) for p, n in c.nodes.items() if n.kind in kinds} for c in (chart, public)
        )
        if here != there:
            yield Text(f"{zh}与图不同", f"the {en} differ from the chart's")


def _order(chart: Chart, public: Chart, shown: frozenset[ElementPath]) -> Iterator[Text]:
    """Prevents an edition in which something follows on what it does not follow on."""
    here, there = _follows(chart, shown), _follows(public, shown)
    for path in sorted(shown):
        if here[path] - {path} != there[path] - {path}:
            name = chart.nodes[path].name or path
            yield Text(f"“{name}”之后的环节与图不同", f"what follows '{path}' differs")


def _follows(chart: Chart, shown: frozenset[ElementPath]) -> dict[ElementPath, set[ElementPath]]:
    """From each element that both show to those that follow, over none that both show."""
    onward = graph_of(chart).onward
    passed: Arcs = {p: () if p in shown else targets for p, targets in onward.items()}
    return {path: reached(passed, onward[path]) & shown for path in shown}


def _limits(chart: Chart, edition: PublicChart) -> Iterator[Text]:
    """Prevents a limit that is longer, shorter or missing in public."""
    said = {ElementPath(node.id): step.limits for node, step in edition.steps}
    tasks: dict[ElementPath | None, tuple[Limit, ...]] = {None: chart.limits}
    tasks |= {task.path: task.limits for task in chart.tasks if task.path in said}
    for path, limits in tasks.items():
        due = tuple(public_limit(chart, limit) for limit in limits if limit.kind in SHOWN)
        told = edition.limits if path is None else said[path]
        if due != told:
            name = _called(chart, path)
            yield Text(f"{name.zh}的时限与图不同", f"the limits of {name.en} differ")


def _effects(chart: Chart, edition: PublicChart) -> Iterator[Text]:
    """Prevents that a step is said to have another effect than it has (受理、准予、不予)."""
    effects = {t.path: tuple(dict.fromkeys(o.means for o in t.outcomes)) for t in chart.tasks}
    for node, step in edition.steps:
        if effects.get(ElementPath(node.id), step.effects) != step.effects:
            yield Text(f"“{node.name}”的法律后果与图不同", f"the effects of '{node.id}' differ")


def _called(chart: Chart, path: ElementPath | None) -> Text:
    if path is None:
        return Text("全程", "the case")
    task: Task = chart.task(path)
    return Text(f"“{task.name}”", f"'{path}'")


def _torn(public: Chart) -> Iterator[Text]:
    """Prevents an event that hangs on a step which is not there; no limit of it adds up."""
    for path, node in public.nodes.items():
        if node.attached_to is not None and node.attached_to not in public.nodes:
            yield Text(f"“{node.name or path}”所在的环节没有公开", f"'{path}' hangs on no step")


def _sums(chart: Chart, public: Chart, calendar: Calendar | None) -> Iterator[Text]:
    """Prevents a promise to the public that the posts' own limits do not keep, or a dead end.

    Whether a way both grants and refuses hangs on conditions, which stay inside: that is asked of
    the chart, and of the edition that its effects are the chart's.
    """
    inside, outside = deadlines_kept(chart, calendar)[0], deadlines(public, calendar)[0]
    for found, zh, en in ((inside, "运行图", "the chart"), (outside, "公开版", "the edition")):
        over = [x for x in found if x.severity is Severity.ERROR]
        yield from (Text(f"{zh}时限：{x.message.zh}", f"{en}: {x.message.en}") for x in over)
    broken = [
        x
        for x in soundness(public)
        if x.severity is not Severity.INFO and x.rule != _HANGS_ON_CONDITIONS
    ]
    yield from (Text(f"公开版：{x.message.zh}", f"the edition: {x.message.en}") for x in broken)
