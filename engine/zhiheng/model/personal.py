"""Numbers that say who somebody is (公民身份号码, 手机号, 银行卡号), told from other numbers.

Strict, since a text that only looks like one must pass: a credit code of an enterprise
(统一社会信用代码) and an identity number both have 18 characters. What is made public is searched
more widely (leaks.py).
"""

import re
from datetime import date

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
_CARD = re.compile(r"(?<![0-9A-Za-z])\d{4}(?:[\s-]?\d{4}){3}(?:[\s-]?\d{1,3})?(?!\d)")
_FIRST_YEAR = 1850
_DOUBLED_DIGITS = 9


def personal_numbers(text: str) -> tuple[str, ...]:
    """Those in the text, as they stand there."""
    found = [m.group() for m in _IDENTITY.finditer(text) if _a_birthday(*map(int, m.groups()))]
    found += [m.group() for m in _MOBILE.finditer(text)]
    found += [m.group() for m in _CARD.finditer(text) if _luhn(m.group())]
    return tuple(found)


def _a_birthday(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).year >= _FIRST_YEAR
    except ValueError:
        return False


def _luhn(card: str) -> bool:
    """The check digit of bank cards (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(int(x) for x in reversed(card) if x.isdigit()):
        twice = digit * 2 if place % 2 else digit
        total += twice - 9 if twice > _DOUBLED_DIGITS else twice
    return total % 10 == 0
