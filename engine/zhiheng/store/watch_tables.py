"""Tables of what is watched: amounts decided (金额台账), and breaches (违规信号), timers (定时)."""

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

clock = Table(
    "clock",
    metadata,
    Column("agency", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("clock", _T, nullable=False),
    Column("kind", _T, nullable=False),
    Column("task", _T),
    Column("visit", Integer),
    Column("n", Integer, nullable=False),
    Column("unit", _T, nullable=False),
    Column("start", _T, nullable=False),
    Column("due", _T, nullable=False),
    Column("remind_on", _T, nullable=False),
    Column("yellow_on", _T, nullable=False),
    Column("red_at", _T, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("stopped_since", _T),
    Column("extended", Integer, nullable=False, server_default="0"),
    Column("running", Boolean, nullable=False),
    Column("late", Boolean),
    Column("ended_at", _T),
    Column("next_rung", _T),
    Column("next_at", _T),
    PrimaryKeyConstraint("agency", "case_id", "clock"),
)
"""next_rung, next_at: the warning that comes next while it runs (rules/warning.py)."""
_RUNNING = text("running")
_RUNNING_SQLITE = text("running = 1")
"""As the queries write it: SQLite uses a partial index only where the terms are the same."""
Index(
    "clock_red",
    clock.c.agency,
    clock.c.red_at,
    clock.c.case_id,
    sqlite_where=_RUNNING_SQLITE,
    postgresql_where=_RUNNING,
)

Index(
    "clock_coloured",
    clock.c.agency,
    clock.c.remind_on,
    sqlite_where=_RUNNING_SQLITE,
    postgresql_where=_RUNNING,
)
"""Those that warn are few, and what is in time is not read for them."""

_WARNS = text("next_at IS NOT NULL")
Index(
    "clock_next",
    clock.c.agency,
    clock.c.next_at,
    clock.c.case_id,
    clock.c.clock,
    sqlite_where=_WARNS,
    postgresql_where=_WARNS,
)

timer = Table(
    "timer",
    metadata,
    Column("agency", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("timer", _T, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("due", _T, nullable=False),
    Column("fires_at", _T, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("waiting", Boolean, nullable=False),
    Column("ended_at", _T),
    PrimaryKeyConstraint("agency", "case_id", "timer", "visit"),
)
"""Timers of charts (定时事件): those that wait are found by the instant at which they fire."""
Index(
    "timer_waiting",
    timer.c.agency,
    timer.c.fires_at,
    sqlite_where=text("waiting = 1"),
    postgresql_where=text("waiting"),
)
