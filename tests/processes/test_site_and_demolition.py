"""Setting-out, completion check and demolition, played through the real API.

The quick suite plays one way of each; `soak` plays all, and that they cover the charts.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from support.api_desk import Desk
from support.covered import executed, to_execute
from support.office import Office
from support.stage import DAY, PLANNING, log_of, perform, put_up, roster, scenarios

from zhiheng.bpmn.reader import read_chart
from zhiheng.chart_files import assembled
from zhiheng.check import check_chart
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import LimitUnit
from zhiheng.verify.staffing import staff
from zhiheng_api.app import create_app
from zhiheng_api.settings import Settings

KEYS = ("setting-out", "completion-check", "demolition")
QUICK = {
    "setting-out": "setting-out.started",
    "completion-check": "completion-check.rejected",
    "demolition": "demolition.lawful",
}
CALLED = ("heard/", "goods/")
"""What the charts call from processes/common, which has scenarios of its own."""


def _xml(key: str) -> bytes:
    return assembled(PLANNING / f"{key}.bpmn")


def _chart(key: str) -> Chart:
    reading = read_chart(_xml(key))
    assert reading.chart is not None
    return reading.chart


@pytest.fixture
def stage(sqlite_office: Office, tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(data=tmp_path / "data", logins_per_minute=0, writes_per_minute=0)
    yield Desk(sqlite_office, create_app(settings, sqlite_office.rt))


@pytest.mark.parametrize("key", KEYS)
def test_one_way_through_the_chart(key: str, stage: Desk) -> None:
    put_up(stage, _xml(key))
    played = perform(stage, PLANNING / f"{QUICK[key]}.scenario.yaml")
    assert played.wrong == []


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("key", KEYS)
def test_every_node_and_flow_is_executed_through_the_api(key: str, stage: Desk) -> None:
    chart = put_up(stage, _xml(key))
    seen: set[str] = set()
    for path in scenarios(key):
        played = perform(stage, path)
        assert played.wrong == [], path.name
        seen |= executed(chart, log_of(stage, played.case))
    inside = {n for n in chart.nodes if n.startswith(CALLED)}
    inside |= {f.id for f in chart.flows if f.source.startswith(CALLED)}
    assert to_execute(chart) - seen - inside == set()


@pytest.mark.soak
@pytest.mark.parametrize("key", KEYS)
def test_the_chart_has_no_error_and_can_be_staffed(key: str) -> None:
    checked = check_chart(_xml(key), roster(), DAY)
    assert [f for f in checked.findings if f.severity is not Severity.INFO] == []


@pytest.mark.parametrize(
    ("key", "barred"),
    [
        ("setting-out", set()),
        ("completion-check", set()),
        # 取证须两名监察科科员，科长复核，没有第三人（domain §9.6）。
        ("demolition", {"jc-1", "jc-2"}),
    ],
)
def test_only_the_two_clerks_of_supervision_cannot_be_missed(key: str, barred: set[str]) -> None:
    chart, bureau = _chart(key), roster()
    assert staff(chart, bureau, DAY).unstaffed == ()
    for person in sorted(barred) or ["zh-1", "jc-1"]:
        away = staff(chart, bureau, DAY, frozenset({bureau.persons[person].id}))  # type: ignore[index]
        assert bool(away.unstaffed) == (person in barred)


def test_the_wait_is_the_longer_of_both_remedy_periods() -> None:
    """强制法 44; 复议法 20; 行诉法 45, 46; 行诉解释 64."""
    chart = _chart("demolition")
    waits = {
        path.removeprefix("wait/"): (node.wait.n, node.wait.unit, node.wait.roll.value)
        for path, node in chart.nodes.items()
        if path.startswith("wait/") and node.wait is not None
    }
    assert waits == {
        "sixty_days": (60, LimitUnit.DAY, "none"),
        "six_months": (6, LimitUnit.MONTH, "none"),
        "review_year": (12, LimitUnit.MONTH, "none"),
        "suit_year": (12, LimitUnit.MONTH, "none"),
        "fifteen_days": (15, LimitUnit.DAY, "none"),
    }
    assert {f.source for f in chart.flows if f.target == "wait/both_over"} == {
        "wait/review_side_over",
        "wait/suit_side_over",
    }


def test_an_order_under_the_land_law_goes_to_the_court_alone() -> None:
    """土地管理法 83: suit within 15 days, then the court; never the bureau's own enforcement."""
    chart = _chart("demolition")
    ahead: set[str] = set()
    found = ["land_wait"]
    while found:
        at = found.pop()
        ahead.add(at)
        found += [f.target for f in chart.flows if f.source == at and f.target not in ahead]
    assert "apply_court" in ahead
    assert ahead.isdisjoint({"demand", "petition", "demolish", "wait"})
    fifteen = chart.nodes[ElementPath("land_days")].wait
    assert fifteen is not None
    assert (fifteen.n, fifteen.unit) == (15, LimitUnit.DAY)


def test_demolition_knows_neither_night_nor_rest_day_but_by_the_legal_post() -> None:
    """强制法 43."""
    task = _chart("demolition").task(ElementPath("demolish"))
    assert {(x.time.value, x.unless, x.release) for x in task.forbids} == {
        ("night", "urgent == 'yes'", None),
        ("rest-day", "urgent == 'yes'", "调休日执行放行意见"),
    }
    check = _chart("demolition").task(ElementPath("execution_check"))
    assert check.post == "FZ"
    assert "调休日执行放行意见" in {d.name for d in check.documents}


@pytest.mark.parametrize("key", KEYS)
def test_every_scenario_has_something_refused_or_is_short(key: str) -> None:
    whole = yaml.safe_load((PLANNING / f"{key}.scenario.yaml").read_text("utf-8"))
    assert len([s for s in whole["steps"] if "refused" in s]) >= 4
