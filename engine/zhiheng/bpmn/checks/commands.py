"""Whether the command that a chart orders (zh:command) stands behind two hands and others' eyes."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.elements.graph import Arcs, graph_of, reached, with_edges
from zhiheng.model.chart import Chart, Task
from zhiheng.model.command import SYSTEM, CommandRule
from zhiheng.model.finding import Finding
from zhiheng.model.separation import Separation, SeparationKind


def check_commands(draft: Draft) -> Iterator[Finding]:
    """Findings on the command of a chart. What deploys is released as the law asks of a chart.

    Prevents a chart that gives one person the engine: who drew the paper, who checked it and who
    releases it are different persons, and those who release are two.
    """
    chart = draft.chart
    ordering = [task for task in chart.tasks if task.command is not None]
    if (chart.power.category == SYSTEM) != bool(ordering):
        yield draft.at("BPM150", chart.key)
    for other in ordering[1:]:
        yield draft.at("BPM151", other.path, task=other.path)
    if len(ordering) == 1 and (command := ordering[0].command) is not None:
        yield from _command(draft, ordering[0], command)


def _command(draft: Draft, task: Task, command: CommandRule) -> Iterator[Finding]:
    chart = draft.chart
    drawn = [t for t in chart.tasks if _names(t, command.document)]
    nodes = chart.nodes
    if len(drawn) != 1 or drawn[0].path == task.path or not _files(draft, drawn[0], command):
        yield draft.at("BPM152", task.path, task=task.path, document=command.document)
        return
    if not _two_posts(task) or nodes[task.path].parent:
        yield draft.at("BPM153", task.path, task=task.path)
    between = _between(chart, drawn[0], task)
    wanted = [(drawn[0], task), *((drawn[0], t) for t in between), *((t, task) for t in between)]
    if not between or not all(_apart(chart, a, b) for a, b in wanted):
        yield draft.at("BPM154", task.path, task=task.path, drawn=drawn[0].path)


def _two_posts(task: Task) -> bool:
    """Whether two of the agency sign one digest, from two posts."""
    second = task.sign_off.second if task.dual and task.sign_off else None
    return second not in (None, task.post) and task.external is None


def _names(task: Task, document: str) -> bool:
    return any(d.name == document for d in task.documents)


def _files(draft: Draft, task: Task, command: CommandRule) -> bool:
    """Whether it always files the paper, and is part of the flow itself."""
    papers = [d for d in task.documents if d.name == command.document]
    always = all(d.required and d.when is None for d in papers)
    return always and draft.chart.nodes[task.path].parent is None


def _between(chart: Chart, drawn: Task, task: Task) -> list[Task]:
    """The steps that nobody gets around on the way from the paper to the command."""
    arcs = with_edges(graph_of(chart)).onward
    others = (t for t in chart.tasks if t.path not in (drawn.path, task.path))
    return [t for t in others if task.path not in reached(_without(chart, arcs, t), (drawn.path,))]


def _without(chart: Chart, arcs: Arcs, step: Task) -> Arcs:
    """The ways left when the step is never done: it may still be interrupted."""
    edges = tuple(t for t in arcs[step.path] if chart.nodes[t].attached_to == step.path)
    return {**arcs, step.path: edges}


def _apart(chart: Chart, one: Task, other: Task) -> bool:
    return any(_parts(s, one, other) for s in chart.separations)


def _parts(separation: Separation, one: Task, other: Task) -> bool:
    keeps = separation.hard and separation.kind is not SeparationKind.SAME_PERSON
    keeps = keeps and separation.window is None
    return keeps and {separation.side(one.path), separation.side(other.path)} == {"a", "b"}
