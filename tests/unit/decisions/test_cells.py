"""What a cell may hold, and that everything else is refused where it stands."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from zhiheng.decisions.answers import read_answer, rounded
from zhiheng.decisions.cells import read_cell
from zhiheng.decisions.fault import CellFault
from zhiheng.decisions.match import matches
from zhiheng.model.decision_table import DataType, Value

_N, _S, _D, _B, _I = (
    DataType.NUMBER, DataType.STRING, DataType.DATE, DataType.BOOLEAN, DataType.INTEGER,
)  # fmt: skip
_DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "of", "inside", "outside"),
    [
        ("-", _N, [Decimal(7)], []),
        ("< 10", _N, [Decimal("9.99")], [Decimal(10)]),
        (">=-0.5", _N, [Decimal("-0.5")], [Decimal("-0.51")]),
        ("[1..5)", _N, [Decimal(1)], [Decimal(5)]),
        ("]1..5]", _N, [Decimal(5)], [Decimal(1)]),
        ("(1 .. 5[", _N, [Decimal(2)], [Decimal(1), Decimal(5)]),
        ("1, 3, > 7", _N, [Decimal(3), Decimal(8)], [Decimal(2), Decimal(7)]),
        ("not([1..5], 9)", _N, [Decimal(6)], [Decimal(1), Decimal(9)]),
        ('"甲","乙"', _S, ["甲"], ["丙"]),
        ('not("甲")', _S, ["乙"], ["甲"]),
        ("true", _B, [True], [False]),
        ('>= date("2026-03-01")', _D, [_DAY], [date(2026, 2, 28)]),
        ('[@"2026-01-01"..date( "2026-03-01" ))', _D, [date(2026, 2, 28)], [_DAY]),
        (
            "10000000000000000000000000000000.01",
            _N,
            [Decimal("10000000000000000000000000000000.01")],
            [Decimal("1e31")],
        ),
    ],
)
def test_a_cell_holds_just_what_it_says(
    text: str, of: DataType, inside: list[Value], outside: list[Value]
) -> None:
    cell = read_cell(text, of)
    assert all(matches(cell, value) for value in inside)
    assert not any(matches(cell, value) for value in outside)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("", _N), ("?", _N), ("1 +", _N), ("1..5", _N), ("[1..5", _N), ("[5..1]", _N),
        ("(1..1)", _N), ("< 1 and > 0", _N), ("= 5", _N), ("x", _N), ("null", _N), ("1e3", _N),
        ("01", _N), (".5", _N), ("not(-)", _N), ("not 5", _N), ("5 5", _N), ("1,", _N),
        ("sum(1)", _N), ("９", _N), ("1" * 41, _N), ("1.5", _I), ('"甲', _S), ('"a\\"b"', _S),
        ('< "甲"', _S), ('["a".."b"]', _S), ("甲", _S), ("5", _S), ("TRUE", _B), ("< true", _B),
        ('date("2026-02-30")', _D), ('"2026-01-01"', _D), ("2026-01-01", _D), ("-" * 2001, _N),
    ],
)  # fmt: skip
def test_what_no_cell_may_hold_is_refused(text: str, of: DataType) -> None:
    with pytest.raises(CellFault) as caught:
        read_cell(text, of)
    assert caught.value.message.zh
    assert caught.value.message.en


@pytest.mark.parametrize(
    "text", ["cost / 0", "cost / other", "cost ** 2", "other + 1", "cost % 2", "f(cost)", "cost >"]
)
def test_an_answer_reckons_with_numbers_and_always_has_a_value(text: str) -> None:
    with pytest.raises(CellFault):
        read_answer(text, _N, ["cost"])


@pytest.mark.parametrize(
    ("text", "way", "expected"),
    [
        ("1/3", "up", "0.34"),
        ("1/3", "down", "0.33"),
        ("-1/3", "up", "-0.33"),
        ("-1/3", "down", "-0.34"),
        ("1/8", "half-up", "0.13"),
        ("-1/8", "half-up", "-0.13"),
        ("1/4", None, "0.25"),
    ],
)
def test_an_answer_is_rounded_only_as_the_chart_says(
    text: str, way: str | None, expected: str
) -> None:
    assert rounded(Fraction(text), 2, way) == Decimal(expected)
    assert rounded(Fraction(1, 3), 2, None) is None
