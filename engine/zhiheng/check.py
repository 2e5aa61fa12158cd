"""All that is found about a chart before it runs: read, proved sound, linted, staffed.

One list of findings for the command line, the service and deployment, so that what a modeller
sees is what deployment decides by (design.md §14).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiheng.bpmn.reader import read_chart
from zhiheng.lint import lint
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding, Severity, Text
from zhiheng.model.person import Roster
from zhiheng.verify.soundness import soundness
from zhiheng.verify.staffing import critical, staff

BLOCKING = frozenset({Severity.ERROR, Severity.UNPROVEN})
"""What no waiver lets through: a fault, and a proof that was given up."""


UNSTAFFED = "WSP001"
"""Nobody lawful is left for some step: the fault lies in the roster as much as in the chart."""


@dataclass(frozen=True, slots=True)
class Checked:
    """chart: None when it could not be read. certificate: what was proved, about what."""

    chart: Chart | None
    findings: tuple[Finding, ...]
    certificate: dict[str, Any]

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


def check_chart(
    xml: bytes,
    roster: Roster | None = None,
    day: date | None = None,
    families: Iterable[str] = (),
) -> Checked:
    """Check a chart file. families: only rules of these prefixes, as `SND`; all when none.

    The reader's own rules (BPM) are always kept, since the rest rests on them.
    """
    reading = read_chart(xml)
    found = list(reading.findings)
    certificate: dict[str, Any] = {}
    if reading.chart is not None:
        found += [*soundness(reading.chart), *lint(reading.chart)]
        certificate = {"chart": reading.chart.digest, "sound": not _any(found, "SND")}
        if roster is not None and day is not None:
            found += _staffing(reading.chart, roster, day, certificate)
    wanted = tuple(families)
    kept = [x for x in found if not wanted or x.rule.startswith(("BPM", *wanted))]
    return Checked(reading.chart, tuple(kept), certificate)


def unwaived(checked: Checked, waivers: Iterable[Waiver], day: date) -> tuple[Finding, ...]:
    """The warnings that nothing waives on that day."""
    given = tuple(waivers)
    return tuple(
        x
        for x in checked.findings
        if x.severity is Severity.WARNING and not any(w.covers(x, day) for w in given)
    )


def _any(findings: Iterable[Finding], family: str) -> bool:
    return any(x.rule.startswith(family) and x.severity in BLOCKING for x in findings)


def _staffing(
    chart: Chart, roster: Roster, day: date, certificate: dict[str, Any]
) -> list[Finding]:
    """WSP001: somebody lawful for each step. WSP002: whom the bureau cannot do without."""
    staffing = staff(chart, roster, day)
    certificate["staffed"] = not staffing.unstaffed
    if staffing.unstaffed:
        return [_unstaffed(chart, staffing.unstaffed, proven=not staffing.unproven)]
    needed = critical(chart, roster, day)
    certificate["critical"] = list(needed)
    return [_critical(roster, needed)] if needed else []


def _unstaffed(chart: Chart, paths: tuple[Any, ...], *, proven: bool) -> Finding:
    names = "、".join(chart.nodes[p].name for p in paths)
    return Finding(
        UNSTAFFED,
        Severity.ERROR if proven else Severity.UNPROVEN,
        tuple(paths),
        Text(
            f"按现有人员和职责分离，无人可以合法办理：{names}", f"nobody may lawfully do: {names}"
        ),
        Text(
            "增加人员、调整岗位，或由其他科室人员担任",
            "add persons, change posts, or take another section's",
        ),
    )


def _critical(roster: Roster, persons: tuple[Any, ...]) -> Finding:
    names = "、".join(roster.persons[p].name for p in persons)
    return Finding(
        "WSP002",
        Severity.INFO,
        (),
        Text(
            f"不算顶岗，缺了其中任何一人就有环节无人可办：{names}",
            f"without stand-ins, each is critical: {names}",
        ),
        Text(
            "顶岗名单应保证他们离岗时有合法的B角", "their stand-in lists must hold a lawful person"
        ),
    )
