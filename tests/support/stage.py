"""Charts of the planning family, and their scenarios played in turn on one office."""

from datetime import UTC, date
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml
from starlette.testclient import TestClient
from typing_extensions import override

from support.office import Office
from zhiheng.bpmn.reader import read_chart
from zhiheng.chart_files import assembled
from zhiheng.commands.sweep import sweep
from zhiheng.model.chart import Chart
from zhiheng.model.person import Roster
from zhiheng.model.roster_file import read_roster
from zhiheng.model.zone import SHANGHAI
from zhiheng.share import share
from zhiheng_api.app import create_app
from zhiheng_api.demo.people import People
from zhiheng_api.demo.play import Played, play
from zhiheng_api.demo.scenario import read_scenario
from zhiheng_api.settings import Settings

PLANNING = share("processes") / "planning"
DAY = date(2026, 3, 2)


def roster() -> Roster:
    """The sample bureau's."""
    return read_roster(yaml.safe_load((PLANNING / "jingyue.roster.yaml").read_text("utf-8")))


@cache
def chart_of(key: str) -> Chart:
    """A chart of the family with what it calls."""
    reading = read_chart(assembled(PLANNING / f"{key}.bpmn"))
    assert reading.chart is not None, reading.findings
    return reading.chart


def app_of(office: Office, folder: Path) -> Any:
    """The service, which counts no log-ins: a scenario logs in more often than people do."""
    settings = Settings(data=folder / "data", logins_per_minute=0, writes_per_minute=0)
    return create_app(settings, office.rt)


class Cast(People):
    """The people of many scenarios in turn: time is the office's, and begins anew with each."""

    def __init__(self, office: Office, app: Any) -> None:
        super().__init__(lambda: cast("Any", TestClient(app)), office.clock)
        self._office = office

    @override
    def go(self, days: int, hours: int = 0) -> None:
        self._office.clock.forward(days=days, hours=hours)
        sweep(self._office.rt)
        self._clients.clear()


def perform(office: Office, app: Any, path: Path) -> Played:
    """Play a scenario on an office on which others were played before."""
    scenario = read_scenario(path)
    office.clock.now = scenario.begin.replace(tzinfo=SHANGHAI).astimezone(UTC)
    return play(Cast(office, app), scenario, lambda _: None)


def scenarios(key: str) -> list[Path]:
    """The scenario files of a chart, the whole case first."""
    return [PLANNING / f"{key}.scenario.yaml", *sorted(PLANNING.glob(f"{key}.*.scenario.yaml"))]
