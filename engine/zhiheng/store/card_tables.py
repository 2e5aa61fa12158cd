"""The table of cards (黄牌、红牌): what the streams card/<agency>/<id> come to."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from zhiheng.store.columns import TEXT as _T
from zhiheng.store.columns import metadata

card = Table(
    "card",
    metadata,
    Column("agency", _T, nullable=False),
    Column("id", _T, nullable=False),
    Column("n", Integer, nullable=False),
    Column("family", _T, nullable=False),
    Column("colour", _T, nullable=False),
    Column("trigger", _T, nullable=False),
    Column("issuer", _T, nullable=False),
    Column("account", _T, nullable=False),
    Column("at", _T, nullable=False),
    Column("section", _T),
    Column("persons", _T, nullable=False),
    Column("level", _T, nullable=False),
    Column("told", _T, nullable=False),
    Column("case_id", _T),
    Column("task", _T),
    Column("source", _T, nullable=False),
    Column("state", _T, nullable=False),
    Column("step", _T),
    Column("appealed", Boolean, nullable=False),
    Column("since", _T),
    Column("days", Integer, nullable=False),
    Column("until", _T),
    Column("provisional", Boolean, nullable=False),
    Column("changed_at", _T, nullable=False),
    PrimaryKeyConstraint("agency", "id"),
    UniqueConstraint("agency", "source", name="card_source"),
)
"""source: of one matter there is one card. persons, told: `,gh-1,gh-2,`, to be found by LIKE.

since, days, until: an answer is due within so many working days after `since`, the last of which
is `until` by the calendar of then; days 0: until that very day. until: None: nothing is due.
"""
_DUE = text("until IS NOT NULL")
Index("card_due", card.c.agency, card.c.until, sqlite_where=_DUE, postgresql_where=_DUE)
Index("card_at", card.c.agency, card.c.at, card.c.id)
Index("card_case", card.c.agency, card.c.case_id)
