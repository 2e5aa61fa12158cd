"""The public figures of a power (统计): months come in batches, in every column."""

from datetime import date

from zhiheng.queries.disclosure.figures import YearFigures, year_figures
from zhiheng.queries.statistics import Ended

GRANTED, REFUSED = "granted", "refused"
LATE = [Ended("permit", date(2026, 2, 9), 12, late=True)]


def ended(days: int, month: int) -> Ended:
    return Ended("permit", date(2026, month, 9), days, late=False)


def test_a_single_case_more_is_told_in_no_column() -> None:
    received = {(2026, 1): [""] * 9}
    closed = {(2026, 1): [GRANTED] * 7}
    times = {(2026, 1): [ended(n, 1) for n in range(1, 8)]}
    first = list(year_figures("permit", received, closed, times))
    assert first == [YearFigures("permit", 2026, 9, 7, {GRANTED: 7}, 4.0, 0)]
    later = (
        received | {(2026, 2): [""]},
        closed | {(2026, 2): [REFUSED]},
        times | {(2026, 2): LATE},
    )
    assert list(year_figures("permit", *later)) == first


def test_a_year_in_which_all_still_wait_says_that_they_are_few() -> None:
    (few,) = year_figures("permit", {(2026, 1): [""] * 4}, {(2026, 2): [GRANTED]}, {})
    assert few == YearFigures("permit", 2026, None, None, {}, None, None)
    new_year, old = year_figures("permit", {(2025, 12): [""] * 5}, {(2026, 1): [GRANTED] * 5}, {})
    assert (old.year, old.received, old.closed) == (2025, 5, 0)
    assert (new_year.year, new_year.received, new_year.closed) == (2026, 0, 5)
