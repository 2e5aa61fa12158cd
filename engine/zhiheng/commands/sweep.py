"""Find the timers whose time is over, in all agencies, and let them fire one by one.

Any number of processes may sweep at once: each firing is a command under the lock of its case, and
the second finds that the timer waits no longer. What a sweep leaves undone, the next does.
"""

import logging

from sqlalchemy import Connection, select

from zhiheng.commands.fire import FireTimer, law_of
from zhiheng.commands.handle import execute
from zhiheng.errors import NotReady, Refusal
from zhiheng.model.ids import AgencyId, CaseId, ElementPath
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.log import stamp

MOST = 500
"""Timers of one agency in one sweep."""
_log = logging.getLogger(__name__)


def sweep(rt: Runtime) -> int:
    """Let all timers fire that may. Returns how many did."""
    with rt.db.reading() as connection:
        agencies = list(connection.execute(select(t.agency.c.id)).scalars())
        due = [(agency, found) for agency in agencies for found in _due(rt, connection, agency)]
    return sum(_fire(rt, agency, command) for agency, command in due)


def _due(rt: Runtime, connection: Connection, agency: str) -> list[FireTimer]:
    now = stamp(rt.now(rt.agency(connection, agency)))
    timer = t.timer.c
    query = (
        select(timer.case_id, timer.timer, timer.visit)
        .where(timer.agency == agency, timer.waiting, timer.fires_at <= now)
        .order_by(timer.fires_at, timer.case_id, timer.timer)
        .limit(MOST)
    )
    rows = connection.execute(query).all()
    return [FireTimer(CaseId(r.case_id), ElementPath(r.timer), r.visit) for r in rows]


def _fire(rt: Runtime, agency: str, command: FireTimer) -> bool:
    """One case that cannot go on keeps no other from going on."""
    try:
        execute(rt, law_of(AgencyId(agency)), command)
    except NotReady as refusal:
        _log.info("timer %s of %s: %s", command.timer, command.case, refusal.rule)
        return False
    except Refusal as refusal:
        _log.warning("timer %s of %s: %s", command.timer, command.case, refusal.rule)
        return False
    return True
