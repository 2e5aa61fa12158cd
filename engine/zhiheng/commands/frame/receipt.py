"""What was written, and what was asked for: receipts and idempotency keys."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.commands.frame.canonical_form import canonical_form
from zhiheng.commands.frame.salt import same_request
from zhiheng.errors import BadData
from zhiheng.model.caller import Caller
from zhiheng.store import tables as t


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was written: the entry, its hash, and whether it had been there before."""

    entry: f.Entry
    hash: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Once:
    """The caller's idempotency key, and the entry number that he has seen (If-Match).

    signature: his own, as suite, public key in hex, and signature in base64 (frame/signed.py).
    """

    key: str | None = None
    expected: int | None = None
    signature: tuple[str, str, str] | None = None


NO_KEY = Once()
"""Neither a key nor a version was given."""


def request_of(once: Once, name: str, asked: Mapping[str, Any]) -> f.Request | None:
    """Key and digest of what was asked. Raises BadData when it has no canonical form."""
    if once.key is None:
        return None
    body = canonical_form({"command": name, "asked": dict(asked)}, below="/asked")
    return f.Request(key=once.key, digest=hashlib.sha256(body).hexdigest())


def used_before(
    connection: Connection, caller: Caller, request: f.Request | None
) -> Receipt | None:
    """The answer to a key that the account has used, if it has. Raises BadData as `repeated`."""
    if request is None:
        return None
    found = connection.execute(
        select(t.entry.c.body, t.entry.c.hash).where(
            t.entry.c.agency == caller.agency,
            t.entry.c.account == caller.account,
            t.entry.c.request_key == request.key,
        )
    ).one_or_none()
    return None if found is None else repeated(connection, found.body, found.hash, request)


def repeated(connection: Connection, body: bytes, digest: str, request: f.Request) -> Receipt:
    """The answer to a key that was used before; another body under it is refused.

    So is every body once the contents of that entry were erased: what was asked is not known any
    more, and nobody shall find it out by trying.
    """
    entry = f.decode(body)
    if entry.request is None or not same_request(connection, entry.agency, entry.request, request):
        raise BadData("key-reused", key=request.key)
    return Receipt(entry, digest, repeated=True)
