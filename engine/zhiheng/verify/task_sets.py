"""Which tasks a case can come to pass on its way to an end, as sets, order left aside.

Controls are monotone: fewer tasks never hurt. So the smallest sets tell whether some way can be
staffed, and the largest whether every way can. A step that nothing competes with is taken at once:
it comes in every run, and taking it earlier or later passes the same tasks (the persistent sets
of Godefroid, Partial-order methods, 1996).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from zhiheng.model.chart import Chart, Meaning
from zhiheng.model.ids import ElementPath
from zhiheng.verify.decisions import decided
from zhiheng.verify.marking import shadow_net
from zhiheng.verify.net import Marking, Net, Transition, bits, doubled, enabled, fire
from zhiheng.verify.scopes import Structure, structure
from zhiheng.verify.ways import downstream

MOST = 20_000
"""Pairs of marking and set looked at before the sets are given up."""

Tasks = frozenset[ElementPath]


@dataclass(frozen=True, eq=False)
class Course:
    """The net of a chart, to be asked for ways to its ends; plain: as running cases are marked.

    good: places of which one is marked at a favourable end; bad: of which none is. Both 0 where
    the chart cannot both grant and refuse: then every end counts.
    """

    chart: Chart
    plain: Net
    net: Net
    good: Marking = 0
    bad: Marking = 0

    @cached_property
    def built(self) -> Structure:
        """The chart, indexed."""
        return structure(self.chart)

    @cached_property
    def tasks(self) -> tuple[ElementPath, ...]:
        """The user tasks, numbered."""
        return tuple(sorted(self.net.tasks))

    @cached_property
    def alone(self) -> frozenset[int]:
        """The numbers of the transitions that nothing competes with."""
        net = self.net
        counts: dict[int, int] = {}
        for transition in net.transitions:
            touched = transition.pre | transition.inhibit | transition.some | transition.reset
            for bit in bits(touched | _waited(transition)):
                counts[bit] = counts.get(bit, 0) + 1
        return frozenset(
            number
            for number, t in enumerate(net.transitions)
            if t.pre and t.plain and not t.waits and all(counts[bit] == 1 for bit in bits(t.pre))
        )

    @cached_property
    def leaving(self) -> dict[int, tuple[int, ...]]:
        """Lowest place before a transition -> numbers of those transitions."""
        found: dict[int, list[int]] = {}
        for number, transition in enumerate(self.net.transitions):
            found.setdefault(transition.pre & -transition.pre, []).append(number)
        return {bit: tuple(numbers) for bit, numbers in found.items()}

    def favourable(self, marking: Marking) -> bool:
        """Whether an end is one that the applicant asked for."""
        return (not self.good or bool(marking & self.good)) and not marking & self.bad


def course(chart: Chart) -> Course:
    """The course of a chart, with its decisions remembered where it can both grant and refuse."""
    plain = shadow_net(chart)
    memory = decided(chart, plain)
    if memory is None:
        return Course(chart, plain, plain)
    return Course(
        chart,
        plain,
        memory.net,
        sum(memory.by(Meaning.GRANT).values()),
        sum(memory.by(Meaning.REFUSAL).values()),
    )


@lru_cache(maxsize=4096)
def ahead(asked: Course, opened: Tasks) -> Tasks:
    """The tasks that may still come, once these are open, themselves included."""
    nodes = downstream(asked.built, opened)
    return frozenset(path for path in nodes if asked.built.nodes[path].task is not None)


@lru_cache(maxsize=4096)
def smallest(asked: Course, start: Marking, *, favourable: bool) -> tuple[Tasks, ...] | None:
    """The smallest sets with which a case gets from a marking to an end; None: given up."""
    return _collect(asked, start, favourable=favourable, larger=False)


@lru_cache(maxsize=4096)
def largest(asked: Course, start: Marking) -> tuple[Tasks, ...] | None:
    """The largest sets that one case can pass on its way to an end; None: given up."""
    return _collect(asked, start, favourable=False, larger=True)


def _collect(
    asked: Course, start: Marking, *, favourable: bool, larger: bool
) -> tuple[Tasks, ...] | None:
    kept = _passed(asked, start, larger=larger)
    if kept is None:
        return None
    ends: list[int] = []
    for marking, sets in kept.items():
        if asked.net.final(marking) and (not favourable or asked.favourable(marking)):
            for found in sets:
                _keep(ends, found, larger=larger)
    return tuple(_named(asked, found) for found in sorted(ends))


def _passed(asked: Course, start: Marking, *, larger: bool) -> dict[Marking, list[int]] | None:
    """Marking -> the best sets of tasks on the way to it."""
    kept: dict[Marking, list[int]] = {start: [0]}
    waiting = [(start, 0)]
    seen = 0
    while waiting:
        marking, passed = waiting.pop()
        if passed not in kept[marking]:
            continue  # a better set has come to this marking since
        seen += 1
        if seen > MOST:
            return None
        for transition in _next(asked, marking):
            after = fire(transition, marking)
            step = transition.step
            more = passed | (1 << asked.tasks.index(step) if step in asked.net.tasks else 0)
            if _keep(kept.setdefault(after, []), more, larger=larger):
                waiting.append((after, more))
    return kept


def _next(asked: Course, marking: Marking) -> Iterator[Transition]:
    transitions = asked.net.transitions
    numbers = [n for bit in (0, *bits(marking)) for n in asked.leaving.get(bit, ())]
    can = [
        n
        for n in numbers
        if enabled(transitions[n], marking) and not doubled(transitions[n], marking)
    ]
    sure = next((n for n in can if n in asked.alone), None)
    return (transitions[n] for n in ((sure,) if sure is not None else can))


def _keep(sets: list[int], new: int, *, larger: bool) -> bool:
    """Add a set unless one is there that is better; those that are worse go."""
    for old in sets:
        if (old & new == new) if larger else (old & new == old):
            return False
    sets[:] = [old for old in sets if not ((old & new == old) if larger else (old & new == new))]
    sets.append(new)
    return True


def _waited(transition: Transition) -> int:
    found = 0
    for _, upstream in transition.waits:
        found |= upstream
    return found


def _named(asked: Course, found: int) -> Tasks:
    return frozenset(asked.tasks[bit.bit_length() - 1] for bit in bits(found))
