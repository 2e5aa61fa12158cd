"""Soundness (流程健全性): whether every case that follows the chart comes to a proper end.

The definition is Van der Aalst's (1997, 2011) for what can be completed, and 1-safety besides:
a second token would have a step done twice. Nothing is assumed about data, so a deadlock that
only the values exclude is reported too. Each finding has a shortest way that shows it, except
in charts of more than `SMALL` states, where the way is a shortest one of the fused net.
"""

from collections.abc import Iterator

from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding
from zhiheng.verify.compile_net import compile_net
from zhiheng.verify.contradictions import contradictions
from zhiheng.verify.dead import dead_nodes
from zhiheng.verify.deadlocks import deadlocks
from zhiheng.verify.decisions import decided
from zhiheng.verify.explore import BUDGET, Explored, explore
from zhiheng.verify.fuse import fuse
from zhiheng.verify.net import Net
from zhiheng.verify.report import Report
from zhiheng.verify.sentences import Cure, Fault
from zhiheng.verify.tokens import circles, cut_off, second_tokens
from zhiheng.verify.trace import teller

SMALL = 2_000
"""So many states are explored without fusing, so that the ways found are shortest ones."""


def soundness(chart: Chart, budget: int = BUDGET) -> tuple[Finding, ...]:
    """The findings SND001 to SND007 on a chart, in the order of the rules.

    budget: states to explore; when there are more, SND007 says that nothing is proven.
    """
    return tuple(sorted(_findings(chart, budget), key=lambda found: found.rule))


def examine(net: Net, budget: int) -> Explored:
    """Explore a net, plain if it is small, else fused."""
    plain = explore(net, min(SMALL, budget))
    return plain if plain.complete else explore(fuse(net), budget)


def _findings(chart: Chart, budget: int) -> Iterator[Finding]:
    net = compile_net(chart)
    report = Report(teller(chart), examine(net, budget))
    yield from deadlocks(report)
    yield from circles(report)
    yield from second_tokens(report)
    yield from dead_nodes(report)
    yield from cut_off(report)
    searches = [report.explored]
    memory = decided(chart, net)
    if memory is not None:
        remembering = Report(report.teller, examine(memory.net, budget))
        yield from contradictions(remembering, memory)
        searches.append(remembering.explored)
    for given_up in [x for x in searches if not x.complete][:1]:
        seen = len(given_up.markings)
        yield report.finding(Fault.UNPROVEN, (), (), Cure.DIVIDE, count=seen)
