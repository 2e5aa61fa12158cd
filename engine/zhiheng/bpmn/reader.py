"""Read a chart that is to run: all that the engine would not obey is refused."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from lxml import etree

from zhiheng.bpmn.checks.amounts import check_amounts
from zhiheng.bpmn.checks.clocks import check_clocks
from zhiheng.bpmn.checks.commands import check_commands
from zhiheng.bpmn.checks.conditions import check_conditions
from zhiheng.bpmn.checks.counting_back import check_counting_back
from zhiheng.bpmn.checks.data import check_data
from zhiheng.bpmn.checks.decisions import check_decisions
from zhiheng.bpmn.checks.duties import check_duties
from zhiheng.bpmn.checks.errors import check_errors
from zhiheng.bpmn.checks.events import check_events
from zhiheng.bpmn.checks.flow import check_flow
from zhiheng.bpmn.checks.lanes import check_lanes
from zhiheng.bpmn.checks.limits import check_limits
from zhiheng.bpmn.checks.measures import check_measures
from zhiheng.bpmn.checks.returns import check_returns
from zhiheng.bpmn.checks.sign_offs import check_sign_offs
from zhiheng.bpmn.checks.timers import check_timers
from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.expansion.calls import inline_calls
from zhiheng.bpmn.expansion.returns import join_returns
from zhiheng.bpmn.expansion.stops import spread_stops
from zhiheng.bpmn.markup.ids import check_ids
from zhiheng.bpmn.markup.profile import check_profile
from zhiheng.bpmn.markup.tags import children
from zhiheng.bpmn.markup.wording import check_wording
from zhiheng.bpmn.pipeline import ChartReading, Policy, Shaped, read
from zhiheng.model.finding import Finding


@lru_cache(maxsize=64)
def read_chart(xml: bytes) -> ChartReading:
    """Read a BPMN file for execution. Never raises for what the file holds.

    The same bytes are read by check, difference, deployment and running; a reading never changes.
    """
    return read(xml, EXECUTION)


def _shape(root: etree._Element) -> Shaped:
    calls = inline_calls(root)
    findings = chain(calls, check_profile(root), check_ids(root), check_wording(root))
    return Shaped(next(children(root, "process"), None), findings)


def _mend(draft: Draft) -> tuple[Draft, Iterator[Finding]]:
    """A return, and a stop that holds for several steps, are drawn shorter than they run."""
    return spread_stops(join_returns(draft)), check_returns(draft)


def _sense(draft: Draft) -> Iterator[Finding]:
    return chain(
        check_flow(draft),
        check_errors(draft),
        check_events(draft),
        check_timers(draft),
        check_clocks(draft),
        check_lanes(draft),
        check_conditions(draft),
        check_data(draft),
        check_decisions(draft),
        check_limits(draft),
        check_counting_back(draft),
        check_duties(draft),
        check_sign_offs(draft),
        check_measures(draft),
        check_amounts(draft),
        check_commands(draft),
    )


EXECUTION = Policy(_shape, _mend, _sense)
