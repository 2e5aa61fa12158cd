"""The width rule and the breaking of lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng_diagrams.notation.text import clean, width, wrap


def test_full_width_is_one_em_and_the_rest_0_56() -> None:
    assert width("规划", 10) == 20
    assert width("ab", 10) == pytest.approx(11.2)


def test_lines_break_after_a_stop_and_evenly() -> None:
    assert wrap("材料齐全、符合法定形式", 11, 72) == ("材料齐全、", "符合法定形式")
    assert wrap("一二三四五六七", 10, 60) in {("一二三四", "五六七"), ("一二三", "四五六七")}


def test_no_line_begins_with_a_stop() -> None:
    assert not any(line[0] in "，。）" for line in wrap("一二三四五，六七八九十。", 10, 50))


@given(st.text(max_size=60), st.sampled_from((9.5, 12.0)), st.floats(40, 200))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, size: float, limit: float) -> None:
    lines = wrap(text, size, limit)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")
    assert all(width(line, size) <= limit for line in lines)
