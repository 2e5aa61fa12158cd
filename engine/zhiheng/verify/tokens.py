"""SND002, SND003 and SND005: circles, second tokens, improper ends."""

from collections.abc import Iterator

from zhiheng.model.chart import NodeKind
from zhiheng.model.finding import Finding
from zhiheng.model.ids import ElementPath
from zhiheng.verify.explore import Fault as Step
from zhiheng.verify.net import bits, enabled, fire
from zhiheng.verify.report import Report
from zhiheng.verify.scopes import Structure
from zhiheng.verify.sentences import Cure, Fault
from zhiheng.verify.ways import in_parallel_loop


def circles(report: Report) -> Iterator[Finding]:
    """SND002: the end cannot be reached any more, though the case goes on."""
    explored = report.explored
    if explored.trapped:
        first = explored.trapped[0]
        turning = tuple(_turning(report))
        yield report.finding(
            Fault.NO_WAY_OUT,
            turning,
            explored.trace(first),
            Cure.WAY_OUT,
            node=report.teller.names(turning),
        )


def _turning(report: Report) -> Iterator[str]:
    """The nodes that go on happening at last, in the order of the chart."""
    net = report.explored.net
    last = report.explored.markings[report.explored.trapped[-1]]
    alive: set[str] = set()
    seen = {last}
    fresh = [last]
    while fresh:
        marking = fresh.pop()
        for transition in net.transitions:
            if enabled(transition, marking):
                alive |= transition.lives
                after = fire(transition, marking)
                fresh += [after] if after not in seen else []
                seen.add(after)
    return (path for path in report.teller.built.nodes if path in alive)


def second_tokens(report: Report) -> Iterator[Finding]:
    """SND003, and SND005 for an end that is reached twice: the first of each to be found.

    Further places with two tokens are mostly what follows from the first.
    """
    ends = report.explored.net.ends
    for at_end in (False, True):
        steps = (s for s in report.explored.doubled if bool(s.places & ends) is at_end)
        first = next(steps, None)
        if first is not None:
            yield _doubled(report, first, at_end=at_end)


def _doubled(report: Report, step: Step, *, at_end: bool) -> Finding:
    net, teller = report.explored.net, report.teller
    trace = report.explored.trace(step.state, step.transition)
    guilty = teller.before(net, step.places)
    if at_end:
        return report.finding(Fault.ENDS_TWICE, guilty, trace, Cure.JOIN_BEFORE_END)
    cure = _cure(teller.built, ElementPath(guilty[0]))
    flows = (net.places[bit.bit_length() - 1].element for bit in bits(step.places))
    elements = tuple(dict.fromkeys((*guilty, *flows)))
    return report.finding(Fault.TWICE, elements, trace, cure)


def _cure(built: Structure, guilty: ElementPath) -> Cure:
    if in_parallel_loop(built, guilty):
        return Cure.WRAP_BLOCK
    merges = len(built.entering[guilty]) > 1 and built.nodes[guilty].kind in _GATEWAYS
    return Cure.PARALLEL_JOIN if merges else Cure.JOIN_FIRST


def cut_off(report: Report) -> Iterator[Finding]:
    """SND005: an end that takes away what is not yet done."""
    told: set[str] = set()
    for step in report.explored.cut:
        transition = report.explored.net.transitions[step.transition]
        end = transition.elements[-1]
        if end not in told:
            told.add(end)
            behind = report.teller.behind(report.explored.net, step.places)
            lost = tuple(report.teller.work(behind)) or behind
            yield report.finding(
                Fault.CUTS_OFF,
                tuple(dict.fromkeys((end, *lost))),
                report.explored.trace(step.state, step.transition),
                Cure.WAIT_BEFORE_END,
                missing=report.teller.names(lost),
            )


_GATEWAYS = (NodeKind.EXCLUSIVE, NodeKind.INCLUSIVE)
