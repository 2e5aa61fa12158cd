"""Masking (脱敏) of personal data by type, for exports and for what the public reads.

Which characters stay is our own (trust.md §4.5 names no article): enough to recognise one's own,
too little to find another. A value that is not of its type is masked whole, since one that was
typed wrong is as personal as one that was typed right.
"""

import re
from collections.abc import Callable
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
