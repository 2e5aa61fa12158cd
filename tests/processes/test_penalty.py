"""The shipped penalty: what law and roster ask of it, proved on the files themselves."""

import json

import pytest
from support.shipped import DAY, PLANNING, PROCESSES, chart_of, roster

from zhiheng.chart_files import assembled
from zhiheng.check import Checked, check_chart
from zhiheng.model.calendar_file import calendar_from_json
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity
from zhiheng.model.ids import ElementPath


@pytest.fixture(scope="module")
def checked() -> Checked:
    days = calendar_from_json(json.loads((PROCESSES / "calendar/china.json").read_text()))
    return check_chart(assembled(PLANNING / "penalty.bpmn"), roster(), DAY, calendar=days)


@pytest.fixture(scope="module")
def chart() -> Chart:
    return chart_of("penalty")


def test_it_is_sound_staffed_and_in_time_with_nothing_to_waive(checked: Checked) -> None:
    assert {f.severity for f in checked.findings} <= {Severity.INFO}
    assert checked.certificate["sound"]
    assert checked.certificate["staffed"]
    assert checked.certificate["unproven"] == []


def test_with_stand_ins_anybody_can_be_missed(checked: Checked) -> None:
    assert checked.certificate["without_stand_in"] == []
    assert set(checked.certificate["critical"]) == {
        "jz", "dj", "zh-k", "jc-k", "jc-1", "jc-2", "fz-k"
    }  # fmt: skip


@pytest.mark.parametrize("name", ["hearing", "legal-review", "custody"])
def test_what_is_called_is_fit_to_run_alone(name: str) -> None:
    found = check_chart((PROCESSES / f"common/{name}.bpmn").read_bytes())
    assert {f.severity for f in found.findings} <= {Severity.INFO}
    assert found.certificate["sound"]


@pytest.mark.parametrize(
    ("task", "n", "unit", "article"),
    [
        ("keep_deal", 7, "working-day", "第五十六条、第八十五条"),
        ("transfer_sign", 3, "day", "第五条第二款"),
        ("transfer_send", 24, "hour", "第五条第三款"),
        ("police_answer", 3, "day", "第八条"),
        ("transfer_goods", 3, "day", "第十二条"),
        ("serve", 7, "working-day", "第六十一条、第八十五条"),
        ("court_apply", 3, "month", "第五十三条"),
        (
            "public_hearing/hearing_notify",
            7,
            "working-day",
            "第六十四条第二项、第八十五条；行政许可的听证：行政许可法第四十八条第一款第一项、第八十二条",
        ),
    ],
)
def test_limits_of_law_cite_their_article(
    chart: Chart, task: str, n: int, unit: str, article: str
) -> None:
    limits = [x for x in chart.task(ElementPath(task)).limits if x.kind == "statutory"]
    assert [(x.n, x.unit) for x in limits] == [(n, unit)]
    assert limits[0].basis is not None
    assert limits[0].basis.article == article


def test_it_is_decided_within_ninety_natural_days_that_do_not_roll(chart: Chart) -> None:
    """处罚法 60, 85: only 2, 3, 5 and 7 days are working days."""
    (limit,) = chart.limits
    assert (limit.n, limit.unit, limit.start, limit.end) == (90, "day", "acceptance", "decision")
    assert limit.roll == "none"
    assert limit.extension is None


@pytest.mark.parametrize(
    ("timer", "n", "unit"),
    [("five_days", 5, "working-day"), ("pay_due", 15, "day"), ("demand_due", 10, "working-day")],
)
def test_the_time_of_the_person_concerned(chart: Chart, timer: str, n: int, unit: str) -> None:
    """处罚法 64(1), 67-3; 强制法 54."""
    wait = chart.nodes[ElementPath(timer)].wait
    assert wait is not None
    assert (wait.n, wait.unit) == (n, unit)


@pytest.mark.parametrize("task", ["register", "investigate", "notice", "serve", "demand"])
def test_acts_on_the_person_concerned_take_two_with_cards(chart: Chart, task: str) -> None:
    """处罚法 42."""
    hands = chart.task(ElementPath(task)).sign_off
    assert hands is not None
    assert (hands.kind, hands.qualification) == ("two-person", "enforcement-card")


@pytest.mark.parametrize(
    ("one", "others"),
    [
        ("investigate", "check defence_review sign decide legal_review/review_examine"),
        ("investigate", "public_hearing/hearing_hold goods_custody/custody_keep keep_approve"),
        ("register", "file file_check legal_review/review_examine public_hearing/hearing_hold"),
        ("legal_review/review_examine", "sign decide drop public_hearing/hearing_hold"),
        ("check", "public_hearing/hearing_notify public_hearing/hearing_report"),
        ("decide", "bank_paid bank_paid_late receipt"),
        ("legal_review/review_recheck", "legal_review/review_examine"),
    ],
)
def test_duties_that_may_not_meet_in_one_hand(chart: Chart, one: str, others: str) -> None:
    for other in others.split():
        sides = [{s.side(ElementPath(one)), s.side(ElementPath(other))} for s in chart.separations]
        assert {"a", "b"} in sides, other


def test_the_fine_is_held_by_law_benchmark_notice_and_meeting(chart: Chart) -> None:
    """处罚法 32, 34, 45, 57."""
    (bound,) = chart.task(ElementPath("decide")).bounds
    assert (bound.variable, bound.minimum, bound.maximum) == ("fine", "fine_min", "fine_max")
    assert (bound.low, bound.high, bound.noticed) == ("fine_low", "fine_high", "noticed_fine")
    assert bound.meeting == "meeting"
    assert set(chart.tables) == {"fine-illegal-construction", "collective-threshold"}


def test_what_runs_in_the_case_has_no_power_of_its_own(chart: Chart) -> None:
    assert (chart.key, chart.power.category) == ("penalty", "行政处罚")
    assert len(chart.limits) == 1
