"""The one way from hostile bytes to a chart; a policy says how strictly each pass judges."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from zhiheng.bpmn.elements.draft import Draft, draw
from zhiheng.bpmn.markup.safe_xml import read_xml
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding, Severity
from zhiheng.model.ids import Digest

MAX_FINDINGS = 200
"""More would help nobody, and a hostile file could ask for millions."""


@dataclass(frozen=True, slots=True)
class ChartReading:
    """chart is None just when there is an error among the findings."""

    chart: Chart | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Shaped:
    """A process whose shape was judged. process is None just when there is an error."""

    process: etree._Element | None
    findings: Iterable[Finding]


@dataclass(frozen=True, slots=True)
class Policy:
    """The passes, each of which relies on the one before.

    shape: the XML holds one process to read, with the right elements and words; may mend it.
    mend: the flow, with what the drawing leaves unsaid put in.
    sense: whether what it says makes sense.
    """

    shape: Callable[[etree._Element], Shaped]
    mend: Callable[[Draft], tuple[Draft, Iterable[Finding]]]
    sense: Callable[[Draft], Iterable[Finding]]


def read(xml: bytes, policy: Policy) -> ChartReading:
    """Read a BPMN file. Never raises for what the file holds."""
    safe = read_xml(xml)
    if safe.root is None:
        return ChartReading(None, safe.findings)
    found = _Findings()
    shaped = policy.shape(safe.root)
    if found.refuse(shaped.findings) or shaped.process is None:
        return found.reading(None)
    drawn = draw(shaped.process, Digest(hashlib.sha256(xml).hexdigest()))
    draft, mended = policy.mend(drawn)
    if found.refuse(mended) or found.refuse(policy.sense(draft)):
        return found.reading(None)
    return found.reading(draft.chart)


@dataclass(slots=True)
class _Findings:
    """Errors and notes apart, so that no crowd of notes hides an error."""

    errors: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    def refuse(self, findings: Iterable[Finding]) -> bool:
        """Keep the findings, up to a bound. Whether the chart is refused by now."""
        for found in findings:
            if found.severity is Severity.ERROR:
                self.errors.append(found)
            elif len(self.notes) < MAX_FINDINGS:
                self.notes.append(found)
            if len(self.errors) >= MAX_FINDINGS:
                break
        return bool(self.errors)

    def reading(self, chart: Chart | None) -> ChartReading:
        first = (self.errors + self.notes)[:MAX_FINDINGS]
        return ChartReading(chart, tuple(sorted(first, key=lambda found: found.line)))
