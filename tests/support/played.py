"""A scenario file played through the service in-process, and the way that its case took."""

from datetime import UTC, date
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from starlette.testclient import TestClient

from support.office import AGENCY, Office, caller
from zhiheng.chart_files import assembled
from zhiheng.check import Waiver, check_chart
from zhiheng.commands.agency import execute_agency
from zhiheng.commands.deploy import Deploy
from zhiheng.commands.sweep import sweep
from zhiheng.model.finding import Severity
from zhiheng.model.zone import SHANGHAI
from zhiheng.queries.way_taken import Way, way_of_case
from zhiheng.share import share
from zhiheng_api.app import create_app
from zhiheng_api.demo.people import People
from zhiheng_api.demo.play import Played, play
from zhiheng_api.demo.scenario import Scenario, read_scenario
from zhiheng_api.settings import Settings


def play_file(office: Office, path: Path, data: Path) -> tuple[Scenario, Played]:
    """Play it with the simulated clock of the office. data: a folder for the service."""
    scenario = read_scenario(path)
    put_in_force(office, scenario.chart)
    app = create_app(Settings(data=data, logins_per_minute=0, writes_per_minute=0), office.rt)
    office.clock.now = scenario.begin.replace(tzinfo=SHANGHAI).astimezone(UTC)
    people = People(lambda: cast("Any", TestClient(app)), office.clock)
    people.set_clock(office.clock.now)
    return scenario, play(people, scenario, lambda _: None, lambda: sweep(office.rt))


def put_in_force(office: Office, key: str) -> None:
    """Deploy the chart as it is shipped, where the bureau of the tests runs another or none."""
    (file,) = (share("processes")).rglob(f"{key}.bpmn")
    xml = assembled(file)
    with office.rt.db.reading() as connection:
        known = office.rt.agency(connection, AGENCY).state.charts.get(key, [])
    if not known or known[-1].digest != sha256(xml).hexdigest():
        execute_agency(office.rt, caller("sysadmin"), Deploy(xml, _waived(xml)))


def _waived(xml: bytes) -> tuple[Waiver, ...]:
    warned = {x.rule for x in check_chart(xml).findings if x.severity is Severity.WARNING}
    return tuple(Waiver(rule, "测试", date(2030, 12, 31)) for rule in sorted(warned))


def way_of(office: Office, case: str) -> Way:
    """The elements that the case has passed."""
    return way_of_case(office.rt, AGENCY, case)
