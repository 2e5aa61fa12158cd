"""SND001: a case stands still for ever."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng.model.chart import NodeKind
from zhiheng.model.finding import Finding
from zhiheng.model.ids import ElementPath
from zhiheng.verify.net import Marking, Net, bits
from zhiheng.verify.report import Report
from zhiheng.verify.sentences import Cure, Fault
from zhiheng.verify.ways import downstream


@dataclass(frozen=True, slots=True)
class Stuck:
    """A join in a deadlock: the inputs that have a token, and those that lack one."""

    join: ElementPath
    there: int
    missing: int


def deadlocks(report: Report) -> Iterator[Finding]:
    """One finding for each set of joins that wait for ever, by the shortest way."""
    told: set[tuple[ElementPath, ...]] = set()
    for state in report.explored.deadlocks:
        marking = report.explored.markings[state]
        guilty = _first_causes(report, stuck_joins(report.explored.net, marking))
        joins = tuple(stuck.join for stuck in guilty)
        if joins not in told:
            told.add(joins)
            yield _finding(report, state, guilty)


def stuck_joins(net: Net, marking: Marking) -> tuple[Stuck, ...]:
    """The joins that have some of their tokens, but not all."""
    found: dict[ElementPath, Stuck] = {}
    for transition in net.transitions:
        inputs = transition.some if transition.waits else transition.pre
        there = marking & inputs
        if there and (there != inputs or transition.waits) and transition.elements:
            join = ElementPath(transition.elements[0])
            found.setdefault(join, Stuck(join, there, inputs & ~marking))
    return tuple(found.values())


def _first_causes(report: Report, stuck: tuple[Stuck, ...]) -> tuple[Stuck, ...]:
    """Leave out joins that only wait for other stuck joins."""
    joins = {s.join for s in stuck}
    first = tuple(
        s
        for s in stuck
        if not any(_lacks_because_of(report, s, other) for other in joins - {s.join})
    )
    return first or stuck


def _lacks_because_of(report: Report, stuck: Stuck, other: ElementPath) -> bool:
    after = downstream(report.teller.built, (other,), frozenset({stuck.join}))
    sources = report.teller.before(report.explored.net, stuck.missing)
    return any(ElementPath(source) in after for source in sources)


def _finding(report: Report, state: int, guilty: tuple[Stuck, ...]) -> Finding:
    net, teller = report.explored.net, report.teller
    trace = report.explored.trace(state)
    if not guilty:
        where = teller.behind(net, report.explored.markings[state] & ~net.idle)
        return report.finding(Fault.STANDS_STILL, where, trace, Cure.CHECK_JOIN)
    first = guilty[0]
    missing = tuple(net.places[b.bit_length() - 1].element for b in bits(first.missing))
    cure, split = _cure(report, first, trace)
    return report.finding(
        Fault.WAITS_FOREVER,
        (*(s.join for s in guilty), *missing),
        trace,
        cure,
        missing=teller.names(teller.before(net, first.missing)),
        split=teller.name(split),
    )


def _cure(report: Report, stuck: Stuck, trace: tuple[str, ...]) -> tuple[Cure, str]:
    """By the last choice on the way that let a branch go elsewhere.

    If it also leads to the branches that wait, split and join do not match; if not, the missing
    branch has left a parallel block.
    """
    built, net = report.teller.built, report.explored.net
    missing = {ElementPath(p) for p in report.teller.before(net, stuck.missing)}
    there = {ElementPath(p) for p in report.teller.before(net, stuck.there)}
    for element in reversed(trace):
        node = built.nodes.get(ElementPath(element))
        if node is None or node.kind not in _CHOICES or len(built.leaving[node.path]) < _SEVERAL:
            continue
        after = downstream(built, (node.path,), frozenset({stuck.join}))
        if missing & after:
            return (Cure.MATCH_JOIN if there & after else Cure.WRAP_BLOCK), node.path
    return Cure.CHECK_JOIN, ""


_CHOICES = (NodeKind.EXCLUSIVE, NodeKind.EVENT_GATEWAY, NodeKind.INCLUSIVE)
_SEVERAL = 2
