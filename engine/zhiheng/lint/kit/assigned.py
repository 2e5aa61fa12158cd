"""Which variables surely have a value where they are read: a must-analysis over the flow.

What holds on every way to a point is known there, and nothing else. Beside "w has a value" it
knows "where v is a, w has a value", "v is not a", and the same of a v without a value: so a form
that demands w only for v = a is enough for the branch that is taken for v = a. Values of one
variable are weighed at a time, which never calls set what may be unset.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce
from heapq import heappop, heappush
from operator import and_, or_

from zhiheng.bpmn.elements.graph import (
    Graph,
    from_the_start,
    inverse,
    reached,
    with_edges,
    without_loops,
)
from zhiheng.lint.kit import required
from zhiheng.lint.kit.asked_at import asked_at
from zhiheng.lint.kit.course import concurrent, course
from zhiheng.lint.kit.entered import asked_on_entry
from zhiheng.lint.kit.filled import by_writer, filled
from zhiheng.lint.kit.pairs import pairs
from zhiheng.lint.kit.ways import is_split, possible, read_at
from zhiheng.model.chart import Chart, Flow, Meaning, NodeKind, Task, Trigger, Variable
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import LimitKind

_BREAKING = (NodeKind.TERMINATE, NodeKind.ERROR_END)
"""Ends that break off what else is going on."""
_NEVER = 1
"""The bit that says: it never comes to this."""

State = tuple[int, ...]
"""A mask of set variables, then one for each pair (v, a): what is set where v is a.

The value None stands for a variable without a value. In each mask bit 0 is `_NEVER`.
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A variable without a sure value. at: the gateway or task that asks for it."""

    variable: str
    at: ElementPath


def unset(chart: Chart, *, hopeful: bool = False) -> tuple[Reading, ...]:
    """The readings that some way through the chart leaves without a value.

    hopeful: a form's demand counts even where its condition is not understood.
    """
    analysis = _Analysis(chart, with_edges(course(chart)), hopeful=hopeful)
    return tuple(dict.fromkeys(analysis.readings()))


@dataclass(frozen=True)
class _Analysis:
    chart: Chart
    graph: Graph
    hopeful: bool
    found: dict[str, State] = field(default_factory=dict)
    """What is known along each flow, by the flow's id."""
    _taught: dict[str, tuple[int, frozenset[int]]] = field(default_factory=dict)
    """The variables that each branch asks for, and the pairs that it rules out."""
    _loose: dict[ElementPath, frozenset[str]] = field(default_factory=dict)
    """By end: the variables that others may be writing."""
    _touches: dict[str, int] = field(default_factory=dict)

    @cached_property
    def bit(self) -> dict[str, int]:
        """The bit of each variable."""
        return {name: 2 << i for i, name in enumerate(self.chart.variables)}

    @cached_property
    def block(self) -> dict[tuple[str, object], int]:
        """The place of each pair of variable and value."""
        return {pair: i for i, pair in enumerate(pairs(self.chart, self.graph), 1)}

    @cached_property
    def by_variable(self) -> dict[str, tuple[int, ...]]:
        """The blocks of each variable."""
        named: dict[str, list[int]] = {}
        for (name, _), place in self.block.items():
            named.setdefault(name, []).append(place)
        return {name: tuple(places) for name, places in named.items()}

    @cached_property
    def written(self) -> Mapping[ElementPath, tuple[Variable, ...]]:
        """The variables by the task that writes them."""
        return by_writer(self.chart)

    def readings(self) -> Iterator[Reading]:
        """Run to the greatest fixpoint, then ask every reader."""
        self._run()
        for path, node in self.graph.nodes.items():
            entry = self._entry(path)
            if is_split(self.graph, path):
                yield from self._missing(read_at(self.graph, path), entry, path)
            elif node.task is not None:
                for asked in asked_on_entry(node.task):
                    yield from self._missing(asked, entry, path)
                yield from self._at_task(node.task, self._after(path, entry))
            elif node.wait is not None and node.wait.event is not None:
                begun = self._entry(node.attached_to) if node.attached_to else entry
                yield from self._missing(frozenset({node.wait.event}), begun, path)

    def _at_task(self, task: Task, left: State) -> Iterator[Reading]:
        for asked in asked_at(self.chart, task):
            yield from self._missing(asked, left, task.path)
        for outcome in task.outcomes:
            if outcome.means is Meaning.ACCEPTANCE:
                others = frozenset(
                    place
                    for (name, value), place in self.block.items()
                    if name == outcome.variable and value != outcome.value
                )
                accepted = self._learn(left, 0, others)
                yield from self._missing(self._case_limits, accepted, task.path)

    @cached_property
    def _case_limits(self) -> frozenset[str]:
        """Variables that hold a limit of the whole case; a promised one is demanded anyway."""
        limits = (x for x in self.chart.limits if x.kind is not LimitKind.PROMISED)
        return frozenset(x.variable for x in limits if x.variable is not None)

    def _missing(self, names: frozenset[str], known: State, at: ElementPath) -> Iterator[Reading]:
        yield from (
            Reading(name, at)
            for name in sorted(names & self.bit.keys())
            if not known[0] & (self.bit[name] | _NEVER)
        )

    # -- the fixpoint --------------------------------------------------------------------

    def _run(self) -> None:
        # In the order of the flow: a node is looked at when what comes before it is known.
        order = from_the_start(self.graph)
        rank = {path: at for at, path in enumerate(order)}
        waiting = list(range(len(order)))
        queued = set(order)
        while waiting:
            path = order[heappop(waiting)]
            queued.discard(path)
            entry = self._entry(path)
            left = self._after(path, entry)
            for flow in self.graph.leaving[path]:
                befell = self.graph.nodes[flow.target].attached_to == path
                known = self._befallen(flow, entry) if befell else self._along(flow, left)
                if known != self._on(flow):
                    self.found[flow.id] = known
                    if flow.target not in queued:
                        queued.add(flow.target)
                        heappush(waiting, rank[flow.target])

    def _befallen(self, edge: Flow, entry: State) -> State:
        """At an event on the edge: a task was not done, a sub-process may have done anything."""
        if self.graph.nodes[edge.target].trigger is Trigger.ERROR:
            return self._everything  # it comes by the ends that throw it
        return entry if self.graph.nodes[edge.source].task is not None else self._at_start

    def _on(self, flow: Flow) -> State:
        return self.found.get(flow.id, self._everything)

    @cached_property
    def _everything(self) -> State:
        """What is known where nothing ever comes."""
        return ((2 << len(self.chart.variables)) - 1,) * (len(self.block) + 1)

    @cached_property
    def _at_start(self) -> State:
        """Nothing has a value yet."""
        everything = self._everything[0]
        return (0, *(0 if value is None else everything for _, value in self.block))

    def _entry(self, path: ElementPath) -> State:
        flows = self.graph.entering[path]
        if not flows:
            return self._at_start
        if self.graph.nodes[path].kind is NodeKind.PARALLEL and len(flows) > 1:
            return self._join(flows)
        states = [self._on(flow) for flow in flows]
        return self._closed([reduce(and_, masks) for masks in zip(*states, strict=True)])

    def _after(self, path: ElementPath, entry: State) -> State:
        """What the task at the node, if there is one, adds and takes away."""
        task = self.graph.nodes[path].task
        written = self.written.get(path, ())
        if task is None or not written or entry[0] & _NEVER:
            return entry
        kept = ~_or([self.bit[v.name] for v in written])
        known = [mask & kept for mask in entry]
        names = {v.name for v in written}
        for (name, value), place in self.block.items():
            if name in names:
                known[place] = known[0] | (0 if value is None else self.bit[name])
        self._demand(task, names, known)
        return self._closed(known)

    def _demand(self, task: Task, written: set[str], known: list[int]) -> None:
        """Add what the form of the task makes sure of."""
        sure = required.hoped(task.form) if self.hopeful else required.always(task.form)
        known[0] |= _or([self.bit[n] for n in sure & written])
        for part in filled(task):
            mask = _or([self.bit[n] for n in part.variables & written])
            known[0] |= mask if part.when is None else 0
            for (name, value), place in self.block.items():
                known[place] |= mask if part.sure(name, value) else 0
        for clause in required.clauses(task.form):
            mask = _or([self.bit[n] for n in clause.fields & written])
            for (name, value), place in self.block.items():
                if name == clause.field and name in written and clause.applies(value):
                    known[place] |= mask

    def _along(self, flow: Flow, known: State) -> State:
        """What taking the branch teaches: what it asked for has a value, and which."""
        if self.chart.nodes[flow.source].kind in _BREAKING:
            return self._broken_off(flow.source, known)
        if not is_split(self.graph, flow.source):
            return known
        if flow.id not in self._taught:
            asked = read_at(self.graph, flow.source) & self.bit.keys()
            ruled_out = frozenset(
                place
                for (name, value), place in self.block.items()
                if name in asked and not possible(self.graph, flow, {name: value})
            )
            self._taught[flow.id] = (_or([self.bit[n] for n in asked]), ruled_out)
        return self._learn(known, *self._taught[flow.id])

    def _learn(self, known: State, given: int, ruled_out: frozenset[int]) -> State:
        """Know that these variables have a value, and that these pairs do not happen."""
        everything = self._everything[0]
        learnt = [everything if i in ruled_out else mask for i, mask in enumerate(known)]
        learnt[0] |= given
        return self._closed(learnt)

    def _closed(self, known: list[int]) -> State:
        """What holds for every value of a variable holds; what holds, holds for each."""
        everything = self._everything[0]
        known = [everything if mask & _NEVER else mask for mask in known]
        before = -1
        while before != known[0]:
            before = known[0]
            for name, (without, *others) in self.by_variable.items():
                if before & self.bit[name]:
                    known[without] = everything
                known[0] |= reduce(and_, [known[place] for place in (without, *others)])
        return (before, *(mask | before for mask in known[1:]))

    # -- parallel branches ---------------------------------------------------------------

    def _join(self, flows: tuple[Flow, ...]) -> State:
        """All branches have come: what one knows holds, unless another may have changed it."""
        states = [self._on(flow) for flow in flows]
        branches = [(state, self._touched(f)) for state, f in zip(states, flows, strict=True)]
        same = [state[0] | ~touched for state, touched in branches]
        masks = [_or([s[0] for s in states]) & reduce(and_, same)]
        for (name, _), place in self.block.items():
            same = [
                s[place] if touched & self.bit[name] else s[place] | ~touched
                for s, touched in branches
            ]
            masks.append(_or([s[place] for s in states]) & reduce(and_, same))
        return self._closed(masks)

    def _broken_off(self, end: ElementPath, known: State) -> State:
        """What others at work in what is broken off write may be set by now, or not be."""
        if end not in self._loose:
            before = reached(inverse(without_loops(self.graph)), (end,))
            others = concurrent(self.chart, end) - before
            self._loose[end] = frozenset(v.name for p in others for v in self.written.get(p, ()))
        loose = self._loose[end]
        if not loose or known[0] & _NEVER:
            return known
        kept = ~_or([self.bit[name] for name in loose])
        left = [mask & kept for mask in known]
        for (name, value), place in self.block.items():
            if name in loose:
                left[place] = left[0] | (0 if value is None else self.bit[name])
        return self._closed(left)

    def _touched(self, flow: Flow) -> int:
        """The variables that are written on some way to that flow."""
        if flow.id not in self._touches:
            upstream = reached(self.graph.backward, (flow.source,))
            names = (v.name for path in upstream for v in self.written.get(path, ()))
            self._touches[flow.id] = _or([self.bit[name] for name in names])
        return self._touches[flow.id]


def _or(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)
