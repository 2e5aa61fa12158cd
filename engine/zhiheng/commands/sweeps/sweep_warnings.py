"""Find the limits that have reached a rung, in all agencies, and let each warn.

Any number of processes may do it at once: each warning is a command under the lock of its case,
and the second finds that it was said. What a sweep leaves undone, the next does.
"""

import logging
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.exc import SQLAlchemyError

from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.fire import law_of
from zhiheng.commands.limits.warn import WarnClock
from zhiheng.errors import NotReady, Refusal, ReplayDiffers
from zhiheng.model.ids import AgencyId, CaseId
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.log import stamp

_log = logging.getLogger(__name__)
AT_ONCE = 500
"""How many are found by one statement; a case that cannot warn keeps none behind it waiting."""

Place = tuple[str, str, str]


def sweep_warnings(rt: Runtime) -> int:
    """Let all limits warn that have come to it. Returns how many did."""
    with rt.db.reading() as connection:
        agencies = list(connection.execute(select(t.agency.c.id)).scalars())
    return sum(_warn(rt, agency, row) for agency in agencies for row in _all_due(rt, agency))


def _all_due(rt: Runtime, agency: str) -> Iterator[Any]:
    after: Place | None = None
    while True:
        with rt.db.reading() as connection:
            now = stamp(rt.now(rt.agency(connection, agency)))
            rows = due_warnings(connection, agency, now, after)
        yield from rows
        if len(rows) < AT_ONCE:
            return
        after = (rows[-1].next_at, rows[-1].case_id, rows[-1].clock)


def due_warnings(connection: Connection, agency: str, now: str, after: Place | None) -> list[Any]:
    """Those whose next rung has come, the longest due first."""
    c = t.clock.c
    query = (
        select(c.case_id, c.clock, c.next_at)
        .where(c.agency == agency, c.next_at.is_not(None), c.next_at <= now)
        .order_by(c.next_at, c.case_id, c.clock)
        .limit(AT_ONCE)
    )
    if after is not None:
        at, case, clock = after
        later = or_(c.case_id > case, and_(c.case_id == case, c.clock > clock))
        query = query.where(c.next_at >= at, or_(c.next_at > at, later))
    return list(connection.execute(query))


def _warn(rt: Runtime, agency: str, row: Any) -> bool:
    """One case that cannot go on, or a fault in it, keeps no other from warning."""
    try:
        execute(rt, law_of(AgencyId(agency)), WarnClock(CaseId(row.case_id), row.clock))
    except NotReady as refusal:
        _log.info("limit %s of %s: %s", row.clock, row.case_id, refusal.rule)
        return False
    except (ReplayDiffers, SQLAlchemyError):
        _log.exception("limit %s of %s could not warn", row.clock, row.case_id)
        return False
    except Refusal as refusal:
        _log.warning("limit %s of %s: %s", row.clock, row.case_id, refusal.rule)
        return False
    return True
