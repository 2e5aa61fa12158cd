"""Nobody is told of by a small count, nor by subtracting what is told from a sum."""

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.rules.suppression import SMALLEST, row, share, told

COUNTS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 30), min_size=1)


def test_counts_from_one_to_four_are_not_told() -> None:
    assert [told(n) for n in range(7)] == [0, None, None, None, None, 5, 6]


@given(COUNTS)
def test_no_small_cell_is_told(cells: dict[str, int]) -> None:
    for n in row(cells).values():
        assert n is None or n == 0 or n >= SMALLEST


@given(COUNTS)
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
