"""The tables. `agency` leads every key (design.md §12).

Instants are RFC 3339 UTC text of fixed width, so that text order is time order on both
databases.

Evidence: `entry`, and the sealed log over it. Projections of it, written by `store.apply` only:
`case_file`, `slot`, `clock`, `duty`, `recusal`, `incident`, `spending`, `breach`, `case_document`,
`notice`, `case_copy`, `account`; by `store.reports`: `report`; by `store.cards`: `card`; by
`store.erasing`: `erasure`. Beside it: contents that may be erased (`value`, `case_label`, `party`),
shipped artifacts by digest, secrets, locks, read marks and deliveries of notices, and the heads of
streams.
"""

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from zhiheng.store.account_tables import account, credential, feed, session
from zhiheng.store.aside_tables import incident, recusal, scope_lock
from zhiheng.store.card_tables import card
from zhiheng.store.columns import TEXT as _T
from zhiheng.store.columns import metadata
from zhiheng.store.content_tables import case_label, value
from zhiheng.store.erasure_tables import erasure
from zhiheng.store.notice_tables import case_copy, channel, delivery, notice, notice_read
from zhiheng.store.party_tables import party
from zhiheng.store.report_tables import report
from zhiheng.store.seal_tables import (
    checkpoint,
    cosignature,
    log_leaf,
    log_node,
    pending,
    seal_key,
)
from zhiheng.store.watch_tables import breach, clock, spending, timer

__all__ = [
    "access_head",
    "account",
    "agency",
    "artifact",
    "breach",
    "card",
    "case_copy",
    "case_document",
    "case_file",
    "case_label",
    "channel",
    "checkpoint",
    "clock",
    "cosignature",
    "credential",
    "delivery",
    "duty",
    "entry",
    "erasure",
    "feed",
    "incident",
    "log_leaf",
    "log_node",
    "metadata",
    "notice",
    "notice_read",
    "party",
    "pending",
    "recusal",
    "report",
    "scope_lock",
    "seal_key",
    "series",
    "session",
    "slot",
    "spending",
    "timer",
    "value",
]

agency = Table(
    "agency",
    metadata,
    Column("id", _T, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("head", _T, nullable=False),
)

entry = Table(
    "entry",
    metadata,
    Column("agency", _T, nullable=False),
    Column("stream", _T, nullable=False),
    Column("n", Integer, nullable=False),
    Column("hash", _T, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", _T, nullable=False),
    Column("account", _T, nullable=False),
    Column("request_key", _T),
    PrimaryKeyConstraint("agency", "stream", "n"),
    UniqueConstraint("agency", "account", "request_key", name="entry_request"),
)

access_head = Table(
    "access_head",
    metadata,
    Column("agency", _T, nullable=False),
    Column("stream", _T, nullable=False),
    Column("n", Integer, nullable=False),
    Column("head", _T, nullable=False),
    PrimaryKeyConstraint("agency", "stream"),
)

artifact = Table(
    "artifact",
    metadata,
    Column("agency", _T, nullable=False),
    Column("digest", _T, nullable=False),
    Column("kind", _T, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("agency", "digest"),
)

case_file = Table(
    "case_file",
    metadata,
    Column("agency", _T, nullable=False),
    Column("id", _T, nullable=False),
    Column("n", Integer, nullable=False),
    Column("head", _T, nullable=False),
    Column("chart_key", _T, nullable=False),
    Column("version", Integer, nullable=False),
    Column("chart", _T, nullable=False),
    Column("applicant", _T, nullable=False),
    Column("command", _T),
    Column("status", _T, nullable=False),
    Column("number", _T),
    Column("opened_at", _T, nullable=False),
    Column("closed_at", _T),
    Column("outcome", _T),
    Column("suspended_until", _T),
    Column("started_by", _T),
    Column("calendar", _T, nullable=False, server_default=""),
    PrimaryKeyConstraint("agency", "id"),
    UniqueConstraint("agency", "number", name="case_number"),
)
Index("case_file_status", case_file.c.agency, case_file.c.status, case_file.c.id)
Index("case_file_applicant", case_file.c.agency, case_file.c.applicant, case_file.c.id)
_GOES_ON = text("status = 'running'")
"""As the sweep writes it: SQLite uses a partial index only where the terms are the same."""
Index(
    "case_file_calendar",
    case_file.c.agency,
    case_file.c.calendar,
    case_file.c.id,
    sqlite_where=_GOES_ON,
    postgresql_where=_GOES_ON,
)
Index("case_file_started", case_file.c.agency, case_file.c.started_by, case_file.c.id)

slot = Table(
    "slot",
    metadata,
    Column("agency", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("task", _T, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("no", Integer, nullable=False),
    Column("state", _T, nullable=False),
    Column("post", _T),
    Column("section", _T),
    Column("qualification", _T),
    Column("card", _T),
    Column("assignee", _T),
    Column("acting_for", _T),
    Column("delegate", _T),
    Column("opened_at", _T, nullable=False),
    Column("signed_at", _T),
    Column("told", _T),
    PrimaryKeyConstraint("agency", "case_id", "task", "visit", "no"),
)
"""told: the grades of leaders who are told of the task's high risks (风险提示), by commas."""
_FREE = text("state = 'open'")
_HELD = text("state = 'claimed'")
Index(
    "slot_free",
    slot.c.agency,
    slot.c.post,
    slot.c.case_id,
    sqlite_where=_FREE,
    postgresql_where=_FREE,
)
Index(
    "slot_held",
    slot.c.agency,
    slot.c.assignee,
    slot.c.case_id,
    sqlite_where=_HELD,
    postgresql_where=_HELD,
)
WAITS = "state IN ('open', 'claimed')"
"""As the queries write it. Whose hand a slot waits for is one of three columns."""
_WAITS = text(WAITS)
Index(
    "slot_post",
    slot.c.agency,
    slot.c.post,
    slot.c.case_id,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)
for _column in (slot.c.section, slot.c.qualification):
    _few = text(f"{WAITS} AND {_column.name} IS NOT NULL")
    Index(
        f"slot_{_column.name}",
        slot.c.agency,
        _column,
        slot.c.case_id,
        sqlite_where=_few,
        postgresql_where=_few,
    )
_SIGNED = text("signed_at IS NOT NULL")
Index(
    "slot_signed",
    slot.c.agency,
    slot.c.assignee,
    slot.c.signed_at,
    sqlite_where=_SIGNED,
    postgresql_where=_SIGNED,
)
_TOLD = text("told IS NOT NULL")
Index(
    "slot_told",
    slot.c.agency,
    slot.c.state,
    slot.c.opened_at,
    sqlite_where=_TOLD,
    postgresql_where=_TOLD,
)

duty = Table(
    "duty",
    metadata,
    Column("agency", _T, nullable=False),
    Column("scope", _T, nullable=False),
    Column("rule", _T, nullable=False),
    Column("person", _T, nullable=False),
    Column("side", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("task", _T, nullable=False),
    Column("section", _T),
    Column("grade", _T),
    Column("at", _T, nullable=False),
    Column("until", _T),
    PrimaryKeyConstraint("agency", "scope", "rule", "person", "side"),
    UniqueConstraint("agency", "scope", "rule", "person", name="duty_one_side"),
)
"""The backstop of separation: one person, one rule, one side (design.md §10).

case_id, task, section, grade, at: of the last act there. until: the last day it counts for.
"""

case_document = Table(
    "case_document",
    metadata,
    Column("agency", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("task", _T, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("name", _T, nullable=False),
    Column("digest", _T, nullable=False),
    PrimaryKeyConstraint("agency", "case_id", "task", "visit", "name"),
)

series = Table(
    "series",
    metadata,
    Column("agency", _T, nullable=False),
    Column("series", _T, nullable=False),
    Column("year", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    PrimaryKeyConstraint("agency", "series", "year"),
)
