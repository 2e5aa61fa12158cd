"""Gates of discretion: the table of fines, the benchmark row, the law's bounds, the surcharge.

docs/gates.md names each test here beside its gate.
"""

from datetime import UTC, datetime

from support import discretion, penalty
from support.evidence import facts_of, item, refused, replays
from support.office import Office
from support.together import sit_at

from zhiheng import facts as f

_MINUTES = ("讨论记录",)


def test_the_table_fills_in_kind_and_bounds_and_its_row_is_on_record(office: Office) -> None:
    case = discretion.opened(office)
    penalty.walk(office, case, "investigate")
    values = {"grave": "no", "correction": "correctable", "cost": discretion.COST}
    with refused(office, "filled-by-table", 422):
        office.sign(case, "jc-1", "investigate", values | {"fine_max": "1.00"}, ("调查终结报告",))
    discretion.investigated_on(office, case)
    (taken,) = facts_of(office, case, f.DecisionTaken)
    assert (taken.table, taken.rows) == ("fine-illegal-construction", (1,))
    (written,) = [x for x in facts_of(office, case, f.VariablesSet) if x.task == "investigate"]
    assert written.values["kind"] == "correct-and-fine"
    assert [written.values[n] for n in ("fine_min", "fine_low", "fine_high", "fine_max")] == [
        "10000.00", "10000.00", "14000.00", "20000.00",
    ]  # fmt: skip
    replays(office, case)


def test_what_the_table_does_not_provide_for_is_not_decided(office: Office) -> None:
    case = discretion.opened(office)
    penalty.walk(office, case, "investigate")
    with refused(office, "outside-the-table", 409):
        discretion.investigated_on(office, case, cost="0.00")


def test_no_fine_is_above_the_maximum_of_the_row(office: Office) -> None:
    """处罚法 76-1(2): no reason, no ground and no meeting lifts it."""
    case = discretion.opened(office)
    discretion.investigated(office, case, grave="yes")
    discretion.to_decision(office, case, "20000.01", mitigation="ground-32")
    sit_at(office, case, "meeting", _MINUTES)
    with refused(office, "above-maximum", 409):
        discretion.impose(office, case, "20000.01", reasons="情节恶劣")


def test_no_fine_is_heavier_than_what_the_party_was_told(office: Office) -> None:
    case = discretion.opened(office)
    discretion.investigated(office, case)
    discretion.to_decision(office, case, "12000.00")
    with refused(office, "heavier-than-noticed", 409):
        discretion.impose(office, case, "12000.01")
    discretion.impose(office, case, "12000.00")


def test_below_the_minimum_of_the_row_only_on_a_ground_of_32_and_by_the_meeting(
    office: Office,
) -> None:
    alone = discretion.opened(office)
    discretion.investigated(office, alone)
    discretion.to_decision(office, alone, "10000.00", mitigation="ground-32")
    with refused(office, "below-minimum", 409):
        discretion.impose(office, alone, "9000.00", reasons="配合调查")
    case = penalty.another(office)
    discretion.investigated(office, case)
    discretion.to_decision(office, case, "9000.00", mitigation="ground-32")
    sit_at(office, case, "meeting", _MINUTES)
    discretion.impose(office, case, "9000.00")
    (kept,) = facts_of(office, case, f.BoundKept)
    assert (kept.variable, kept.standing) == ("fine", "below-minimum")


def test_off_the_benchmark_row_only_with_reasons_and_by_the_meeting(office: Office) -> None:
    case = discretion.opened(office)
    discretion.investigated(office, case)
    discretion.to_decision(office, case, "18000.00")
    assert item(office, case).open_tasks == ("meeting@1",)
    sit_at(office, case, "meeting", _MINUTES)
    with refused(office, "off-benchmark", 409):
        discretion.impose(office, case, "18000.00", reasons=" \u200b")
    discretion.impose(office, case, "18000.00", reasons="两次拒不停工")
    (kept,) = facts_of(office, case, f.BoundKept)
    assert kept.standing == "off-benchmark"
    replays(office, case)


def test_a_meeting_held_before_the_notice_is_no_meeting_on_it(office: Office) -> None:
    """处罚法 45, 57: the notice starts again, and what the heads resolved before does not cover it.

    The fine of the second round lies below the benchmark, and nobody but the head has seen it.
    """
    case = discretion.opened(office, discretion.GOES_ROUND)
    discretion.investigated(office, case, cost="2000000.00")
    discretion.to_decision(office, case, "200000.00")
    sit_at(office, case, "meeting", _MINUTES)
    discretion.impose(office, case, "200000.00", reasons="两次拒不停工")
    office.clock.now = datetime(2026, 4, 2, 2, tzinfo=UTC)
    discretion.collect(office, case, "2026-04-02", "1.00")
    discretion.investigated_on(office, case, cost="2000000.00")
    discretion.to_decision(office, case, "180000.00")
    with refused(office, "off-benchmark", 409):
        discretion.impose(office, case, "110000.00", reasons="配合调查")


def test_a_surcharge_is_three_per_cent_a_day_and_never_above_the_fine(office: Office) -> None:
    case = discretion.opened(office)
    discretion.investigated(office, case)
    discretion.to_decision(office, case, "10000.00")
    discretion.impose(office, case, "10000.00")
    with refused(office, "surcharge-too-high", 409):
        discretion.collect(office, case, "2026-04-11", "3000.00")  # which is still to come
    office.clock.now = datetime(2026, 4, 11, 2, tzinfo=UTC)
    with refused(office, "surcharge-too-high", 409):
        discretion.collect(office, case, "2026-04-11", "3000.01")
    with refused(office, "surcharge-too-high", 409):
        discretion.collect(office, case, "2026-12-31", "10000.01")
    discretion.collect(office, case, "2026-04-11", "3000.00")
    replays(office, case)


def test_no_surcharge_that_the_decision_did_not_announce(office: Office) -> None:
    case = discretion.opened(office)
    discretion.investigated(office, case)
    discretion.to_decision(office, case, "10000.00")
    discretion.impose(office, case, "10000.00", announced=False)
    with refused(office, "surcharge-not-announced", 409):
        discretion.collect(office, case, "2026-04-11", "0.01")
    discretion.collect(office, case, "2026-04-11", "0.00")
