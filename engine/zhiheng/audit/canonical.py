"""Canonical JSON (RFC 8785): one value, one sequence of bytes, for ever."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import msgspec

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 64
"""Levels of nesting; a value that contains itself is refused by it."""


class NotCanonical(ValueError):
    """A value has no canonical form here. pointer: where (RFC 6901)."""

    def __init__(self, reason: str, pointer: str = "") -> None:
        super().__init__(f"{pointer or '/'}: {reason}")
        self.reason = reason
        self.pointer = pointer

    def under(self, key: object) -> "NotCanonical":
        """The same fault as seen from the container that holds it at `key`."""
        step = str(key).replace("~", "~0").replace("/", "~1")
        return NotCanonical(self.reason, f"/{step}{self.pointer}")


def canonical(value: object) -> bytes:
    """The bytes of a value. Raises NotCanonical.

    Stricter than RFC 8785: no floats, texts in NFC, keys within the BMP (so that the order by
    code point is the order by UTF-16 unit), whole numbers within ±(2^53-1).
    """
    _check(value, MAX_DEPTH)
    return msgspec.json.encode(value, order="sorted")


def read_canonical(data: bytes) -> Any:
    """The value of canonical bytes. Raises NotCanonical, UnicodeDecodeError, msgspec.DecodeError.

    Most bytes show by themselves that `canonical` would find nothing in their value; the others,
    and those that only might not, are looked at value by value.
    """
    if not _plain(data):
        value = msgspec.json.decode(data)
        same = canonical(value) == data
    else:
        value = _WITHOUT_FLOATS.decode(data)
        same = msgspec.json.encode(value, order="sorted") == data
    if not same:
        raise NotCanonical("written otherwise than its canonical form")
    return value


def _no_float(number: str) -> float:
    raise NotCanonical(f"{number}: a float has no canonical form")


_WITHOUT_FLOATS = msgspec.json.Decoder(float_hook=_no_float)
_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
_LONG = b"0" * len(str(MAX_INTEGER))
_LONG_NUMBER = re.compile(rb"[:\[,]-?[0-9]{%d}" % len(_LONG))


def _plain(data: bytes) -> bool:
    """An object or list, not deep, no long number, all in NFC, no character beyond the BMP.

    What is escaped can hide from this, but canonical bytes escape no such character, and of the
    others none composes with a mark that follows: so NFC of all is NFC of each text.
    """
    if data[:1] not in {b"{", b"["} or data.count(b"[") + data.count(b"{") > MAX_DEPTH:
        return False
    # Digests are full of digits: the search that knows a number costs more, and comes second.
    if _LONG in data.translate(_DIGITS) and _LONG_NUMBER.search(data):
        return False
    if data.isascii():
        return True
    text = data.decode()
    within = len(text.encode("utf-16-le")) == len(text) * 2
    return within and unicodedata.is_normalized("NFC", text)


def _check(value: Any, depth: int) -> None:
    kind = type(value)
    if kind is str:
        _check_text(value)
    elif kind is int:
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise NotCanonical("an integer beyond ±(2^53-1)")
    elif kind is dict:
        _check_keys(value)
        _check_each(value.items(), depth)
    elif kind is list or kind is tuple:
        _check_each(enumerate(value), depth)
    elif value is not None and kind is not bool:
        raise NotCanonical(f"{kind.__name__} has no canonical form")


def _check_keys(value: dict[Any, Any]) -> None:
    for key in value:
        if type(key) is not str:
            raise NotCanonical("a key that is not text").under(key)
        if not key.isascii():
            _check_text(key)
            if max(key) > "\uffff":
                raise NotCanonical("a key with a character beyond the BMP").under(key)


def _check_each(pairs: Iterable[tuple[object, Any]], depth: int) -> None:
    if not depth:
        raise NotCanonical(f"nested more than {MAX_DEPTH} deep")
    for key, inner in pairs:
        # These need no look at all, and they are most of an entry: the call would cost more.
        kind = type(inner)
        if kind is str:
            if inner.isascii():
                continue
        elif (
            inner is None or kind is bool or (kind is int and -MAX_INTEGER <= inner <= MAX_INTEGER)
        ):
            continue
        try:
            _check(inner, depth - 1)
        except NotCanonical as fault:
            raise fault.under(key) from None


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotCanonical("text with half a surrogate pair") from None
    if not unicodedata.is_normalized("NFC", text):
        raise NotCanonical("text that is not in NFC")
