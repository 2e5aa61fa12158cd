"""The key of a notice: the entry, the fact in it, and who is told. It never changes."""

import hashlib
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import ColumnElement, Table

from zhiheng.errors import unfit
from zhiheng.model.finding import Text

_PARTS = 4
_MOST_DIGITS = 9
_AGENCY = "-"
"""Stands for the agency's own stream."""


@dataclass(frozen=True, slots=True)
class NoticeKey:
    """case_id: empty for an entry of the agency's own stream. fact: from 0."""

    case_id: str
    n: int
    fact: int
    recipient: str

    def text(self) -> str:
        """`<case>/12/3/post:GH-c`."""
        return f"{self.case_id or _AGENCY}/{self.n}/{self.fact}/{self.recipient}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The key of that text. Raises BadData."""
        parts = text.split("/", _PARTS - 1)
        if len(parts) != _PARTS or not all(is_whole(x) for x in parts[1:3]) or "\x00" in text:
            raise unfit("/keys", Text("不是提醒的编号", "no key of a notice"))
        case, n, fact, recipient = parts
        return cls("" if case == _AGENCY else case, int(n), int(fact), recipient)

    def matches(self, table: Table, agency: str) -> list[ColumnElement[bool]]:
        """The conditions of its row in a table that has the same key."""
        c = table.c
        own = (self.case_id, self.n, self.fact, self.recipient)
        columns = (c.case_id, c.n, c.fact, c.recipient)
        return [c.agency == agency, *(x == v for x, v in zip(columns, own, strict=True))]

    def columns(self, agency: str) -> dict[str, Any]:
        """The same as the values of a row."""
        own = {"case_id": self.case_id, "n": self.n, "fact": self.fact}
        return {"agency": agency, **own, "recipient": self.recipient}

    def outward(self, agency: str) -> str:
        """The key as it leaves the house: always the same, and naming nobody."""
        told = hashlib.sha256(f"{agency}/{self.text()}".encode()).hexdigest()
        return f"ntc_{told[:40]}"


def key_of(row: Any) -> NoticeKey:
    """The key of a row."""
    return NoticeKey(row.case_id, row.n, row.fact, row.recipient)


def is_whole(text: str) -> bool:
    """Whether it is a number that fits a column."""
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
