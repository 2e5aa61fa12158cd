"""Papers: upload raw bytes, get a digest; fetch a paper of a case that one may see."""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Response

from zhiheng import facts as f
from zhiheng.commands.frame.decision import PARTIES
from zhiheng.errors import BadData, Forbidden, NotVisible
from zhiheng.queries.papers import may_have
from zhiheng.runtime.access import acting
from zhiheng.runtime.exports import paper_read
from zhiheng_api.context import SomeCaller, SomeRuntime
from zhiheng_api.schemas.outputs import DocumentOut

router = APIRouter(prefix="/api/v1/documents", tags=["documents"])


@router.post("", status_code=201)
def upload(
    rt: SomeRuntime,
    caller: SomeCaller,
    content: Annotated[bytes, Body(media_type="application/octet-stream")],
) -> DocumentOut:
    """Store a paper, durably, before any signature names it."""
    if caller.role not in PARTIES:
        raise Forbidden("role-may-not", role=caller.role.value, verb="upload")
    if not content:
        raise BadData("empty-document", pointer="")
    digest = rt.documents.put(content)
    fact = f.DocumentStored(paper=digest, size=len(content))
    rt.looks.note(caller.agency, acting(caller), fact)
    return DocumentOut(digest=digest, size=len(content))


@router.get("/{digest}")
def download(
    rt: SomeRuntime,
    caller: SomeCaller,
    digest: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")],
) -> Response:
    """A paper, if it belongs to a case that the caller may see."""
    with rt.db.reading() as connection:
        if not may_have(rt, connection, caller, digest):
            raise NotVisible("no-such-document")
    paper_read(rt, caller, digest)
    return Response(
        rt.documents.get(digest),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{digest[:12]}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
