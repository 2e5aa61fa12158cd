"""A scenario file played through the service in-process, and the way that its case took."""

from datetime import UTC
from pathlib import Path
from typing import Any, cast

from starlette.testclient import TestClient

from support.office import AGENCY, Office
from zhiheng.commands.sweep import sweep
from zhiheng.model.zone import SHANGHAI
from zhiheng.queries.way_taken import Way, way_of_case
from zhiheng_api.app import create_app
from zhiheng_api.demo.people import People
from zhiheng_api.demo.play import Played, play
from zhiheng_api.demo.scenario import Scenario, read_scenario
from zhiheng_api.settings import Settings


def play_file(office: Office, path: Path, data: Path) -> tuple[Scenario, Played]:
    """Play it with the simulated clock of the office. data: a folder for the service."""
    app = create_app(Settings(data=data, logins_per_minute=0, writes_per_minute=0), office.rt)
    scenario = read_scenario(path)
    office.clock.now = scenario.begin.replace(tzinfo=SHANGHAI).astimezone(UTC)
    people = People(lambda: cast("Any", TestClient(app)), office.clock)
    people.set_clock(office.clock.now)
    return scenario, play(people, scenario, lambda _: None, lambda: sweep(office.rt))


def way_of(office: Office, case: str) -> Way:
    """The elements that the case has passed."""
    return way_of_case(office.rt, AGENCY, case)
