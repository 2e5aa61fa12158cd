"""Find what the law does by itself, in all agencies: count anew, and let timers fire, one by one.

Any number of processes may sweep at once: each is a command under the lock of its case, and the
second finds nothing left to do. What a sweep leaves undone, the next does. Where another calendar
is in force, its cases are counted by it first, so that a timer that now fires earlier is found.
"""

import logging
from datetime import date

from sqlalchemy import Connection, literal_column, select
from sqlalchemy.exc import SQLAlchemyError

from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.fire import FireTimer, law_of
from zhiheng.commands.limits.reproject import Reproject
from zhiheng.errors import NotReady, Refusal, ReplayDiffers
from zhiheng.model.calendar import Calendar
from zhiheng.model.ids import AgencyId, CaseId, ElementPath
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.log import stamp

_log = logging.getLogger(__name__)


MOST_RECOUNTED = 1_000
"""Cases counted anew in one sweep, so that timers do not wait for a whole agency."""


def sweep(rt: Runtime) -> int:
    """Count anew what runs by an old calendar, then let all timers fire that may.

    Returns how many timers fired.
    """
    recount(rt)
    with rt.db.reading() as connection:
        agencies = list(connection.execute(select(t.agency.c.id)).scalars())
        due = [(agency, found) for agency in agencies for found in _due(rt, connection, agency)]
    return sum(_do(rt, agency, command) for agency, command in due)


def recount(rt: Runtime, most: int = MOST_RECOUNTED) -> int:
    """Count running cases by the calendar in force. Returns how many were counted anew."""
    with rt.db.reading() as connection:
        agencies = list(connection.execute(select(t.agency.c.id)).scalars())
        old = [(a, found) for a in agencies for found in _old(rt, connection, a, most)]
    return sum(_do(rt, agency, command) for agency, command in old)


def _old(rt: Runtime, connection: Connection, agency: str, most: int) -> list[Reproject]:
    """Those before the calendar's digest and those behind it: two short ranges of one index."""
    calendar, case = rt.agency(connection, agency).state.calendar, t.case_file.c
    if not calendar:
        return []
    found: list[Reproject] = []
    for other in (case.calendar < calendar, case.calendar > calendar):
        query = (
            select(case.id)
            .where(case.agency == agency, literal_column("status = 'running'"), other)
            .order_by(case.calendar, case.id)
            .limit(most)
        )
        found += [Reproject(CaseId(x)) for x in connection.execute(query).scalars()]
    return found[:most]


def _due(rt: Runtime, connection: Connection, agency: str) -> list[FireTimer]:
    view = rt.agency(connection, agency)
    timer = t.timer.c
    query = (
        select(timer.case_id, timer.timer, timer.visit, timer.due, timer.provisional)
        .where(timer.agency == agency, timer.waiting, timer.fires_at <= stamp(rt.now(view)))
        .order_by(timer.fires_at, timer.case_id, timer.timer)
    )
    return [
        FireTimer(CaseId(row.case_id), ElementPath(row.timer), row.visit)
        for row in connection.execute(query)
        if not (row.provisional and _still_open(view.calendar, date.fromisoformat(row.due)))
    ]


def _still_open(calendar: Calendar | None, due: date) -> bool:
    """Whether the year of a due day is still not published; nothing is locked to hear that."""
    return calendar is None or calendar.is_provisional(due)


def _do(rt: Runtime, agency: str, command: FireTimer | Reproject) -> bool:
    """One case that cannot go on, or a fault in it, keeps no other from going on."""
    what = f"timer {command.timer}" if isinstance(command, FireTimer) else "calendar"
    try:
        execute(rt, law_of(AgencyId(agency)), command)
    except NotReady as refusal:
        _log.info("%s of %s: %s", what, command.case, refusal.rule)
        return False
    except (ReplayDiffers, SQLAlchemyError):
        _log.exception("%s of %s could not go on", what, command.case)
        return False
    except Refusal as refusal:
        _log.warning("%s of %s: %s", what, command.case, refusal.rule)
        return False
    return True
