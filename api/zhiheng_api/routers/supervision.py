"""The overdue list, incidents, notices of high risks, and breach signals."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from zhiheng.queries.incidents import IncidentItem, incidents
from zhiheng.queries.overdue import OverdueItem, overdue
from zhiheng.queries.signals import Breach, Notice, breaches, notices
from zhiheng.queries.staffing import StaffingView, staffing
from zhiheng_api.context import SomeCaller, SomeRuntime

router = APIRouter(prefix="/api/v1", tags=["supervision"])


@router.get("/incidents")
def list_incidents(rt: SomeRuntime, caller: SomeCaller) -> list[IncidentItem]:
    """Tasks for which nobody lawful is left, the oldest first."""
    with rt.db.reading() as connection:
        return incidents(rt, connection, caller)


@router.get("/overdue")
def list_overdue(
    rt: SomeRuntime,
    caller: SomeCaller,
    response: Response,
    signals: Annotated[str, Query(pattern="^(red|yellow|remind)(,(red|yellow|remind))*$")] = "red",
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
    after: Annotated[str | None, Query(max_length=300, pattern=r"^[\x21-\x7e]+$")] = None,
) -> tuple[OverdueItem, ...]:
    """Limits past their day, the longest overdue first; `signals=red,yellow` adds those near it.

    The header `X-Next` holds the `after` of the next page.
    """
    place = tuple(after.split("|", 2)) if after and after.count("|") >= 2 else None  # noqa: PLR2004 - three parts
    with rt.db.reading() as connection:
        page = overdue(rt, connection, caller, frozenset(signals.split(",")), limit, place)  # type: ignore[arg-type]  # three parts, as counted
    if page.after is not None:
        response.headers["X-Next"] = "|".join(page.after)
    return page.items


@router.get("/staffing")
def see_staffing(rt: SomeRuntime, caller: SomeCaller) -> StaffingView:
    """Running cases with a step that nobody may lawfully do, today or once leave begins."""
    with rt.db.reading() as connection:
        return staffing(rt, connection, caller)


@router.get("/notices")
def list_notices(rt: SomeRuntime, caller: SomeCaller) -> tuple[Notice, ...]:
    """High risks that wait (风险提示): for the leader whose grade they are told to."""
    with rt.db.reading() as connection:
        return notices(rt, connection, caller)


@router.get("/signals")
def list_signals(
    rt: SomeRuntime,
    caller: SomeCaller,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
    after: Annotated[
        str | None, Query(max_length=300, pattern=r"^[^|]+\|[^|]+\|[0-9]{1,9}$")
    ] = None,
) -> tuple[Breach, ...]:
    """Attempts to pass a gate (违规信号), the newest first, for supervisors and leaders.

    The header `X-Next` holds the `after` of the next page.
    """
    place = None
    if after is not None:
        at, stream, n = after.split("|")
        place = (at, stream, int(n))
    with rt.db.reading() as connection:
        page = breaches(rt, connection, caller, limit, place)
    if page.after is not None:
        response.headers["X-Next"] = "|".join(map(str, page.after))
    return page.items
