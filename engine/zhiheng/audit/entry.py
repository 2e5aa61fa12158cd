"""An entry (条目) of the log as bytes: its hash, and the header that chains it."""

import hashlib
import re
from datetime import datetime
from typing import Annotated

import msgspec

from zhiheng.model.finding import Text

GENESIS = "0" * 64
"""What the first entry of a stream names as `prev`."""

_HEX = r"^[0-9a-f]{64}\Z"
_AT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z\Z"
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_STREAM = (
    rf"^(case/{_UUID}|agency/[^/]+|access/[^/]+/[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"
    rf"|(report|card)/[^/]+/{_UUID})\Z"
)
_WHERE = re.compile(r" - at `\$\.?(.*)`")


class EntryError(ValueError):
    """The bytes are no entry. where: the field at fault, empty for the whole."""

    def __init__(self, where: str, fault: str) -> None:
        super().__init__(f"{where or 'entry'}: {fault}")
        self.where = where
        self.message = Text(
            f"不是合格的日志条目（{where or '整条'}）：{fault}",
            f"not an entry of the log ({where or 'as a whole'}): {fault}",
        )


class Header(msgspec.Struct, frozen=True):
    """Where an entry stands: n-th of its stream, after the entry with hash `prev`.

    at: RFC 3339 in UTC with six decimals, so that the order of texts is the order of time.
    """

    agency: str
    stream: str
    n: int
    prev: str
    at: str


class _Fact(msgspec.Struct):
    type: Annotated[str, msgspec.Meta(min_length=1)]


class _Body(msgspec.Struct):
    v: Annotated[int, msgspec.Meta(ge=1, le=1)]
    agency: Annotated[str, msgspec.Meta(min_length=1)]
    stream: Annotated[str, msgspec.Meta(pattern=_STREAM)]
    n: Annotated[int, msgspec.Meta(ge=1)]
    prev: Annotated[str, msgspec.Meta(pattern=_HEX)]
    at: Annotated[str, msgspec.Meta(pattern=_AT)]
    facts: list[_Fact]


_DECODER = msgspec.json.Decoder(_Body)


def leaf_hash(body: bytes) -> str:
    """The leaf hash of RFC 9162 §2.1.1 in hex: SHA-256(0x00 ‖ body)."""
    return hashlib.sha256(b"\x00" + body).hexdigest()


def header(body: bytes) -> Header:
    """Read where an entry stands. Raises EntryError that names the field."""
    try:
        found = _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        where = _WHERE.search(str(fault))
        text = _WHERE.sub("", str(fault))
        raise EntryError(where[1] if where else "", text) from fault
    _check_instant(found.at)
    _check_owner(found)
    return Header(found.agency, found.stream, found.n, found.prev, found.at)


def _check_instant(at: str) -> None:
    try:
        datetime.fromisoformat(at)
    except ValueError as fault:
        raise EntryError("at", str(fault)) from fault


def _check_owner(body: _Body) -> None:
    kind, owner, *_ = body.stream.split("/")
    if kind != "case" and owner != body.agency:
        raise EntryError("stream", f"{body.stream} is not of the agency {body.agency}")
