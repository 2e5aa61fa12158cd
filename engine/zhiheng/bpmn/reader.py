"""Read a chart: hostile bytes to a chart that may run, or to findings that say why not."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from lxml import etree

from zhiheng.bpmn.checks.conditions import check_conditions
from zhiheng.bpmn.checks.data import check_data
from zhiheng.bpmn.checks.duties import check_duties
from zhiheng.bpmn.checks.flow import check_flow
from zhiheng.bpmn.checks.lanes import check_lanes
from zhiheng.bpmn.checks.limits import check_limits
from zhiheng.bpmn.draft import Draft, draw
from zhiheng.bpmn.ids import check_ids
from zhiheng.bpmn.profile import check_profile
from zhiheng.bpmn.safe_xml import read_xml
from zhiheng.bpmn.wording import check_wording
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding
from zhiheng.model.ids import Digest

MAX_FINDINGS = 200
"""More would help nobody, and a hostile file could ask for millions."""


@dataclass(frozen=True, slots=True)
class ChartReading:
    """chart is None just when there is an error among the findings."""

    chart: Chart | None
    findings: tuple[Finding, ...]


def read_chart(xml: bytes) -> ChartReading:
    """Read a BPMN file. Never raises for what the file holds.

    In three passes, each of which relies on the one before: the file is safe XML; it has the
    shape of the profile and the words of the vocabulary; what it says makes sense.
    """
    read = read_xml(xml)
    if read.root is None:
        return ChartReading(None, read.findings)
    if faults := _first(_shape(read.root)):
        return ChartReading(None, faults)
    draft = draw(read.root, Digest(hashlib.sha256(xml).hexdigest()))
    if faults := _first(_sense(draft)):
        return ChartReading(None, faults)
    return ChartReading(draft.chart, ())


def _shape(root: etree._Element) -> Iterator[Finding]:
    return chain(check_profile(root), check_ids(root), check_wording(root))


def _sense(draft: Draft) -> Iterator[Finding]:
    return chain(
        check_flow(draft),
        check_lanes(draft),
        check_conditions(draft),
        check_data(draft),
        check_limits(draft),
        check_duties(draft),
    )


def _first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(islice(findings, MAX_FINDINGS), key=lambda found: found.line))
