"""Why (为什么): an auditor asks about an entry, and sees each rule that was asked."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from zhiheng.errors import Refusal
from zhiheng.queries.event_log.write import must_audit
from zhiheng.why.verdict import Why
from zhiheng_api.context import SomeApp, SomeSession
from zhiheng_api.routers.audit import explained
from zhiheng_api.web.pages import page, refusal_shown

router = APIRouter(include_in_schema=False)
_DIGEST = 16


@router.get("/why")
def why_page(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    stream: Annotated[str, Query(max_length=200)] = "",
    n: Annotated[int, Query(ge=0, le=9_999_999)] = 0,
) -> Response:
    """Ask, and be told."""
    must_audit(session.caller)
    found: Why | None = None
    told: Refusal | None = None
    if stream and n:
        named = stream if "/" in stream else f"case/{stream}"
        try:
            found = explained(app.runtime, session.caller, named, n)
        except Refusal as refusal:
            told = refusal
    rested = msgspec.to_builtins(found.digests) if found else {}
    return page(
        request,
        "why.html",
        session,
        told.status if told else 200,
        found=found,
        stream=stream,
        n=n,
        rested=[(name, str(value)[:_DIGEST]) for name, value in rested.items()],
        **refusal_shown(told),
    )
