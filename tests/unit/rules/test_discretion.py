"""Discretion within bounds (处罚法 32, 34, 45, 57, 76) and the surcharge (72, 73): pure rules."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.rules.bounds import Weighed, standing_of, within_bounds
from zhiheng.rules.surcharge import Late, may_surcharge, surcharge


def _weighed(value: str, **more: bool | Decimal) -> Weighed:
    bounds = {"minimum": "100", "low": "120", "high": "180", "maximum": "200", "noticed": "190"}
    given: dict[str, Decimal | bool] = {n: Decimal(v) for n, v in bounds.items()}
    return Weighed(Decimal(value), **{**given, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "ground", "met", "reasons", "refusal", "standing"),
    [
        ("120", False, False, False, None, "on-benchmark"),
        ("180", False, False, False, None, "on-benchmark"),
        ("180.01", False, True, False, "off-benchmark", "off-benchmark"),
        ("180.01", False, False, True, "off-benchmark", "off-benchmark"),
        ("180.01", False, True, True, None, "off-benchmark"),
        ("119.99", False, True, True, None, "off-benchmark"),
        ("100", True, False, False, "off-benchmark", "off-benchmark"),
        ("99.99", False, True, True, "below-minimum", "below-minimum"),
        ("99.99", True, False, True, "below-minimum", "below-minimum"),
        ("99.99", True, True, False, None, "below-minimum"),
        ("0", True, True, False, None, "below-minimum"),
        ("-0.01", True, True, True, "amount-not-positive", "below-minimum"),
        ("190.01", True, True, True, "heavier-than-noticed", "off-benchmark"),
        ("200.01", True, True, True, "above-maximum", "off-benchmark"),
    ],
)
def test_where_a_fine_may_lie_and_by_whom(
    value: str, ground: bool, met: bool, reasons: bool, refusal: str | None, standing: str  # noqa: FBT001
) -> None:  # fmt: skip
    weighed = _weighed(value, ground=ground, met=met, reasons=reasons)
    found = within_bounds(weighed, "impose", "罚款")
    assert (found.rule if found else None, standing_of(weighed)) == (refusal, standing)


def test_a_minimum_without_a_ground_gives_way_to_nobody() -> None:
    found = within_bounds(
        _weighed("99.99", ground=True, met=True, reasons=True, firm=True), "pay", "缴款"
    )
    assert found is not None
    assert found.rule == "less-than-due"
    assert within_bounds(_weighed("120", firm=True), "pay", "缴款") is None


@given(
    above=st.decimals("0.01", "1000", places=2),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans()),
)
@settings(max_examples=20)
def test_nothing_lifts_the_maximum(above: Decimal, flags: tuple[bool, bool, bool]) -> None:
    ground, met, reasons = flags
    weighed = Weighed(
        Decimal(200) + above, maximum=Decimal(200), ground=ground, met=met, reasons=reasons
    )
    found = within_bounds(weighed, "impose", "罚款")
    assert found is not None
    assert found.rule == "above-maximum"


_DUE = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("days", "suspended", "announced", "expected"),
    [
        (-3, 0, True, "0.00"),
        (0, 0, True, "0.00"),
        (1, 0, True, "30.00"),
        (33, 0, True, "990.00"),
        (34, 0, True, "1000.00"),
        (400, 0, True, "1000.00"),
        (40, 30, True, "300.00"),
        (40, 50, True, "0.00"),
        (40, -5, True, "1000.00"),
        (40, 0, False, "0.00"),
    ],
)
def test_three_per_cent_a_day_capped_at_the_fine_and_only_if_announced(
    days: int, suspended: int, announced: bool, expected: str  # noqa: FBT001
) -> None:  # fmt: skip
    late = Late(Decimal(1000), announced, _DUE, _DUE + timedelta(days), suspended)
    assert surcharge(late) == Decimal(expected)


@pytest.mark.parametrize(
    ("served", "deferred", "days"),
    [(-15, None, 10), (-14, None, 9), (-60, None, 10), (None, 4, 6), (-14, 4, 6), (-60, -5, 10)],
)
def test_a_last_day_written_too_early_adds_nothing(
    served: int | None, deferred: int | None, days: int
) -> None:
    """处罚法 67-3: fifteen days from receipt; 66-2: not while payment is put off."""
    late = Late(
        Decimal(1000),
        announced=True,
        due=_DUE,
        paid=_DUE + timedelta(10),
        served=None if served is None else _DUE + timedelta(served),
        deferred=None if deferred is None else _DUE + timedelta(deferred),
    )
    assert surcharge(late) == Decimal(30 * days)


def test_more_than_the_days_give_is_refused_and_less_is_not() -> None:
    late = Late(Decimal(1000), announced=True, due=_DUE, paid=_DUE + timedelta(1))
    assert may_surcharge(Decimal("30.00"), late, "collect") is None
    assert may_surcharge(Decimal(0), late, "collect") is None
    too_high = may_surcharge(Decimal("30.01"), late, "collect")
    assert too_high is not None
    assert too_high.facts["limit"] == "30.00"
    below = may_surcharge(Decimal(-1), late, "collect")
    assert below is not None
    assert below.rule == "amount-not-positive"
