"""Tables of notices (提醒), their read marks and deliveries, and of copies (抄送).

`notice` and `case_copy` are projections of entries. `notice_read`, `delivery` and `channel` are
not, and prove nothing (docs/adr/0022-notices.md).
"""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, text

from zhiheng.store.columns import TEXT as _T
from zhiheng.store.columns import metadata

_KEY = ("agency", "case_id", "n", "fact", "recipient")
"""Names a notice for ever: fact number `fact` of entry `n`, told to one recipient."""


def _key() -> tuple[Column[str], Column[str], Column[int], Column[int], Column[str]]:
    return (
        Column("agency", _T, nullable=False),
        Column("case_id", _T, nullable=False),
        Column("n", Integer, nullable=False),
        Column("fact", Integer, nullable=False),
        Column("recipient", _T, nullable=False),
    )


notice = Table(
    "notice",
    metadata,
    *_key(),
    Column("kind", _T, nullable=False),
    Column("task", _T),
    Column("visit", Integer),
    Column("at", _T, nullable=False),
    PrimaryKeyConstraint(*_KEY),
    sqlite_with_rowid=False,
)
"""case_id: empty where the entry is of the agency's own stream. recipient: see zhiheng.notices."""
Index("notice_recipient", notice.c.agency, notice.c.recipient, notice.c.at)
Index("notice_at", notice.c.agency, notice.c.at)

notice_read = Table(
    "notice_read",
    metadata,
    *_key(),
    Column("reader", _T, nullable=False),
    Column("at", _T, nullable=False),
    PrimaryKeyConstraint(*_KEY, "reader"),
)
"""Who has seen a notice. A notice to a post has a mark of each holder."""

delivery = Table(
    "delivery",
    metadata,
    *_key(),
    Column("channel", _T, nullable=False),
    Column("state", _T, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", _T, nullable=False),
    Column("last_error", _T),
    PrimaryKeyConstraint(*_KEY, "channel"),
)
"""What goes out of the house. state: `pending`, `sent`, or `dead` when all attempts failed."""
_PENDING = text("state = 'pending'")
Index(
    "delivery_due",
    delivery.c.channel,
    delivery.c.next_at,
    sqlite_where=_PENDING,
    postgresql_where=_PENDING,
)
_DEAD = text("state = 'dead'")
Index(
    "delivery_dead",
    delivery.c.agency,
    delivery.c.next_at,
    sqlite_where=_DEAD,
    postgresql_where=_DEAD,
)

channel = Table(
    "channel",
    metadata,
    Column("agency", _T, nullable=False),
    Column("channel", _T, nullable=False),
    Column("since", _T, nullable=False),
    PrimaryKeyConstraint("agency", "channel"),
)
"""since: every notice before this instant has its delivery."""

case_copy = Table(
    "case_copy",
    metadata,
    Column("agency", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("copy", Integer, nullable=False),
    Column("person", _T, nullable=False),
    Column("kind", _T, nullable=False),
    Column("by", _T, nullable=False),
    Column("at", _T, nullable=False),
    Column("read_at", _T),
    PrimaryKeyConstraint("agency", "case_id", "copy", "person"),
)
Index("case_copy_person", case_copy.c.agency, case_copy.c.person, case_copy.c.at)
