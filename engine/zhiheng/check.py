"""All that is found about a chart before it runs: read, proved sound, linted, in time, staffed.

One list of findings for the command line, the service and deployment, so that what a modeller
sees is what deployment decides by (design.md §14). A chart of another tool is only analysed:
it is imported, its flow is proved, and it can never be deployed as it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from zhiheng.bpmn.importer import import_chart
from zhiheng.bpmn.markup.meant import is_foreign
from zhiheng.bpmn.markup.safe_xml import read_xml
from zhiheng.bpmn.reader import read_chart
from zhiheng.decisions.check import check_table
from zhiheng.decisions.read import is_dmn, read_tables
from zhiheng.lint import lint
from zhiheng.model.calendar import Calendar
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding, Severity, Text
from zhiheng.model.parameters import Parameters
from zhiheng.model.person import Roster
from zhiheng.rules.in_force import not_in_force
from zhiheng.verify.deadlines.kept import deadlines_kept
from zhiheng.verify.soundness import soundness
from zhiheng.verify.staffed import staffed

BLOCKING = frozenset({Severity.ERROR, Severity.UNPROVEN})
"""What no waiver lets through: a fault, and a proof that was given up."""

ANALYSED_ONLY = Text("仅作分析，不能部署", "analysed only, cannot be deployed")
"""The title of what was imported: no finding makes it a chart that may run."""
TABLES = Text("决策表，由环节引用，不单独部署", "decision tables, which tasks ask")
"""The title of a file of tables: it is no chart."""


@dataclass(frozen=True, slots=True)
class Checked:
    """chart: None when it may not run: it could not be read, or was only analysed.

    certificate: what was proved, about what. title: over the findings, where they need one.
    """

    chart: Chart | None
    findings: tuple[Finding, ...]
    certificate: dict[str, Any]
    title: Text | None = None

    @property
    def blocked(self) -> bool:
        """Whether it may not be deployed, whatever is waived."""
        return any(f.severity in BLOCKING for f in self.findings)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A warning that the agency accepts: why, and until which day (inclusive)."""

    rule: str
    reason: str
    until: date
    elements: tuple[str, ...] = ()
    """The elements it is about; none: wherever the rule warns in this chart."""

    def covers(self, finding: Finding, day: date) -> bool:
        """Whether the finding is waived on that day."""
        about = not self.elements or set(finding.elements) <= set(self.elements)
        return finding.rule == self.rule and about and day <= self.until


def check_file(
    xml: bytes,
    roster: Roster | None = None,
    day: date | None = None,
    families: Iterable[str] = (),
    *,
    analyse: bool | None = None,
    process: str | None = None,
    parameters: Parameters | None = None,
    calendar: Calendar | None = None,
) -> Checked:
    """Check a BPMN file of any tool, as the command line and the service do.

    A file of decision tables is proved by itself. analyse: import a chart instead of reading it
    for execution; by itself, where it has none of our words. process: which to import, by its id;
    see `import_chart`.
    """
    if (tables := _tables(xml)) is not None:
        return Checked(None, tables, {}, TABLES)
    if is_foreign(xml) if analyse is None else analyse:
        return analyse_chart(xml, families, process)
    return check_chart(xml, roster, day, families, parameters, calendar)


def _tables(xml: bytes) -> tuple[Finding, ...] | None:
    """The findings on a file of decision tables; None: it is none, or cannot be read."""
    root = read_xml(xml).root
    if root is None or not is_dmn(root):
        return None
    reading = read_tables([root])
    proved = (check_table(t, reading.lines[t.id]) for t in reading.tables.values())
    return (*reading.findings, *(x for found in proved for x in found))


def check_chart(
    xml: bytes,
    roster: Roster | None = None,
    day: date | None = None,
    families: Iterable[str] = (),
    parameters: Parameters | None = None,
    calendar: Calendar | None = None,
) -> Checked:
    """Check a chart that is to run. families: only rules of these prefixes, as `SND`; or all.

    parameters: those in force, for what the chart names of them (PAR). calendar: to compare
    limits of mixed units by (SLA).

    The reader's own rules (BPM, DEC) are always kept, since the rest rests on them.
    """
    reading = read_chart(xml)
    found = list(reading.findings)
    certificate: dict[str, Any] = {}
    if reading.chart is not None:
        found += _proved(xml)
        certificate = _sound(reading.chart, found)
        about_limits, figures = deadlines_kept(reading.chart, calendar)
        found += about_limits
        certificate |= figures
        if parameters is not None:
            found += not_in_force(reading.chart, parameters)
        if roster is not None and day is not None:
            about_staff, facts = staffed(reading.chart, roster, day)
            found += about_staff
            certificate |= facts
    return Checked(reading.chart, _wanted(found, families), certificate)


@lru_cache(maxsize=64)
def _proved(xml: bytes) -> tuple[Finding, ...]:
    """What the chart alone says, which is asked again at each step of its release."""
    chart = read_chart(xml).chart
    return () if chart is None else (*soundness(chart), *lint(chart))


def analyse_chart(xml: bytes, families: Iterable[str] = (), process: str | None = None) -> Checked:
    """Import a chart and prove its flow: the import report, and what is unsound.

    Not linted and not staffed: who acts, on what basis, and what the values are, other tools do
    not say in words that are known here.
    """
    reading = import_chart(xml, process)
    found = list(reading.findings)
    certificate: dict[str, Any] = {}
    if reading.chart is not None:
        found += soundness(_flow_alone(reading.chart))
        certificate = _sound(reading.chart, found)
    certificate["analysed_only"] = True
    return Checked(None, _wanted(found, families), certificate, ANALYSED_ONLY)


def _flow_alone(chart: Chart) -> Chart:
    """Without legal effects, for the sake of which a proof would compile conditions."""
    nodes = {
        path: node if node.task is None else replace(node, task=replace(node.task, outcomes=()))
        for path, node in chart.nodes.items()
    }
    return replace(chart, nodes=nodes)


def _sound(chart: Chart, found: Iterable[Finding]) -> dict[str, Any]:
    unsound = any(x.rule.startswith("SND") and x.severity in BLOCKING for x in found)
    return {"chart": chart.digest, "sound": not unsound}


def _wanted(found: Iterable[Finding], families: Iterable[str]) -> tuple[Finding, ...]:
    wanted = tuple(families)
    return tuple(x for x in found if not wanted or x.rule.startswith(("BPM", "DEC", *wanted)))


def unwaived(checked: Checked, waivers: Iterable[Waiver], day: date) -> tuple[Finding, ...]:
    """The warnings that nothing waives on that day."""
    given = tuple(waivers)
    return tuple(
        x
        for x in checked.findings
        if x.severity is Severity.WARNING and not any(w.covers(x, day) for w in given)
    )
