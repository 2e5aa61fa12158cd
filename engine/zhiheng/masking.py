"""Masking (脱敏) of personal data by type, for exports and for what the public reads.

Which characters stay is our own (trust.md §4.5 names no article): enough to recognise one's own,
too little to find another. A value that is not of its type is masked whole, since one that was
typed wrong is as personal as one that was typed right.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum

STAR = "*"


class Personal(StrEnum):
    """Types of personal data."""

    NAME = "name"
    """姓名."""
    ID_NUMBER = "id-number"
    """公民身份号码."""
    PHONE = "phone"
    """电话."""
    BANK_CARD = "bank-card"
    """银行卡号."""


def masked(kind: Personal, value: str) -> str:
    """The value as others may see it: 张*, 320102********8888, *******8021."""
    bare = re.sub(r"[\s-]", "", value)
    return _MASKS[kind](bare)


def _name(value: str) -> str:
    """The first character; the length is not told, since with the first it often is enough."""
    return value[:1] + STAR if value else ""


def _id_number(value: str) -> str:
    if not _ID_NUMBER.fullmatch(value):
        return STAR * len(value)
    return value[:6] + STAR * (len(value) - 8) + value[-2:]


def _last_four(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def mask(value: str) -> str:
        if not pattern.fullmatch(value):
            return STAR * len(value)
        return STAR * (len(value) - 4) + value[-4:]

    return mask


_ID_NUMBER = re.compile(r"\d{17}[\dXx]|\d{15}")
_PHONE = re.compile(r"(?:\+?86)?\d{7,12}")
_BANK_CARD = re.compile(r"\d{12,19}")

_MASKS: dict[Personal, Callable[[str], str]] = {
    Personal.NAME: _name,
    Personal.ID_NUMBER: _id_number,
    Personal.PHONE: _last_four(_PHONE),
    Personal.BANK_CARD: _last_four(_BANK_CARD),
}

_IN_TEXT = (
    (Personal.ID_NUMBER, re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15})(?![0-9A-Za-z])")),
    (
        Personal.PHONE,
        re.compile(r"(?<![0-9A-Za-z])(?:\+?86[\s-]?)?1\d{2}[\s-]?\d{4}[\s-]?\d{4}(?!\d)"),
    ),
    (
        Personal.BANK_CARD,
        re.compile(r"(?<![0-9A-Za-z])\d{4}(?:[\s-]?\d{4}){2,3}[\s-]?\d{0,7}(?!\d)"),
    ),
)
"""In this order: a card number is the loosest. A name in a running text is not to be recognised."""


def masked_text(text: str) -> str:
    """A running text with the numbers in it masked; names in it stay, and must not be there."""
    for kind, pattern in _IN_TEXT:
        text = pattern.sub(lambda found, kind=kind: masked(kind, found.group()), text)  # type: ignore[misc]
    return text


_LANDLINE = re.compile(r"(?<![0-9A-Za-z])0\d{2,3}[\s-]?\d{7,8}(?![0-9A-Za-z])")
"""Only looked for: a text that is masked keeps the telephone of the office."""


def numbers_in(text: str) -> Iterator[tuple[Personal, str]]:
    """The numbers of persons in a text, as they stand there."""
    for kind, pattern in (*_IN_TEXT, (Personal.PHONE, _LANDLINE)):
        for found in pattern.finditer(text):
            yield kind, found.group()


def personal_in(text: str) -> tuple[Personal, ...]:
    """Of which types numbers stand in a text: what is made public must have none."""
    return tuple(kind for kind, pattern in _IN_TEXT if pattern.search(text))
