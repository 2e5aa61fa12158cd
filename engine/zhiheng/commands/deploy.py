"""Deploy a chart: read, proved to be staffable, kept by digest, in force from now."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.bpmn.reader import read_chart
from zhiheng.clock import local_date
from zhiheng.commands.agency import AgencyDecision
from zhiheng.commands.load import must_be_system
from zhiheng.errors import BadData, NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding
from zhiheng.runtime import AgencyView
from zhiheng.spiff import compile_chart
from zhiheng.verify.staffing import critical, staff


class ChartRefused(BadData):
    """The chart has errors; `findings` says where and how to cure them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("chart-refused", count=len(findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Deploy:
    """A chart file, as its exact bytes."""

    NAME: ClassVar[str] = "deploy"

    xml: bytes

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"digest": hashlib.sha256(self.xml).hexdigest()}

    def decide(self, view: AgencyView, caller: Caller, now: datetime) -> AgencyDecision:
        """Refused while it has errors, or while the roster cannot staff each step lawfully."""
        must_be_system(caller, self.NAME)
        if view.roster is None:
            raise NotReady("agency-not-ready")
        reading = read_chart(self.xml)
        if reading.chart is None:
            raise ChartRefused(reading.findings)
        chart = reading.chart
        compile_chart(chart)
        versions = view.state.charts.get(chart.key, [])
        if versions and versions[-1].digest == chart.digest:
            raise NotReady("already-deployed", key=chart.key, version=versions[-1].version)
        day = local_date(now)
        staffing = staff(chart, view.roster, day)
        if staffing.unstaffed:
            raise NotReady("unstaffable", tasks=_names(chart, staffing.unstaffed))
        fact = f.ChartDeployed(
            key=chart.key,
            version=len(versions) + 1,
            digest=chart.digest,
            critical=critical(chart, view.roster, day),
        )
        return AgencyDecision([fact], [("chart", self.xml)])


def _names(chart: Chart, paths: tuple[Any, ...]) -> str:
    return "、".join(chart.nodes[p].name for p in paths)
