"""Canonical bytes: those of RFC 8785, and nothing that has none."""

import math
import unicodedata
from enum import StrEnum
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.audit.canonical import (
    MAX_DEPTH,
    MAX_INTEGER,
    NotCanonical,
    canonical,
    read_canonical,
)

_nfc = st.text(max_size=30).map(lambda t: unicodedata.normalize("NFC", t))
# NFC takes some characters of the BMP beyond it (U+FA44, a compatibility ideograph).
_keys = _nfc.filter(lambda t: max(t, default="") <= "\uffff")
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | _nfc,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(_keys, inner, max_size=5),
    max_leaves=30,
)


@given(value=_values)
def test_the_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_every_control_character_is_written_as_the_rfc_says() -> None:
    text = "".join(map(chr, range(0x80))) + "\u2028\ue000\U0001f600规划"
    assert canonical({text[:0x80]: text}) == rfc8785.dumps({text[:0x80]: text})


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        (1.5, ""),
        ({"a": [0, 1.0]}, "/a/1"),
        ({"a": math.nan}, "/a"),
        (MAX_INTEGER + 1, ""),
        ([-MAX_INTEGER - 1], "/0"),
        (["e\u0301"], "/0"),
        ({"x": {"y~/z": "\ud800"}}, "/x/y~0~1z"),
        ({"\U0001f600": 1}, "/\U0001f600"),
        ({"a": {"e\u0301": 1}}, "/a"),
        ({"a": {"\ud800": 1}}, "/a"),
        ({"a": {1: "ascii"}}, "/a/1"),
        ({"a": b"bytes"}, "/a"),
        ({"a": {1, 2}}, "/a"),
        (object(), ""),
        (StrEnum("Colour", ["RED"]).RED, ""),  # type: ignore[attr-defined]  # made on the spot
    ],
)
def test_what_has_no_canonical_form_is_refused_at_its_place(value: object, pointer: str) -> None:
    with pytest.raises(NotCanonical) as caught:
        canonical(value)
    assert caught.value.pointer == pointer


def test_a_value_that_holds_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(NotCanonical):
        canonical(loop)
    deep: Any = 0
    for _ in range(MAX_DEPTH):
        deep = [deep]
    assert canonical(deep)
    with pytest.raises(NotCanonical):
        canonical([deep])


def test_a_tuple_is_a_list_and_order_of_keys_does_not_matter() -> None:
    assert canonical({"b": (1,), "a": 2}) == b'{"a":2,"b":[1]}' == canonical({"a": 2, "b": [1]})


def _reads(data: bytes) -> bool:
    try:
        read_canonical(data)
    except (NotCanonical, msgspec.DecodeError, UnicodeDecodeError):
        return False
    return True


def _is_canonical(data: bytes) -> bool:
    """Said at length: parse, look at every value, write again, compare."""
    try:
        return canonical(msgspec.json.decode(data)) == data
    except (NotCanonical, msgspec.DecodeError, UnicodeDecodeError):
        return False


@given(value=_values, data=st.data())
def test_bytes_are_read_exactly_when_they_are_canonical(value: Any, data: st.DataObject) -> None:
    honest = canonical(value)
    assert read_canonical(honest) == msgspec.json.decode(honest)
    place = data.draw(st.integers(0, len(honest)))
    put = data.draw(st.sampled_from(_PUT) | st.binary(max_size=3))
    for spoiled in (honest[:place] + put + honest[place:], honest[:place] + put):
        assert _reads(spoiled) == _is_canonical(spoiled), spoiled


_TEXTS = (
    "\u0301",
    "\\n",
    "\\u00e9",
    "\U0001f600",
    ".0",
    "e5",
    "9007199254740992",
    "-",
    " ",
    ",",
    '"a":1,',
)
_PUT = [text.encode() for text in _TEXTS]


@pytest.mark.parametrize(
    "data",
    [
        b"9007199254740992",
        b"[-9007199254740992]",
        b'{"a":9007199254740992}',
        b"[1,1e5]",
        b"-0",
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'["\\u0301"]',
        '["e\u0301"]'.encode(),
        '{"\U0001f600":1}'.encode(),
        b"[" * 65 + b"]" * 65,
        b'["\xff"]',
    ],
)
def test_what_only_looks_plain_is_not_read(data: bytes) -> None:
    assert not _reads(data)
    assert not _is_canonical(data)


@pytest.mark.parametrize("text", ['["\\n\u0301"]', '["\U0001f600"]', '["9007199254740992"]'])
def test_what_needs_a_closer_look_is_read(text: str) -> None:
    assert _reads(text.encode())
