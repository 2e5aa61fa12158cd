"""The laws of counting, each on ten thousand limits and calendars."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from unit.rules import test_clock_laws as counts
from unit.rules import test_clock_stops as stops

LAWS: tuple[Callable[[], None], ...] = (
    counts.test_working_days_agree_with_a_naive_count,
    counts.test_a_limit_that_rolls_never_ends_on_a_rest_day,
    counts.test_one_unit_more_never_ends_earlier,
    counts.test_a_holiday_more_never_ends_earlier,
    stops.test_stops_agree_with_the_naive_count,
    stops.test_k_whole_working_days_of_stop_move_a_working_day_limit_by_exactly_k,
    stops.test_a_stop_never_makes_it_earlier_and_never_ends_in_one,
    stops.test_an_extension_or_a_holiday_never_makes_it_earlier,
    stops.test_counting_back_leaves_so_many_full_working_days_between,
)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_ten_thousand_times(law: Callable[[], None]) -> None:
    slow = (HealthCheck.too_slow,)
    settings(max_examples=10_000, deadline=None, suppress_health_check=slow)(law)()
