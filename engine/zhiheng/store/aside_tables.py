"""Tables of recusal (回避), of blocked tasks (异常), and of the locks on wide scopes."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, text

from zhiheng.store.columns import TEXT as _T
from zhiheng.store.columns import metadata

scope_lock = Table(
    "scope_lock",
    metadata,
    Column("agency", _T, nullable=False),
    Column("scope", _T, nullable=False),
    PrimaryKeyConstraint("agency", "scope"),
)
"""One row a scope wider than a case, held while somebody acts in it. No evidence."""

recusal = Table(
    "recusal",
    metadata,
    Column("agency", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("no", Integer, nullable=False),
    Column("person", _T, nullable=False),
    Column("asked_by", _T, nullable=False),
    Column("asked_at", _T, nullable=False),
    Column("state", _T, nullable=False),
    Column("decided_at", _T),
    PrimaryKeyConstraint("agency", "case_id", "no"),
)
"""state: `asked`, `aside` (asked by himself, who stands aside at once), `granted`, `refused`."""
Index("recusal_person", recusal.c.agency, recusal.c.person, recusal.c.case_id)

incident = Table(
    "incident",
    metadata,
    Column("agency", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("task", _T, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("opened_at", _T, nullable=False),
    Column("closed_at", _T),
    PrimaryKeyConstraint("agency", "case_id", "task", "visit"),
)
"""A task for which nobody lawful was left, and since when somebody is again."""
_OPEN = text("closed_at IS NULL")
Index(
    "incident_open",
    incident.c.agency,
    incident.c.opened_at,
    incident.c.case_id,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
