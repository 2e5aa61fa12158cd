"""The sealed log, for anybody: hashes and signed text, no log-in (docs/how-to/integrator.md)."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse, Response

from zhiheng.audit.suites import ED25519_SUITE
from zhiheng.commands.log.cosign import cosign
from zhiheng.errors import BadData
from zhiheng.queries.sealed_log import checkpoint_note, consistency, inclusion
from zhiheng.store.sealed import keys
from zhiheng_api.context import SomeApp, app_of
from zhiheng_api.sealing import log_origin


async def paced(request: Request) -> None:
    """Prevents one address from asking without end. Raises TooMany."""
    app_of(request).pace.ask(request.client.host if request.client else "")


router = APIRouter(prefix="/api/v1/log", tags=["log"], dependencies=[Depends(paced)])

_MOST = 2**53 - 1
Size = Annotated[int, Query(ge=0, le=_MOST)]
SomeSize = Annotated[int | None, Query(ge=1, le=_MOST)]
LeafHash = Annotated[str, Query(pattern="^[0-9a-f]{64}$")]


@router.get("/checkpoint", response_class=PlainTextResponse)
def get_checkpoint(app: SomeApp, size: SomeSize = None) -> Response:
    """The newest checkpoint, or that of a size, with the cosignatures of witnesses."""
    with app.runtime.db.reading() as connection:
        note = checkpoint_note(connection, app.settings.agency, size)
    lasting = "no-store" if size is None else "max-age=60"
    return PlainTextResponse(note, headers={"Cache-Control": lasting})


@router.get("/consistency")
def get_consistency(app: SomeApp, old: Size, size: Size) -> dict[str, Any]:
    """That the log of one size begins with that of another (RFC 9162 §2.1.4)."""
    with app.runtime.db.reading() as connection:
        return asdict(consistency(connection, app.settings.agency, old, size))


@router.get("/inclusion")
def get_inclusion(app: SomeApp, leaf: LeafHash, size: SomeSize = None) -> dict[str, Any]:
    """That an entry's hash is in the log (RFC 9162 §2.1.3)."""
    with app.runtime.db.reading() as connection:
        return asdict(inclusion(connection, app.settings.agency, leaf, size))


@router.get("/key")
def get_key(app: SomeApp) -> dict[str, Any]:
    """What the log is called, its public keys, the oldest first, and its witnesses' keys."""
    with app.runtime.db.reading() as connection:
        known = keys(connection, app.settings.agency)
        origin = log_origin(app.runtime, connection, app.settings)
    return {
        "origin": origin,
        "suite": known[-1][1] if known else ED25519_SUITE,
        "keys": [vkey for vkey, _ in known],
        "witnesses": [w.encode() for w in app.settings.witness_keys],
    }


_NOTE = {"content": {"text/plain": {"schema": {"type": "string"}}}, "required": True}


@router.post("/cosignature", openapi_extra={"requestBody": _NOTE})
async def post_cosignature(request: Request, app: SomeApp) -> dict[str, Any]:
    """A witness sends back a checkpoint of ours with its own line."""
    try:
        body = (await request.body()).decode()
    except UnicodeDecodeError as error:
        raise BadData("note-fault", fault=str(error)) from error
    names = await run_in_threadpool(
        cosign,
        app.runtime.db,
        app.settings.agency,
        app.settings.witness_keys,
        body,
        app.runtime.clock(),
    )
    return {"witnesses": names}
