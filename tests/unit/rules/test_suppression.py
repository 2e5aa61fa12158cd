"""Nobody is told of by a small count, nor by subtracting what is told from a sum."""

from hypothesis import example, given
from hypothesis import strategies as st

from zhiheng.rules.suppression import SMALLEST, batches, row, share, told

COUNTS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 30), min_size=1)


def test_counts_from_one_to_four_are_not_told() -> None:
    assert [told(n) for n in range(7)] == [0, None, None, None, None, 5, 6]


@given(COUNTS)
def test_no_small_cell_is_told(cells: dict[str, int]) -> None:
    for n in row(cells).values():
        assert n is None or n == 0 or n >= SMALLEST


@given(COUNTS)
@example({"准予": 20, "不予": 1, "撤回": 2})
def test_what_is_hidden_does_not_follow_from_the_sum(cells: dict[str, int]) -> None:
    seen = row(cells)
    assert all(n is None or n == cells[name] for name, n in seen.items())
    hidden = [cells[name] for name, n in seen.items() if n is None]
    if hidden and told(sum(cells.values())) is not None:
        assert len(hidden) > 1
        assert sum(hidden) >= SMALLEST


def test_nothing_is_hidden_without_need() -> None:
    assert row({"准予": 20, "不予": 9, "撤回": 0}) == {"准予": 20, "不予": 9, "撤回": 0}


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_share_tells_of_no_few(part: int, rest: int) -> None:
    shown = share(part, part + rest)
    if shown is not None:
        assert part == 0 or part >= SMALLEST
        assert rest == 0 or rest >= SMALLEST


MONTHS = st.lists(st.integers(0, 7), max_size=30)


def told_by_year(counts: list[int]) -> dict[int, int]:
    """What the figures say after so many months, the first of which is an October."""
    months = {(2026 + (9 + n) // 12, (9 + n) % 12 + 1): x for n, x in enumerate(counts)}
    found: dict[int, int] = {}
    for month, year in batches(months).items():
        found[year] = found.get(year, 0) + months[month]
    return found


@given(MONTHS)
def test_who_kept_last_month_s_figures_learns_of_no_few(counts: list[int]) -> None:
    for n in range(len(counts)):
        before, now = told_by_year(counts[:n]), told_by_year(counts[: n + 1])
        more = [now[year] - before.get(year, 0) for year in now]
        assert all(x == 0 or x >= SMALLEST for x in more)
        assert set(before) <= set(now)
    assert sum(counts) - sum(told_by_year(counts).values()) in range(SMALLEST)


def test_what_is_left_of_a_year_counts_in_the_next() -> None:
    assert told_by_year([6, 2, 1, 1, 1, 3]) == {2026: 6, 2027: 5}
