"""Find the cards whose days have passed in silence, in all agencies, and let each go up."""

import logging

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from zhiheng.clock import local_date
from zhiheng.commands.cards.card import execute_card
from zhiheng.commands.cards.escalate import EscalateCard, last_day
from zhiheng.commands.limits.fire import law_of
from zhiheng.errors import Refusal
from zhiheng.model.ids import AgencyId
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t

_log = logging.getLogger(__name__)


def sweep_cards(rt: Runtime) -> int:
    """Let all go up that must. Returns how many did; what is left undone, the next sweep does."""
    with rt.db.reading() as connection:
        agencies = list(connection.execute(select(t.agency.c.id)).scalars())
        due = [(agency, one) for agency in agencies for one in _due(rt, connection, agency)]
    return sum(_escalate(rt, agency, one) for agency, one in due)


def _due(rt: Runtime, connection: Connection, agency: str) -> list[str]:
    view = rt.agency(connection, agency)
    if view.calendar is None:
        return []
    today, c = local_date(rt.now(view)), t.card.c
    rows = connection.execute(
        select(c.id, c.since, c.days, c.until, c.provisional)
        .where(c.agency == agency, c.until.is_not(None), c.until < today.isoformat())
        .order_by(c.until, c.id)
    ).mappings()
    last = [(row["id"], last_day(dict(row), view.calendar)) for row in rows]
    return [one for one, day in last if day is not None and day < today]


def _escalate(rt: Runtime, agency: str, one: str) -> bool:
    """A fault in one keeps no other from going up."""
    try:
        execute_card(rt, law_of(AgencyId(agency)), EscalateCard(one))
    except SQLAlchemyError:
        _log.exception("card %s could not go up", one)
        return False
    except Refusal as refusal:
        _log.info("card %s: %s", one, refusal.rule)
        return False
    return True
