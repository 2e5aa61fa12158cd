"""Tables of what is watched: amounts decided (金额), high risks (风险提示), breaches (违规信号)."""

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, Table, text

from zhiheng.store.columns import TEXT as _T
from zhiheng.store.columns import metadata

spending = Table(
    "spending",
    metadata,
    Column("agency", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("task", _T, nullable=False),
    Column("ladder", _T, nullable=False),
    Column("scope", _T, nullable=False),
    Column("amount", _T, nullable=False),
    Column("day", _T, nullable=False),
    Column("counts", Boolean, nullable=False),
    PrimaryKeyConstraint("agency", "case_id", "task"),
)
"""Amounts decided under approval ladders. counts: not when the case came to nothing."""
Index("spending_scope", spending.c.agency, spending.c.ladder, spending.c.scope, spending.c.day)

notice = Table(
    "notice",
    metadata,
    Column("agency", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("task", _T, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("risk", _T, nullable=False),
    Column("level", _T, nullable=False),
    Column("grade", _T, nullable=False),
    Column("at", _T, nullable=False),
    Column("ended_at", _T),
    PrimaryKeyConstraint("agency", "case_id", "task", "visit", "risk"),
)
"""A high risk that waits (风险提示), for leaders of the grade. ended_at: the task is closed."""
_WAITS = text("ended_at IS NULL")
Index(
    "notice_waits",
    notice.c.agency,
    notice.c.grade,
    notice.c.at,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)

breach = Table(
    "breach",
    metadata,
    Column("agency", _T, nullable=False),
    Column("stream", _T, nullable=False),
    Column("n", Integer, nullable=False),
    Column("at", _T, nullable=False),
    Column("rule", _T, nullable=False),
    Column("verb", _T, nullable=False),
    Column("account", _T, nullable=False),
    Column("person", _T),
    Column("case_id", _T),
    Column("task", _T),
    PrimaryKeyConstraint("agency", "stream", "n"),
)
"""Attempts that are signals to the supervisor (违规信号), from the entries of the access stream."""
Index("breach_at", breach.c.agency, breach.c.at, breach.c.stream, breach.c.n)
