"""Every shipped scenario, played through the real interface, and what they execute together."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.office import AGENCY, Clock, Office
from support.played import walked

from zhiheng.runtime import Runtime
from zhiheng.store.db import Database
from zhiheng_api.demo.coverage import chart_files, covered, page, scenario_files

PAGE = Path(__file__).resolve().parents[2] / "docs/coverage.md"
QUICK = (
    "completion-check.rejected",
    "construction-permit.nobody-asks",
    "demolition.lawful",
    "land-permit.silence",
    "setting-out.started",
    "site-opinion.own-hearing",
)


def file(name: str) -> Path:
    return next(path for path in scenario_files() if path.name == f"{name}.scenario.yaml")


@pytest.mark.parametrize("name", QUICK)
def test_a_short_way_of_each_chart(name: str, sqlite_office: Office, tmp_path: Path) -> None:
    assert walked(sqlite_office, file(name), tmp_path).flows


def test_a_lead_that_is_not_filed_goes_the_way_of_its_chart(
    sqlite_office: Office, tmp_path: Path
) -> None:
    way = walked(sqlite_office, file("penalty.not-filed"), tmp_path)
    assert {"lead", "register", "after_file_check", "file", "after_file", "not_filed"} <= way.nodes
    assert {"file_back", "file_agreed", "to_not_filed", "f_not_filed"} <= way.flows
    assert "case_filed" not in way.flows
    assert "assign" not in way.nodes


def test_the_page_counts_the_charts_and_scenarios_that_are_there() -> None:
    """What they execute is played again in the soak; that the page is of these files, here."""
    text = PAGE.read_text(encoding="utf-8")
    for one in covered({}):
        row = next(line for line in text.splitlines() if f"`{one.chart.key}` |" in line)
        assert f"/ {len(one.drawn)} |" in row
        assert f"/ {len(one.arrows)} |" in row
    for path in scenario_files():
        assert f"`{path.name.removesuffix('.scenario.yaml')}`" in text
    assert len(chart_files()) >= 5


def test_every_node_and_flow_of_a_chart_is_executed() -> None:
    _, _, missing = PAGE.read_text(encoding="utf-8").partition("Not executed")
    assert [x for x in missing.splitlines() if x.startswith("- ")] == []


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("backend", ["sqlite", "postgres"])
def test_all_scenarios_execute_what_the_page_says(
    backend: str, make_url: Callable[[str], str], tmp_path: Path
) -> None:
    ways = {}
    for number, path in enumerate(scenario_files()):
        clock, folder = Clock(), tmp_path / str(number)
        rt = Runtime(Database(make_url(backend), AGENCY), folder / "documents", clock)
        ways[path] = walked(Office(rt, clock), path, folder)
        rt.db.close()
    assert page(covered(ways)) == PAGE.read_text(encoding="utf-8")
