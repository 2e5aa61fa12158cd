"""Which documents entries name, by digest."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zhiheng.model.ids import Digest

_QUOTED = re.compile(rb'"([0-9a-f]{64})"')
_ONE = re.compile(rb'"digest":"([0-9a-f]{64})"')
_DIGEST = re.compile(r"[0-9a-f]{64}")
_KEYS = frozenset({"digest", "digests"})
_NAME = 200
"""Characters of a name that are told."""


def anywhere(data: bytes) -> set[Digest]:
    """Every digest that stands in these bytes."""
    return {Digest(found.decode()) for found in set(_QUOTED.findall(data))}


def by_facts(piece: bytes, body: Mapping[str, Any]) -> Iterator[Digest]:
    """The digests that an entry's facts name. piece: its canonical bytes; body: the same, decoded.

    Nearly all name them one by one; only where the bytes show something else is each field of
    each fact looked at.
    """
    found = _ONE.findall(piece)
    request = body.get("request")
    own = request.get("digest") if type(request) is dict else None
    plain = piece.count(b'"digest') == len(found) + ("digests" in body)
    if plain and own is not None:
        plain = type(own) is str and own.encode() in found
    if not plain:
        for fact in body["facts"]:
            yield from _under_keys(fact)
        return
    if own is not None:
        found.remove(own.encode())
    yield from (Digest(digest.decode()) for digest in found)


def called(fact: Mapping[str, Any]) -> str:
    """The name that a fact gives, or its type; what could steer a terminal is escaped."""
    names = (fact.get(key) for key in ("name", "key", "type"))
    name = next((n for n in names if type(n) is str and n), "")[:_NAME]
    return name if name.isprintable() else ascii(name)


def names(fact: Mapping[str, Any], digest: Digest) -> bool:
    """Whether the fact names it; a paper may stand under a key of its own, as minutes do."""
    return digest in _under_keys(fact) or digest in fact.values()


def _under_keys(held: Mapping[str, Any]) -> Iterator[Digest]:
    """What stands under the keys `digest` and `digests`, at any depth."""
    for key, value in held.items():
        if type(value) is str:
            if key in _KEYS and _DIGEST.fullmatch(value):
                yield Digest(value)
        elif type(value) is dict:
            yield from _under_keys(value)
        elif type(value) is list:
            for item in value:
                yield from _under_keys(item if type(item) is dict else {key: item})
