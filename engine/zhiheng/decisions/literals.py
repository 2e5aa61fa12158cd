"""Literals of FEEL as cells hold them: texts, exact numbers, dates, true and false."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from zhiheng.decisions.fault import CellFault
from zhiheng.expr.values import MAX_DIGITS, is_date
from zhiheng.model.decision_table import DataType, Value

LITERAL = r'"[^"\\\n]*"|-?[0-9]+(?:\.[0-9]+)?|date\(\s*"[^"\\\n]*"\s*\)|@"[^"\\\n]*"|true|false'
"""No escapes: what a reader sees is what is compared."""
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_NAMES: dict[DataType, tuple[str, str]] = {
    DataType.STRING: ('文字，写作 "文字"', 'a text, as "text"'),
    DataType.NUMBER: ("数，写作 12.50", "a number, as 12.50"),
    DataType.INTEGER: ("整数，写作 12", "a whole number, as 12"),
    DataType.BOOLEAN: ("true 或 false", "true or false"),
    DataType.DATE: ('日期，写作 date("2026-01-31")', 'a date, as date("2026-01-31")'),
}


def literal(written: str, wanted: DataType) -> Value:
    """The value of a literal. Raises CellFault where it is none, or of another type."""
    found = _value(written.strip())
    if found is None or not is_of(found, wanted):
        zh, en = _NAMES[wanted]
        shown = written[:40]
        raise CellFault(f"“{shown}”不是{zh}", f"'{shown}' is not {en}")
    return found


def is_of(value: object, wanted: DataType) -> bool:
    """Whether a value is one of that type."""
    match wanted:
        case DataType.STRING:
            return isinstance(value, str)
        case DataType.BOOLEAN:
            return isinstance(value, bool)
        case DataType.DATE:
            return isinstance(value, date)
        case DataType.NUMBER:
            return isinstance(value, Decimal)
        case DataType.INTEGER:
            return isinstance(value, Decimal) and value == value.to_integral_value()


def _value(text: str) -> Value | None:
    if text in {"true", "false"}:
        return text == "true"
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        return unicodedata.normalize("NFC", text[1:-1])
    if text.startswith(("date(", "@")):
        day = text.partition('"')[2].partition('"')[0]
        return date.fromisoformat(day) if is_date(day) else None
    if _NUMBER.fullmatch(text) and sum(c.isdigit() for c in text) <= MAX_DIGITS:
        return Decimal(text)
    return None


def said(value: Value) -> str:
    """The value as a person writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
