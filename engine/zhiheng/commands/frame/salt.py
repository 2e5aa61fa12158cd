"""What was asked for, behind a nonce: the log says nothing that could be found out by trying.

A request holds what people wrote. Its bare digest could be guessed at for ever, also after the
contents are erased; with the nonce beside the contents, it goes as they go.
"""

import hashlib
import secrets

from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.commands.frame.decision import Sealed
from zhiheng.store import tables as t

_NO_CONTENT = b"null"
"""Of a nonce that stands alone."""


def salted(
    request: f.Request | None, sealed: list[Sealed], own: f.ActorSignature | None = None
) -> tuple[f.Request | None, list[Sealed]]:
    """The request as the entry names it, and its nonce beside the contents that it brought.

    A request that brings none names ids and results alone, and stays as it is. So does one that
    its actor has signed himself: he signed the bare digest, before there was a nonce.
    """
    if request is None or not sealed or own is not None:
        return request, sealed
    nonce = secrets.token_bytes(32)
    told = f.Request(key=request.key, digest=_salted(nonce, request.digest))
    return told, [*sealed, Sealed(told.digest, nonce, _NO_CONTENT)]


def same_request(connection: Connection, agency: str, told: f.Request, asked: f.Request) -> bool:
    """Whether an entry tells of the very request. Of erased contents nobody knows any more."""
    if told.digest == asked.digest:
        return True
    v = t.value.c
    query = select(v.nonce).where(v.agency == agency, v.commitment == told.digest)
    nonce = connection.execute(query).scalar_one_or_none()
    return nonce is not None and told.digest == _salted(bytes(nonce), asked.digest)


def _salted(nonce: bytes, digest: str) -> str:
    return hashlib.sha256(nonce + bytes.fromhex(digest)).hexdigest()
