"""Values come in as sent, and enter the log in one form only."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.expr import ValueRefused, from_canonical, typed_value
from zhiheng.expr.values import MAX_TEXT
from zhiheng.model.chart import VariableType as T


@pytest.mark.parametrize(
    ("type_", "raw", "scale", "canonical", "value"),
    [
        (T.TEXT, "规划", None, "规划", "规划"),
        (T.TEXT, "e\u0301", None, "é", "é"),
        (T.TEXT, "", None, "", ""),
        (T.CHOICE, "pass", None, "pass", "pass"),
        (T.INTEGER, 0, None, 0, 0),
        (T.INTEGER, -(2**53) + 1, None, -(2**53) + 1, -(2**53) + 1),
        (T.BOOL, True, None, True, True),
        (T.DATE, "2028-02-29", None, "2028-02-29", date(2028, 2, 29)),
        (T.DATE, date(2026, 1, 1), None, "2026-01-01", date(2026, 1, 1)),
        (T.DECIMAL, "12.5", 2, "12.50", Decimal("12.50")),
        (T.DECIMAL, "12.500", 2, "12.50", Decimal("12.50")),
        (T.DECIMAL, "12.500", None, "12.5", Decimal("12.5")),
        (T.DECIMAL, "12", 0, "12", Decimal(12)),
        (T.DECIMAL, "12.0", 0, "12", Decimal(12)),
        (T.DECIMAL, 12, 2, "12.00", Decimal("12.00")),
        (T.DECIMAL, Decimal("1.2E+2"), 1, "120.0", Decimal("120.0")),
        (T.DECIMAL, "-0.00", 2, "0.00", Decimal(0)),
        (T.DECIMAL, "-0.01", 2, "-0.01", Decimal("-0.01")),
    ],
)
def test_one_form_in_the_log(
    type_: T, raw: object, scale: int | None, canonical: object, value: object
) -> None:
    written = typed_value(type_, raw, scale, ["pass", "fail"])
    assert written == canonical
    assert type(written) is type(canonical)
    back = from_canonical(type_, written)
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    ("type_", "raw"),
    [
        *((type_, 1.5) for type_ in T),
        *((type_, None) for type_ in T),
        *((type_, ["1"]) for type_ in T),
        (T.TEXT, 1),
        (T.TEXT, "a\nb"),
        (T.TEXT, "a\x00"),
        (T.TEXT, "a\x7f"),
        (T.TEXT, "\ud800"),
        (T.TEXT, "\u2028"),
        (T.TEXT, "\u202egnp.exe"),
        (T.TEXT, "x" * (MAX_TEXT + 1)),
        (T.CHOICE, "other"),
        (T.CHOICE, "PASS"),
        (T.CHOICE, True),
        (T.INTEGER, True),
        (T.INTEGER, "1"),
        (T.INTEGER, 2**53),
        (T.BOOL, 1),
        (T.BOOL, "true"),
        (T.DATE, "2026-02-30"),
        (T.DATE, "20260101"),
        (T.DATE, "2026-W01-1"),
        (T.DATE, "2026-1-1"),
        (T.DATE, "2026-01-01T00:00:00"),
        (T.DATE, "２０２６-01-01"),
        (T.DATE, datetime(2026, 1, 1)),  # noqa: DTZ001 - the point of the test
        (T.DECIMAL, True),
        (T.DECIMAL, "1.234"),
        (T.DECIMAL, Decimal("0.001")),
        (T.DECIMAL, Decimal("NaN")),
        (T.DECIMAL, Decimal("1E+999999999")),
        (T.DECIMAL, ""),
        (T.DECIMAL, "1e3"),
        (T.DECIMAL, "NaN"),
        (T.DECIMAL, "+1"),
        (T.DECIMAL, " 1"),
        (T.DECIMAL, "1."),
        (T.DECIMAL, ".5"),
        (T.DECIMAL, "007"),
        (T.DECIMAL, "1_000"),
        (T.DECIMAL, "1,000"),
        (T.DECIMAL, "１２"),
        (T.DECIMAL, "9" * 43),
        (T.DECIMAL, 2**53),
    ],
)
def test_what_cannot_be_taken_is_refused_in_both_languages(type_: T, raw: object) -> None:
    with pytest.raises(ValueRefused) as caught:
        typed_value(type_, raw, 2, ["pass", "fail"])
    assert caught.value.message.zh
    assert caught.value.message.en


def test_a_float_of_money_is_told_to_come_as_text() -> None:
    with pytest.raises(ValueRefused, match="send money as text"):
        typed_value(T.DECIMAL, 12.5, 2, ())


@pytest.mark.parametrize(
    ("type_", "canonical"),
    [
        (T.DECIMAL, 1),
        (T.DECIMAL, "1e3"),
        (T.DECIMAL, "NaN"),
        (T.DATE, "2026-13-01"),
        (T.INTEGER, "1"),
        (T.BOOL, 0),
        (T.TEXT, 1),
        (T.CHOICE, False),
    ],
)
def test_what_is_no_canonical_form_is_not_read_back(type_: T, canonical: object) -> None:
    with pytest.raises(ValueRefused):
        from_canonical(type_, canonical)


@given(number=st.decimals(-(10**18), 10**18, places=4), scale=st.integers(0, 8))
@settings(deadline=None)
def test_a_decimal_keeps_every_digit_or_is_refused(number: Decimal, scale: int) -> None:
    try:
        written = typed_value(T.DECIMAL, number, scale, ())
    except ValueRefused:
        assert number != round(number, scale)
        return
    assert isinstance(written, str)
    assert Decimal(written) == number
    assert len(written.partition(".")[2]) == scale
    assert typed_value(T.DECIMAL, written, scale, ()) == written


@given(raw=st.text(max_size=50))
@settings(deadline=None)
def test_a_text_is_kept_in_nfc_or_refused(raw: str) -> None:
    try:
        written = typed_value(T.TEXT, raw, None, ())
    except ValueRefused:
        return
    assert written == unicodedata.normalize("NFC", raw)
    assert typed_value(T.TEXT, written, None, ()) == written
    assert from_canonical(T.TEXT, written) == written
