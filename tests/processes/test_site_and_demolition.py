"""Setting-out, completion check, demolition and patrol: what law and roster ask of the files."""

import pytest
import yaml
from support.shipped import DAY, PLANNING, chart_of, roster

from zhiheng.chart_files import assembled
from zhiheng.check import check_chart
from zhiheng.model.finding import Severity
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.limit import LimitUnit
from zhiheng.verify.staffing import staff

KEYS = ("setting-out", "completion-check", "demolition", "patrol")


@pytest.mark.soak
@pytest.mark.parametrize("key", KEYS)
def test_the_chart_has_neither_error_nor_warning(key: str) -> None:
    checked = check_chart(assembled(PLANNING / f"{key}.bpmn"), roster(), DAY)
    assert [f for f in checked.findings if f.severity is not Severity.INFO] == []
    assert checked.certificate["without_stand_in"] == []


@pytest.mark.parametrize("key", KEYS)
def test_a_clerk_of_each_section_can_be_missed(key: str) -> None:
    chart, bureau = chart_of(key), roster()
    for person in ("gh-1", "zh-1", "jc-1", "jc-k"):
        away = staff(chart, bureau, DAY, frozenset({PersonId(person)}))
        assert (away.unstaffed, away.unproven) == ((), False)


def test_the_wait_is_the_longer_of_both_remedy_periods() -> None:
    """强制法 44; 复议法 20; 行诉法 45, 46; 行诉解释 64; a party's period rolls (民法典 203)."""
    chart = chart_of("demolition")
    waits = {
        path.removeprefix("wait/"): (node.wait.n, node.wait.unit, node.wait.roll.value)
        for path, node in chart.nodes.items()
        if path.startswith("wait/") and node.wait is not None
    }
    assert waits == {
        "sixty_days": (60, LimitUnit.DAY, "next"),
        "six_months": (6, LimitUnit.MONTH, "next"),
        "review_year": (12, LimitUnit.MONTH, "none"),
        "suit_year": (12, LimitUnit.MONTH, "none"),
        "fifteen_days": (15, LimitUnit.DAY, "next"),
    }
    assert {f.source for f in chart.flows if f.target == "wait/both_over"} == {
        "wait/review_side_over",
        "wait/suit_side_over",
    }


def test_an_order_under_the_land_law_goes_to_the_court_alone() -> None:
    """土地管理法 83: suit within 15 days, then the court; never the bureau's own enforcement."""
    chart = chart_of("demolition")
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
    task = chart_of("demolition").task(ElementPath("demolish"))
    assert {(x.time.value, x.unless, x.release) for x in task.forbids} == {
        ("night", "urgent == 'yes'", None),
        ("rest-day", "urgent == 'yes'", "调休日执行放行意见"),
    }
    check = chart_of("demolition").task(ElementPath("execution_check"))
    assert check.post == "FZ"
    assert "调休日执行放行意见" in {d.name for d in check.documents}


@pytest.mark.parametrize("key", KEYS[:3])
def test_the_whole_case_is_full_of_what_must_be_refused(key: str) -> None:
    whole = yaml.safe_load((PLANNING / f"{key}.scenario.yaml").read_text("utf-8"))
    rules = {step["refused"] for step in whole["steps"] if "refused" in step}
    assert "two-hands" in rules
    assert len(rules) >= 4
