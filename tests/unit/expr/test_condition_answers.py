"""A condition is answered exactly, or not at all."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.expr import (
    DivisionByZero,
    EvaluationError,
    UnsetVariable,
    WrongValue,
    compile_condition,
)
from zhiheng.model.chart import VariableType

TYPES = {
    "area": VariableType.DECIMAL,
    "fee": VariableType.DECIMAL,
    "n": VariableType.INTEGER,
    "days": VariableType.INTEGER,
    "on": VariableType.DATE,
    "until": VariableType.DATE,
    "urgent": VariableType.BOOL,
    "note": VariableType.TEXT,
    "result": VariableType.CHOICE,
    "面积": VariableType.DECIMAL,
}
VALUES: dict[str, object] = {
    "area": Decimal("120.50"),
    "fee": Decimal("0.10"),
    "n": 3,
    "days": 20,
    "on": date(2026, 2, 10),
    "until": date(2026, 3, 16),
    "urgent": False,
    "note": "规划",
    "result": "pass",
    "面积": Decimal("99.5"),
}


def holds(source: str, **changed: object) -> bool:
    return compile_condition(source, TYPES).holds(VALUES | changed)


@pytest.mark.parametrize(
    "source",
    [
        "result == 'pass'",
        'result == "pass" and not urgent',
        "result != 'fail' and (urgent or n == 3)",
        "result in ['pass', 'partial']",
        "result not in ['fail']",
        "note == '规划'",
        "urgent == False",
        "1 <= n <= 3",
        "n in [1, 2, 3]",
        "-n in [-3]",
        "n - 5 == -2",
        "n / 2 == 1.5",
        "fee + 0.20 == 0.30",
        "area * 5 / 100 < 6.03",
        "area > 120 and area <= 120.5",
        "n == 3.0",
        "on == '2026-02-10'",
        "on < until",
        "'2026-01-01' <= on < '2026-12-31'",
        "on in ['2026-02-09', '2026-02-10']",
        "面积 < 100",
        "  result == 'pass'\n  and n == 3\n",
        "note != '#' and note != ''",
        "not (n == 4)",
        "n == 4 or n == 3",
        "True",
    ],
)
def test_a_true_condition_holds(source: str) -> None:
    assert holds(source)
    assert not holds(f"not ({source.strip()})".replace("\n", " "))


def test_tenths_add_up_as_on_paper() -> None:
    assert holds("fee + 0.20 == 0.30", fee=Decimal("0.10"))
    assert holds("fee * 3 == 0.3", fee=Decimal("0.1"))
    assert holds("fee / 3 * 3 == fee", fee=Decimal(1))
    assert not holds("fee == 0.1", fee=Decimal("0.1000000000000000000000000000000000000001"))


def test_large_integers_are_not_rounded() -> None:
    assert holds("n + 1 != n", n=2**53)
    assert holds(f"n / 1 == {2**53 + 1}", n=2**53 + 1)


def test_a_text_that_looks_like_a_date_stays_a_text_beside_a_text() -> None:
    assert holds("note == '2026-02-10'", note="2026-02-10")


def test_huge_numbers_end_in_an_error_not_in_a_hang() -> None:
    product = "*".join("n" for _ in range(45)) + " > 0"
    assert holds(product, n=10**39)
    with pytest.raises(WrongValue):
        holds(product, n=10**5000)
    with pytest.raises(WrongValue):
        holds("fee > 0", fee=Decimal("1E+999999999"))
    with pytest.raises(WrongValue):
        holds("fee > 0", fee=Decimal("1E-999999999"))


@pytest.mark.parametrize("name", ["n", "urgent"])
def test_an_unset_variable_stops_the_case_even_where_or_would_not_look(name: str) -> None:
    condition = compile_condition("result == 'pass' or n == 1 or urgent", TYPES)
    with pytest.raises(UnsetVariable) as caught:
        condition.holds({k: v for k, v in VALUES.items() if k != name})
    assert caught.value.name == name
    assert condition.source[caught.value.column :].startswith(name)
    with pytest.raises(UnsetVariable):
        condition.holds(VALUES | {name: None})


def test_variables_that_are_not_named_need_no_value() -> None:
    condition = compile_condition("n == 3", TYPES)
    assert condition.names == {"n"}
    assert condition.holds({"n": 3, "fee": None})


def test_division_by_nought_takes_no_branch() -> None:
    with pytest.raises(DivisionByZero):
        holds("10 / (n - 3) > 1")
    assert holds("n == 3 or 10 / (n - 3) > 1")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("n == 1", "1"),
        ("n == 1", True),
        ("n == 1", 1.0),
        ("n == 1", Decimal(1)),
        ("fee == 1", 1.0),
        ("fee == 1", "1"),
        ("fee == 1", Decimal("NaN")),
        ("fee == 1", Decimal("Infinity")),
        ("urgent", 1),
        ("note == 'a'", 1),
        ("result == 'a'", b"a"),
        ("on == '2026-01-01'", "2026-01-01"),
        ("on == '2026-01-01'", datetime(2026, 1, 1)),  # noqa: DTZ001 - the point of the test
    ],
)
def test_a_value_of_another_type_takes_no_branch(source: str, value: object) -> None:
    condition = compile_condition(source, TYPES)
    (name,) = condition.names
    with pytest.raises(WrongValue):
        condition.holds({name: value})
    assert issubclass(WrongValue, EvaluationError)


def test_a_decimal_may_be_given_as_a_whole_number() -> None:
    assert holds("fee == 3", fee=3)


_money = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
_leaf = st.one_of(
    st.sampled_from(["fee", "area", "n"]),
    st.integers(0, 10**6).map(str),
    st.decimals(min_value=0, max_value=1000, places=3).map(str),
)
_sums = st.recursive(
    _leaf,
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(
        lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
    ),
    max_leaves=8,
)


@given(
    left=_sums,
    op=st.sampled_from(["==", "<", ">="]),
    right=_sums,
    fee=_money,
    area=_money,
    n=st.integers(-99, 99),
)
@settings(deadline=None)
def test_arithmetic_agrees_with_fractions(
    left: str, op: str, right: str, fee: Decimal, area: Decimal, n: int
) -> None:
    names = {"fee": Fraction(fee), "area": Fraction(area), "n": Fraction(n)}
    values = VALUES | {"fee": fee, "area": area, "n": n}
    condition = compile_condition(f"{left} {op} {right}", TYPES)
    try:
        a, b = _by_hand(left, names), _by_hand(right, names)
    except ZeroDivisionError:
        with pytest.raises(DivisionByZero):
            condition.holds(values)
        return
    assert condition.holds(values) == {"==": a == b, "<": a < b, ">=": a >= b}[op]


def _by_hand(text: str, names: dict[str, Fraction]) -> Fraction:
    if not text.startswith("("):
        return names.get(text) or (Fraction(0) if text in names else Fraction(text))
    depth = 0
    for at, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 1 and character in "+-*/" and text[at - 1] == " ":
            a, b = _by_hand(text[1 : at - 1], names), _by_hand(text[at + 2 : -1], names)
            return {"+": a.__add__, "-": a.__sub__, "*": a.__mul__, "/": a.__truediv__}[character](
                b
            )
    raise AssertionError(text)


@given(value=st.text(max_size=20).filter(lambda t: "'" not in t))
@settings(deadline=None)
def test_a_text_equals_itself_only(value: str) -> None:
    assert holds("note == result", note=value, result=value)
    assert not holds("note == result", note=value, result=f"{value}.")
