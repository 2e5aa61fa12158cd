"""A scenario file played through the service in-process, and the way that its case took."""

from dataclasses import replace
from datetime import UTC, date
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import Any, cast

from starlette.testclient import TestClient

from support.office import AGENCY, Office, caller
from support.shipped import chart_files
from zhiheng.chart_files import assembled
from zhiheng.check import Waiver, check_chart
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.sweeps.sweep import sweep
from zhiheng.model.finding import Severity
from zhiheng.model.ids import CaseId
from zhiheng.model.zone import SHANGHAI
from zhiheng.queries.way_taken import Way, way_of_case
from zhiheng_api.app import create_app
from zhiheng_api.demo.people import People
from zhiheng_api.demo.play import play
from zhiheng_api.demo.scenario import Act, read_scenario
from zhiheng_api.settings import Settings


def app_of(office: Office, folder: Path) -> Any:
    """The service, which counts no log-ins: a scenario logs in more often than people do."""
    settings = Settings(data=folder, logins_per_minute=0, writes_per_minute=0)
    return create_app(settings, office.rt)


def walked(office: Office, path: Path, folder: Path) -> Way:
    """Play it to its end, by the simulated clock of the office, with nothing otherwise than it
    says: the elements that its case has passed. folder: for the service."""
    scenario = read_scenario(path)
    put_in_force(office, scenario.chart)
    app = app_of(office, folder)
    office.clock.now = scenario.begin.replace(tzinfo=SHANGHAI).astimezone(UTC)
    people = People(lambda: cast("Any", TestClient(app)), office.clock)
    people.set_clock(office.clock.now)
    played = play(people, scenario, lambda _: None, lambda: sweep(office.rt))
    assert played.wrong == [], (path.name, played.wrong)
    assert played.steps == len(scenario.steps)
    return way_of_case(office.rt, AGENCY, played.case)


def begun(office: Office, path: Path, before: str, folder: Path) -> CaseId:
    """Play it up to the first act on a task, which is left open: its case."""
    scenario = read_scenario(path)
    steps = takewhile(lambda x: not isinstance(x, Act) or x.task != before, scenario.steps)
    put_in_force(office, scenario.chart)
    app = app_of(office, folder)
    office.clock.now = scenario.begin.replace(tzinfo=SHANGHAI).astimezone(UTC)
    people = People(lambda: cast("Any", TestClient(app)), office.clock)
    people.set_clock(office.clock.now)
    cut = replace(scenario, steps=tuple(steps), expect={"status": "running"})
    played = play(people, cut, lambda _: None, lambda: sweep(office.rt))
    assert played.wrong == [], (path.name, played.wrong)
    return CaseId(played.case)


def put_in_force(office: Office, key: str) -> None:
    """Deploy the chart as it is shipped, where the bureau of the tests runs another or none."""
    xml = assembled(chart_files()[key])
    with office.rt.db.reading() as connection:
        known = office.rt.agency(connection, AGENCY).state.charts.get(key, [])
    if not known or known[-1].digest != sha256(xml).hexdigest():
        execute_agency(office.rt, caller("sysadmin"), Deploy(xml, _waived(xml)))


def _waived(xml: bytes) -> tuple[Waiver, ...]:
    warned = {x.rule for x in check_chart(xml).findings if x.severity is Severity.WARNING}
    return tuple(Waiver(rule, "测试", date(2030, 12, 31)) for rule in sorted(warned))
