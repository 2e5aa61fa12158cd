"""SND004: what never happens."""

from collections.abc import Iterator

from zhiheng.model.finding import Finding
from zhiheng.model.ids import ElementPath
from zhiheng.verify.deadlocks import stuck_joins
from zhiheng.verify.report import Report
from zhiheng.verify.sentences import Cure, Fault
from zhiheng.verify.ways import beginnings, downstream


def dead_nodes(report: Report) -> Iterator[Finding]:
    """The nodes that no run reaches, in one finding.

    Not told: what lies behind a join that waits for ever (SND001 is the cause), and anything
    where the search ended early, for there more could be reached.
    """
    explored = report.explored
    if not explored.complete or explored.doubled:
        return
    net = explored.net
    alive = frozenset[str]().union(*(net.transitions[n].lives for n in explored.fired))
    behind = _behind_deadlocks(report)
    dead = tuple(p for p in report.teller.built.nodes if p not in alive and p not in behind)
    if dead:
        yield report.finding(Fault.DEAD, dead, (), Cure.CONNECT, node=report.teller.names(dead))


def _behind_deadlocks(report: Report) -> frozenset[ElementPath]:
    explored = report.explored
    stuck = frozenset(
        join.join
        for state in explored.deadlocks
        for join in stuck_joins(explored.net, explored.markings[state])
    )
    built = report.teller.built
    starts = beginnings(built)
    return downstream(built, starts) - downstream(built, starts, stuck)
