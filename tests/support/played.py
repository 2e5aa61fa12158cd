"""A scenario file played through the service in-process, and the way that its case took."""

from datetime import UTC
from pathlib import Path
from typing import Any, cast

from starlette.testclient import TestClient

from support.office import AGENCY, Office
from zhiheng.commands.sweep import sweep
from zhiheng.model.zone import SHANGHAI
from zhiheng.queries.way_taken import Way, way_taken
from zhiheng.share import share
from zhiheng.store.log import read_stream
from zhiheng_api.demo.people import People
from zhiheng_api.demo.play import Played, play
from zhiheng_api.demo.scenario import Scenario, read_scenario

SCENARIOS = tuple(sorted(share("processes").rglob("*.scenario.yaml")))


def play_file(office: Office, app: Any, path: Path) -> tuple[Scenario, Played]:
    """Play it with the simulated clock of the office."""
    scenario = read_scenario(path)
    office.clock.now = scenario.begin.replace(tzinfo=SHANGHAI).astimezone(UTC)
    people = People(lambda: cast("Any", TestClient(app)), office.clock)
    people.set_clock(office.clock.now)
    return scenario, play(people, scenario, lambda _: None, lambda: sweep(office.rt))


def way_of(office: Office, case: str) -> Way:
    """The elements that the case has passed."""
    with office.rt.db.reading() as connection:
        entries = [entry for entry, _ in read_stream(connection, AGENCY, f"case/{case}")]
        digest = next(e.digests.chart for e in entries if e.digests.chart)
        return way_taken(office.rt.chart(connection, AGENCY, digest), entries)
