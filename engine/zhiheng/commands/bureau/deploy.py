"""Deploy a chart: read, proved sound and staffable, linted, kept by digest, in force from now."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.check import BLOCKING, Checked, Waiver, check_chart, unwaived
from zhiheng.clock import local_date
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.bureau.door import must_be_setup
from zhiheng.errors import BadData, ChartRefused, NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.chart import Chart
from zhiheng.model.command import SystemCommand
from zhiheng.model.ids import ElementPath
from zhiheng.runtime import AgencyView
from zhiheng.spiff import compile_chart
from zhiheng.verify.staffed import UNSTAFFED

MAX_REASON = 500


@dataclass(frozen=True, slots=True)
class Deploy:
    """A chart file, as its exact bytes, and the warnings that the agency accepts for a time."""

    NAME: ClassVar[str] = "deploy"

    xml: bytes
    waivers: tuple[Waiver, ...] = ()

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "digest": hashlib.sha256(self.xml).hexdigest(),
            "waivers": [
                {"rule": w.rule, "reason": w.reason, "until": w.until.isoformat()}
                | {"elements": list(w.elements)}
                for w in self.waivers
            ],
        }

    def decide(self, view: AgencyView, caller: Caller, now: datetime) -> AgencyDecision:
        """While the agency is set up; afterwards by a system case."""
        must_be_setup(view, caller, self.NAME, SystemCommand.DEPLOY_CHART)
        return self.effect(view, now)

    def effect(self, view: AgencyView, now: datetime) -> AgencyDecision:
        """Refused on any error or unproven claim, and on a warning that nothing waives."""
        if view.roster is None:
            raise NotReady("agency-not-ready")
        day = local_date(now)
        checked = check_chart(self.xml, view.roster, day, (), view.parameters, view.calendar)
        waivers = self.waivers + _granted(view, checked, day)
        chart = _passed(checked, waivers, day)
        compile_chart(chart)
        versions = view.state.charts.get(chart.key, [])
        if versions and versions[-1].digest == chart.digest:
            raise NotReady("already-deployed", key=chart.key, version=versions[-1].version)
        command = chart.command.name.value if chart.command else None
        if versions and versions[-1].command != command:
            raise NotReady("command-changed", key=chart.key)
        fact = f.ChartDeployed(
            key=chart.key,
            version=len(versions) + 1,
            digest=chart.digest,
            critical=tuple(checked.certificate.get("critical", ())),
            waived=tuple(
                f.Waived(
                    rule=w.rule, elements=w.elements, reason=w.reason, until=w.until.isoformat()
                )
                for w in waivers
            ),
            command=command,
        )
        return AgencyDecision([fact], [("chart", self.xml)])


def _granted(view: AgencyView, checked: Checked, day: date) -> tuple[Waiver, ...]:
    """What system cases have waived for this chart, as far as it warns of it."""
    if checked.chart is None:
        return ()
    warned = {x.rule for x in checked.findings}
    return tuple(
        Waiver(w.rule, w.reason, date.fromisoformat(w.until), w.elements)
        for w in view.state.waivers
        if w.key == checked.chart.key and w.rule in warned and w.until >= day.isoformat()
    )


def _passed(checked: Checked, waivers: tuple[Waiver, ...], day: date) -> Chart:
    faults = tuple(x for x in checked.findings if x.severity in BLOCKING)
    if checked.chart is None or any(x.rule not in UNSTAFFED for x in faults):
        found = faults or checked.findings
        raise ChartRefused("chart-refused", found, count=len(found))
    if faults:
        names = (checked.chart.nodes[ElementPath(e)].name for x in faults for e in x.elements)
        raise NotReady("unstaffable", tasks="、".join(names))
    for waiver in waivers:
        if not 0 < len(waiver.reason.strip()) <= MAX_REASON:
            raise BadData("waiver-reason", pointer="/waivers", limit=MAX_REASON)
        if waiver.until < day:
            raise BadData("waiver-expired", pointer="/waivers", rule_id=waiver.rule)
    open_warnings = unwaived(checked, waivers, day)
    if open_warnings:
        raise ChartRefused("warnings-unwaived", open_warnings, count=len(open_warnings))
    return checked.chart
