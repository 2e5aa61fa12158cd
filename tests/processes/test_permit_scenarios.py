"""The three permits played through the real API: every node and flow, and what must be refused.

`make test` plays one short way of each; all of them, and what they cover together, are soak.
"""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from support.office import AGENCY, Clock, Office
from support.played import play_file, way_of

from zhiheng.bpmn.reader import read_chart
from zhiheng.chart_files import assembled
from zhiheng.model.chart import Chart
from zhiheng.queries.way_taken import Way
from zhiheng.runtime import Runtime
from zhiheng.share import share
from zhiheng.store.db import Database
from zhiheng_api.demo.coverage import scenario_files
from zhiheng_api.demo.scenario import Act, Watch, read_scenario

PERMITS = ("site-opinion", "land-permit", "construction-permit")
QUICK = ("site-opinion.own-hearing", "land-permit.silence", "construction-permit.nobody-asks")


def files(permit: str) -> list[Path]:
    return [x for x in scenario_files() if x.name.partition(".")[0] == permit]


@cache
def chart_of(permit: str) -> Chart:
    chart = read_chart(assembled(share("processes") / f"planning/{permit}.bpmn")).chart
    assert chart is not None
    return chart


def played(office: Office, folder: Path, file: Path) -> Way:
    """Play it to its end; everything went as it says."""
    _, found = play_file(office, file, folder)
    assert found.wrong == [], file.name
    return way_of(office, found.case)


@pytest.mark.parametrize("name", QUICK)
def test_a_short_way_of_each(name: str, sqlite_office: Office, tmp_path: Path) -> None:
    (file,) = (x for x in scenario_files() if x.name == f"{name}.scenario.yaml")
    played(sqlite_office, tmp_path, file)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("permit", PERMITS)
def test_every_node_and_flow_is_executed(
    permit: str, fresh: Callable[[], Office], tmp_path: Path
) -> None:
    ways = [played(fresh(), tmp_path / file.stem, file) for file in files(permit)]
    assert chart_of(permit).nodes.keys() - {x for way in ways for x in way.nodes} == set()
    flows = {x.id for x in chart_of(permit).flows}
    assert flows - {x for way in ways for x in way.flows} == set()


REFUSED = {
    "supplement-once": ("site-opinion",),
    "papers-missing": ("site-opinion", "land-permit"),
    "two-hands": PERMITS,
    "not-a-candidate": PERMITS,
    "document-missing": PERMITS,
    "risk-undischarged": PERMITS,
    "different-person": PERMITS,
    "not-as-resolved": PERMITS,
    "task-done": PERMITS,
}
"""What must be refused on the way, and in the scenarios of which permit at least."""


@pytest.mark.parametrize("rule", REFUSED)
def test_what_must_be_refused_is_tried(rule: str) -> None:
    for permit in REFUSED[rule]:
        tried = {
            step.refused
            for file in files(permit)
            for step in read_scenario(file).steps
            if isinstance(step, Act)
        }
        assert rule in tried, permit


def test_the_clock_is_seen_to_stop_and_to_run_on() -> None:
    """A review that the law requires, one that it does not, and a hearing."""
    for permit in ("site-opinion", "construction-permit"):
        seen = {
            (step.task.partition("/")[0], step.stopped)
            for file in files(permit)
            for step in read_scenario(file).steps
            if isinstance(step, Watch)
        }
        assert {("expert_review", True), ("expert_review", False)} <= seen
        assert any(task in ("hearing_request", "hold_hearing") for task, stopped in seen if stopped)


@pytest.fixture
def fresh(make_url: Callable[[str], str], tmp_path: Path) -> Iterator[Callable[[], Office]]:
    """Offices of their own, one for each case."""
    made: list[Office] = []

    def make() -> Office:
        url, clock = make_url("sqlite"), Clock()
        folder = tmp_path / f"documents-{len(made)}"
        made.append(Office(Runtime(Database(url, AGENCY), folder, clock), clock, url))
        return made[-1]

    yield make
    for office in made:
        office.rt.db.close()
