"""Staffing in findings. WSP001: somebody lawful for each step. WSP002: who cannot be missed."""

from collections.abc import Iterator
from datetime import date

from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding, Severity, Text
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Roster
from zhiheng.verify.staffing import critical, staff

UNSTAFFED = "WSP001"
"""Nobody lawful is left for some step: the fault lies in the roster as much as in the chart."""


def staffed(chart: Chart, roster: Roster, day: date) -> tuple[list[Finding], dict[str, object]]:
    """The findings, and what the certificate says of them."""
    staffing = staff(chart, roster, day)
    if staffing.unstaffed:
        found = _unstaffed(chart, staffing.unstaffed, proven=not staffing.unproven)
        return [found], {"staffed": False}
    needed = critical(chart, roster, day)
    return list(_critical(roster, needed)), {"staffed": True, "critical": list(needed)}


def _unstaffed(chart: Chart, paths: tuple[ElementPath, ...], *, proven: bool) -> Finding:
    names = "、".join(chart.nodes[p].name for p in paths)
    return Finding(
        UNSTAFFED,
        Severity.ERROR if proven else Severity.UNPROVEN,
        paths,
        Text(
            f"按现有人员和职责分离，无人可以合法办理：{names}", f"nobody may lawfully do: {names}"
        ),
        Text(
            "增加人员、调整岗位，或由其他科室人员担任",
            "add persons, change posts, or take another section's",
        ),
    )


def _critical(roster: Roster, persons: tuple[PersonId, ...]) -> Iterator[Finding]:
    if not persons:
        return
    names = "、".join(roster.persons[p].name for p in persons)
    yield Finding(
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
