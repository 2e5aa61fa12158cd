"""The inbox: notices with read marks, done, started by me, copied to me; a post's own list."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response

from zhiheng.commands.notices.mark_read import mark_read
from zhiheng.queries import inbox as q
from zhiheng.queries.notices import NoticeView, my_notices
from zhiheng.queries.post_inbox import PostTask, post_tasks
from zhiheng_api.context import SomeCaller, SomeRuntime
from zhiheng_api.schemas.inputs import ReadIn

router = APIRouter(prefix="/api/v1/inbox", tags=["inbox"])

Limit = Annotated[int, Query(ge=1, le=200)]
After = Annotated[str | None, Query(max_length=400, pattern=r"^[^\x00-\x20]+$")]
"""Where the page before ended, as its header `X-Next` says."""


def go_on(response: Response, place: str | None) -> None:
    """The header `X-Next`, to be put after `after=` as it stands."""
    if place is not None:
        response.headers["X-Next"] = quote(place, safe="/:@~|")


@router.get("")
def unread(rt: SomeRuntime, caller: SomeCaller) -> q.Unread:
    """How many notices and copies wait for the caller's eyes, each up to 100."""
    with rt.db.reading() as connection:
        return q.unread(rt, connection, caller)


@router.get("/notices")
def list_notices(
    rt: SomeRuntime,
    caller: SomeCaller,
    response: Response,
    limit: Limit = 50,
    after: After = None,
    *,
    unread: bool = False,
) -> tuple[NoticeView, ...]:
    """What was told to the caller and to his posts, the newest first."""
    with rt.db.reading() as connection:
        page = my_notices(rt, connection, caller, limit, after, unread=unread)
    go_on(response, page.after)
    return page.items


@router.post("/notices/read", status_code=204)
def read(rt: SomeRuntime, caller: SomeCaller, body: ReadIn) -> None:
    """Mark notices as seen. No evidence: a mark is the reader's own."""
    mark_read(rt, caller, body.keys)


@router.get("/done")
def list_done(
    rt: SomeRuntime, caller: SomeCaller, response: Response, limit: Limit = 50, after: After = None
) -> tuple[q.Signed, ...]:
    """The steps that the caller signed (已办), the newest first."""
    with rt.db.reading() as connection:
        items, place = q.signed(rt, connection, caller, limit, after)
    go_on(response, place)
    return items


@router.get("/started")
def list_started(
    rt: SomeRuntime, caller: SomeCaller, response: Response, limit: Limit = 50, after: After = None
) -> tuple[q.Started, ...]:
    """The cases that the caller handed in (我发起), the newest first."""
    with rt.db.reading() as connection:
        items, place = q.started(rt, connection, caller, limit, after)
    go_on(response, place)
    return items


@router.get("/copied")
def list_copied(
    rt: SomeRuntime, caller: SomeCaller, response: Response, limit: Limit = 50, after: After = None
) -> tuple[q.Copied, ...]:
    """The copies for the caller (抄送、阅知), the newest first."""
    with rt.db.reading() as connection:
        items, place = q.copied(rt, connection, caller, limit, after)
    go_on(response, place)
    return items


@router.get("/posts/{post}")
def list_post(
    rt: SomeRuntime, caller: SomeCaller, post: Annotated[str, Path(max_length=100)]
) -> tuple[PostTask, ...]:
    """What waits at a post that the caller holds, whoever of its holders has claimed it."""
    with rt.db.reading() as connection:
        return post_tasks(rt, connection, caller, post)
