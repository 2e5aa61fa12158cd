"""Supervision (督办): where it is late, what has no slack, statistics, workbook, calendar feed."""

from datetime import date, timedelta
from typing import Annotated

import msgspec
from fastapi import APIRouter, Path, Query, Response

from zhiheng.clock import local_date, system_now
from zhiheng.queries.slack import SlackItem, no_slack
from zhiheng.queries.statistics import PowerFigures, statistics
from zhiheng.queries.watch import By, Group, watch
from zhiheng.runtime.exports import exported, fed
from zhiheng_api.context import SomeApp, SomeCaller, SomeRuntime
from zhiheng_api.feeds import make_feed, reader_of_feed, revoke_feed
from zhiheng_api.schemas.outputs import FeedOut
from zhiheng_api.spreadsheet import MEDIA_TYPE
from zhiheng_api.watching import as_calendar, as_workbook

router = APIRouter(tags=["supervision"])
_AT = "/api/v1/supervision"
WORKBOOK = {"Content-Disposition": 'attachment; filename="overdue.xlsx"'}


@router.get(f"{_AT}/groups")
def list_groups(rt: SomeRuntime, caller: SomeCaller, by: By = "section") -> tuple[Group, ...]:
    """Limits that are red, yellow, or reminded of, by section, power, post, person or level."""
    with rt.db.reading() as connection:
        return watch(rt, connection, caller, by)


@router.get(f"{_AT}/no-slack")
def list_no_slack(rt: SomeRuntime, caller: SomeCaller) -> tuple[SlackItem, ...]:
    """Steps in time whose case will be late when every later post uses its whole limit."""
    with rt.db.reading() as connection:
        return no_slack(rt, connection, caller)


@router.get(f"{_AT}/statistics", response_model=tuple[PowerFigures, ...])
def list_statistics(
    rt: SomeRuntime,
    caller: SomeCaller,
    since: Annotated[date | None, Query()] = None,
    until: Annotated[date | None, Query()] = None,
) -> Response:
    """Count, median of working days, share late, of what ended in a period; 30 days if none."""
    with rt.db.reading() as connection:
        today = local_date(rt.now(rt.agency(connection, caller.agency)))
        last = until or today
        first = since or last - timedelta(days=30)
        content = msgspec.json.encode(statistics(rt, connection, caller, first, last))
    asked = {"since": first.isoformat(), "until": last.isoformat()}
    exported(rt, caller, "statistics", content, asked)
    return Response(content, media_type="application/json")


@router.get(f"{_AT}/overdue.xlsx")
def get_workbook(rt: SomeRuntime, caller: SomeCaller) -> Response:
    """The overdue list and its counts as a workbook."""
    with rt.db.reading() as connection:
        content = as_workbook(rt, connection, caller)
    exported(rt, caller, "workbook", content)
    return Response(content, media_type=MEDIA_TYPE, headers=WORKBOOK)


@router.post(f"{_AT}/feed", status_code=201)
def create_feed(app: SomeApp, caller: SomeCaller) -> FeedOut:
    """A new address of the caller's calendar feed, told once; the old one stops to work."""
    token = make_feed(app.runtime, caller, system_now())
    return FeedOut(path=f"/feeds/{token}.ics")


@router.delete(f"{_AT}/feed", status_code=204)
def delete_feed(app: SomeApp, caller: SomeCaller) -> None:
    """The caller has no feed any more."""
    revoke_feed(app.runtime, caller)


@router.get("/feeds/{token}.ics", include_in_schema=False)
def get_feed(
    app: SomeApp, token: Annotated[str, Path(max_length=64, pattern=r"^[\w-]+$")]
) -> Response:
    """The feed itself: who has the address has it."""
    rt = app.runtime
    caller = reader_of_feed(rt.db, token)
    with rt.db.reading() as connection:
        content = as_calendar(rt, connection, caller, app.settings.address)
    fed(rt, caller, content)
    kept = {"Cache-Control": "private, max-age=900", "X-Robots-Tag": "noindex"}
    return Response(content, media_type="text/calendar; charset=utf-8", headers=kept)
