"""Entries: the leaf hash of RFC 9162, and headers that say what is wrong with them."""

import hashlib

import pytest
from unit.audit.chains import ACCESS, AGENCY, CASE, body

from zhiheng.audit.entry import GENESIS, EntryError, Header, header, leaf_hash


def test_the_hash_is_the_leaf_hash_of_rfc_9162() -> None:
    # The leaf hash of an empty entry, as Certificate Transparency implementations publish it.
    empty = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert leaf_hash(b"") == empty
    assert leaf_hash(b"x") == hashlib.sha256(b"\x00x").hexdigest()


@pytest.mark.parametrize("stream", [AGENCY, CASE, ACCESS])
def test_a_header_says_where_the_entry_stands(stream: str) -> None:
    found = header(body(stream, 7, GENESIS))
    assert found == Header("guihua", stream, 7, GENESIS, "2026-03-02T01:02:07.000000Z")


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"v": 2}, "v"),
        ({"v": "1"}, "v"),
        ({"agency": ""}, "agency"),
        ({"agency": None}, "agency"),
        ({"agency": "other"}, "stream"),
        ({"stream": "case/1"}, "stream"),
        ({"stream": "access/guihua/today"}, "stream"),
        ({"stream": "agency/guihua\n"}, "stream"),
        ({"n": 0}, "n"),
        ({"n": True}, "n"),
        ({"prev": "0" * 63}, "prev"),
        ({"prev": "A" * 64}, "prev"),
        ({"at": "2026-03-02T01:02:03Z"}, "at"),
        ({"at": "2026-02-30T01:02:03.000000Z"}, "at"),
        ({"at": "2026-03-02T01:02:03.000000+08:00"}, "at"),
        ({"facts": {}}, "facts"),
        ({"facts": [{"kind": "x"}]}, "facts"),
        ({"facts": [{"type": ""}]}, "facts"),
    ],
)
def test_a_faulty_header_names_the_field(changed: dict[str, object], where: str) -> None:
    with pytest.raises(EntryError) as caught:
        header(body(AGENCY, 1, GENESIS, changed))
    assert caught.value.where.partition("[")[0] == where
    assert caught.value.message.zh


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff", b"{}", b"null", b"[" * 100_000])
def test_what_is_no_entry_is_refused(raw: bytes) -> None:
    with pytest.raises(EntryError):
        header(raw)
