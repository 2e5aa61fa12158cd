"""A scenario file played on an office, through the real API but within the process."""

from datetime import UTC, date
from pathlib import Path
from typing import Any

from typing_extensions import override

from support.api_desk import Desk
from support.office import AGENCY, caller
from zhiheng.check import Waiver, check_chart
from zhiheng.commands.agency import execute_agency
from zhiheng.commands.deploy import Deploy
from zhiheng.commands.sweep import sweep
from zhiheng.facts import Entry
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity
from zhiheng.share import share
from zhiheng.store.log import read_stream
from zhiheng_api.demo.people import People
from zhiheng_api.demo.play import Played, play
from zhiheng_api.demo.scenario import Scenario, read_scenario

PLANNING = share("processes") / "planning"


class Cast(People):
    """The people of a scenario, each with a client of the app; time is the office's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.anybody)
        self._desk = desk

    @override
    def client(self, login: str) -> Any:
        if login not in self._clients:
            self._clients[login] = self._desk.person(login)
        return self._clients[login]

    @override
    def go(self, days: int, hours: int = 0) -> None:
        self._desk.office.clock.forward(days=days, hours=hours)
        sweep(self._desk.office.rt)
        self._clients.clear()


def scenarios(chart: str) -> list[Path]:
    """The scenario files of a chart of the planning family, the whole case first."""
    return sorted(PLANNING.glob(f"{chart}*.scenario.yaml"), key=lambda p: (len(p.name), p.name))


def put_up(desk: Desk, xml: bytes) -> Chart:
    """Deploy a chart that has no error; what it is warned of is waived."""
    checked = check_chart(xml)
    assert checked.chart is not None, checked.findings
    warned = {f.rule for f in checked.findings if f.severity is Severity.WARNING}
    known = sorted(warned | {"WSP002", "WSP003", "COL001"})
    waivers = tuple(Waiver(rule, "测试", date(2030, 12, 31)) for rule in known)
    execute_agency(desk.office.rt, caller("sysadmin"), Deploy(xml, waivers))
    return checked.chart


def perform(desk: Desk, path: Path) -> Played:
    """Play a scenario to its end, or to what went otherwise."""
    scenario: Scenario = read_scenario(path)
    desk.office.clock.now = scenario.begin.astimezone(UTC)
    return play(Cast(desk), scenario, lambda _: None)


def log_of(desk: Desk, case: str) -> list[Entry]:
    """The entries of a case."""
    with desk.office.rt.db.reading() as connection:
        return [e for e, _ in read_stream(connection, AGENCY, f"case/{case}")]
