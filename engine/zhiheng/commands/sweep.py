"""Find the timers whose time is over, in all agencies, and let them fire one by one.

Any number of processes may sweep at once: each firing is a command under the lock of its case, and
the second finds that the timer waits no longer. What a sweep leaves undone, the next does.
"""

import logging
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from zhiheng.commands.fire import FireTimer, law_of
from zhiheng.commands.handle import execute
from zhiheng.errors import NotReady, Refusal, ReplayDiffers
from zhiheng.model.calendar import Calendar
from zhiheng.model.ids import AgencyId, CaseId, ElementPath
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.log import stamp

_log = logging.getLogger(__name__)


def sweep(rt: Runtime) -> int:
    """Let all timers fire that may. Returns how many did."""
    with rt.db.reading() as connection:
        agencies = list(connection.execute(select(t.agency.c.id)).scalars())
        due = [(agency, found) for agency in agencies for found in _due(rt, connection, agency)]
    return sum(_fire(rt, agency, command) for agency, command in due)


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


def _fire(rt: Runtime, agency: str, command: FireTimer) -> bool:
    """One case that cannot go on, or a fault in it, keeps no other from going on."""
    try:
        execute(rt, law_of(AgencyId(agency)), command)
    except NotReady as refusal:
        _log.info("timer %s of %s: %s", command.timer, command.case, refusal.rule)
        return False
    except (ReplayDiffers, SQLAlchemyError):
        _log.exception("timer %s of %s could not fire", command.timer, command.case)
        return False
    except Refusal as refusal:
        _log.warning("timer %s of %s: %s", command.timer, command.case, refusal.rule)
        return False
    return True
