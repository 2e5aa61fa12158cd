"""Values of variables: what may come in, and the one form in which each enters the log."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NoReturn

from zhiheng.model.chart import VariableType
from zhiheng.model.finding import Text

MAX_TEXT = 10_000
"""Characters of a text."""
MAX_DIGITS = 40
"""Digits of a number, on both sides of the point together."""
MAX_INTEGER = 2**53 - 1
"""RFC 8785 and JSON readers elsewhere keep no larger whole number exactly."""

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They make text show in another order than it is stored."""


class ValueRefused(Exception):
    """A value cannot be taken; `message` says why and what to send instead."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.message = Text(zh, en)


def typed_value(
    type: VariableType,  # noqa: A002 - the word of the chart
    raw: object,
    scale: int | None,
    choices: Collection[str],
) -> str | int | bool:
    """The canonical JSON form of a value: decimals and dates as text, texts in NFC.

    scale: digits after the point; a decimal gets exactly so many, and is refused when one
    would be lost. None: as many as it needs. Raises ValueRefused.
    """
    if isinstance(raw, float):
        raise ValueRefused(
            '不接受浮点数：金额等小数请以文字发送，如 "12.50"',
            'a float is not exact: send money as text, as "12.50"',
        )
    if type is VariableType.DECIMAL:
        return _decimal(raw, scale)
    if type is VariableType.CHOICE:
        return _choice(raw, choices)
    return _PLAIN[type](raw)


def from_canonical(
    type: VariableType,  # noqa: A002 - the word of the chart
    canonical: object,
) -> str | int | Decimal | date | bool:
    """The value of a canonical form, as conditions take it. Raises ValueRefused."""
    if type is VariableType.CHOICE:
        return _text(canonical)
    if type is VariableType.DECIMAL:
        return Decimal(_digits(canonical)) if isinstance(canonical, str) else _not_text()
    value = _PLAIN[type](canonical)
    return date.fromisoformat(str(value)) if type is VariableType.DATE else value


def is_date(text: str) -> bool:
    """Whether it is written YYYY-MM-DD (RFC 3339 full-date) and exists in the calendar."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def fits(number: Decimal) -> bool:
    """Whether a decimal can be written out in MAX_DIGITS digits."""
    if not number.is_finite():
        return False
    _, digits, exponent = number.as_tuple()
    return (
        isinstance(exponent, int) and max(len(digits) + max(exponent, 0), -exponent) <= MAX_DIGITS
    )


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise ValueRefused("这里要文字", "this is a text")
    if len(raw) > MAX_TEXT:
        raise ValueRefused(
            f"文字最多 {MAX_TEXT} 个字符", f"a text has at most {MAX_TEXT} characters"
        )
    for character in raw:
        if character in _TURNING or unicodedata.category(character) in _HIDDEN:
            code = f"U+{ord(character):04X}"
            raise ValueRefused(
                f"文字中不能有控制字符 {code}", f"a text has no control character {code}"
            )
    return unicodedata.normalize("NFC", raw)


def _choice(raw: object, choices: Collection[str]) -> str:
    text = _text(raw)
    if text not in choices:
        raise ValueRefused(f"只能选：{'、'.join(choices)}", f"choose one of: {', '.join(choices)}")
    return text


def _integer(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise ValueRefused("这里要整数", "this is a whole number")
    if abs(raw) > MAX_INTEGER:
        raise ValueRefused(
            f"整数不能超过 ±{MAX_INTEGER}", f"a whole number lies within ±{MAX_INTEGER}"
        )
    return raw


def _bool(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise ValueRefused("这里要 true 或 false", "this is true or false")
    return raw


def _date(raw: object) -> str:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw.isoformat()
    if not isinstance(raw, str) or not is_date(raw):
        raise ValueRefused(
            "日期须写作 2026-01-31，且真实存在", "a date is written as 2026-01-31, and exists"
        )
    return raw


def _decimal(raw: object, scale: int | None) -> str:
    text = _digits(raw)
    whole, _, digits = text.partition(".")
    digits = digits.rstrip("0")
    if scale is not None:
        if len(digits) > scale:
            raise ValueRefused(
                f"小数点后最多 {scale} 位", f"at most {scale} digits after the point"
            )
        digits = digits.ljust(scale, "0")
    written = f"{whole}.{digits}" if digits else whole
    return written.removeprefix("-") if not written.strip("-0.") else written


def _digits(raw: object) -> str:
    """A decimal number written out, from text, a whole number or a Decimal."""
    if isinstance(raw, Decimal) and fits(raw):
        raw = format(raw, "f")
    elif isinstance(raw, int):
        raw = str(_integer(raw))
    if not isinstance(raw, str):
        _not_text()
    if len(raw) > MAX_DIGITS + 2 or not _DECIMAL.fullmatch(raw):
        raise ValueRefused(
            f"数字须写作 12.50，最多 {MAX_DIGITS} 位",
            f"a number is written as 12.50, with at most {MAX_DIGITS} digits",
        )
    return raw


def _not_text() -> NoReturn:
    raise ValueRefused("这里要以文字写出的数字", "this is a number written as text")


_PLAIN: Mapping[VariableType, Callable[[object], str | int | bool]] = {
    VariableType.TEXT: _text,
    VariableType.INTEGER: _integer,
    VariableType.DATE: _date,
    VariableType.BOOL: _bool,
}
