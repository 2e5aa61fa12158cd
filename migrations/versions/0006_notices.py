"""notices, their read marks and deliveries, and copies"""

import sqlalchemy as sa
from alembic import op

from zhiheng.store.agency_notices import told_by_log
from zhiheng.store.log import read_stream
from zhiheng.store.project import project_case

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NOTICE = ("agency", "case_id", "n", "fact", "recipient", "kind", "task", "visit", "at")


def _text() -> sa.types.TypeEngine:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _key() -> tuple[sa.Column, ...]:
    return (
        sa.Column("agency", _text(), nullable=False),
        sa.Column("case_id", _text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("fact", sa.Integer(), nullable=False),
        sa.Column("recipient", _text(), nullable=False),
    )


def upgrade() -> None:
    key = ("agency", "case_id", "n", "fact", "recipient")
    op.create_table(
        "notice",
        *_key(),
        sa.Column("kind", _text(), nullable=False),
        sa.Column("task", _text(), nullable=True),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("at", _text(), nullable=False),
        sa.PrimaryKeyConstraint(*key),
        sqlite_with_rowid=False,
    )
    op.create_index("notice_recipient", "notice", ["agency", "recipient", "at"])
    op.create_index("notice_at", "notice", ["agency", "at"])
    op.create_table(
        "notice_read",
        *_key(),
        sa.Column("reader", _text(), nullable=False),
        sa.Column("at", _text(), nullable=False),
        sa.PrimaryKeyConstraint(*key, "reader"),
    )
    op.create_table(
        "delivery",
        *_key(),
        sa.Column("channel", _text(), nullable=False),
        sa.Column("state", _text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", _text(), nullable=False),
        sa.Column("last_error", _text(), nullable=True),
        sa.PrimaryKeyConstraint(*key, "channel"),
    )
    for name, columns, state in (
        ("delivery_due", ["channel", "next_at"], "pending"),
        ("delivery_dead", ["agency", "next_at"], "dead"),
    ):
        where = sa.text(f"state = '{state}'")
        op.create_index(name, "delivery", columns, sqlite_where=where, postgresql_where=where)
    op.create_table(
        "channel",
        sa.Column("agency", _text(), nullable=False),
        sa.Column("channel", _text(), nullable=False),
        sa.Column("since", _text(), nullable=False),
        sa.PrimaryKeyConstraint("agency", "channel"),
    )
    op.create_table(
        "case_copy",
        sa.Column("agency", _text(), nullable=False),
        sa.Column("case_id", _text(), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("person", _text(), nullable=False),
        sa.Column("kind", _text(), nullable=False),
        sa.Column("by", _text(), nullable=False),
        sa.Column("at", _text(), nullable=False),
        sa.Column("read_at", _text(), nullable=True),
        sa.PrimaryKeyConstraint("agency", "case_id", "copy", "person"),
    )
    op.create_index("case_copy_person", "case_copy", ["agency", "person", "at"])
    signed = sa.text("signed_at IS NOT NULL")
    op.create_index(
        "slot_signed",
        "slot",
        ["agency", "assignee", "signed_at"],
        sqlite_where=signed,
        postgresql_where=signed,
    )
    _started_by()
    _tell_again()


def _started_by() -> None:
    """Who handed each case in, as entry 1 says."""
    op.add_column("case_file", sa.Column("started_by", _text(), nullable=True))
    op.execute(
        "UPDATE case_file SET started_by = (SELECT e.account FROM entry e"
        " WHERE e.agency = case_file.agency AND e.stream = 'case/' || case_file.id AND e.n = 1)"
    )
    op.create_index("case_file_started", "case_file", ["agency", "started_by", "id"])


def _tell_again() -> None:
    """The notices of what is in the log already, so that replay agrees with the table."""
    connection = op.get_bind()
    for agency, case in connection.execute(sa.text("SELECT agency, id FROM case_file")).all():
        _, rows = project_case(case, agency, read_stream(connection, agency, f"case/{case}"), ())
        _insert(next((x for t, x in rows.by_table.items() if t.name == "notice"), {}).values())
    for agency in connection.execute(sa.text("SELECT id FROM agency")).scalars().all():
        _insert(told_by_log(connection, agency))


def _insert(rows) -> None:
    notice = sa.table("notice", *(sa.column(name) for name in _NOTICE))
    told = [{name: row[name] for name in _NOTICE} for row in rows]
    if told:
        op.get_bind().execute(notice.insert(), told)


def downgrade() -> None:
    op.drop_index("case_file_started", "case_file")
    op.drop_column("case_file", "started_by")
    op.drop_index("slot_signed", "slot")
    for name in ("case_copy", "channel", "delivery", "notice_read", "notice"):
        op.drop_table(name)
