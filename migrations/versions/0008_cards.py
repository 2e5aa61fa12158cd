"""warnings of limits, and cards"""

from datetime import UTC, date, datetime, time, timedelta, timezone

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SHANGHAI = timezone(timedelta(hours=8))


def upgrade() -> None:
    text = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.add_column("clock", sa.Column("next_rung", text, nullable=True))
    op.add_column("clock", sa.Column("next_at", text, nullable=True))
    _first_rungs()
    op.create_index(
        "clock_next",
        "clock",
        ["agency", "next_at", "case_id", "clock"],
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    _card(text)
    op.create_table(
        "feed",
        sa.Column("token_hash", text, nullable=False),
        *(sa.Column(name, text, nullable=False) for name in ("agency", "account", "created_at")),
        sa.PrimaryKeyConstraint("token_hash"),
        sa.UniqueConstraint("agency", "account", name="feed_account"),
    )


def _card(text: sa.types.TypeEngine) -> None:
    needed = ("family", "colour", "trigger", "issuer", "account", "at")
    op.create_table(
        "card",
        sa.Column("agency", text, nullable=False),
        sa.Column("id", text, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        *(sa.Column(name, text, nullable=False) for name in needed),
        sa.Column("section", text, nullable=True),
        *(sa.Column(name, text, nullable=False) for name in ("persons", "level", "told")),
        sa.Column("case_id", text, nullable=True),
        sa.Column("task", text, nullable=True),
        *(sa.Column(name, text, nullable=False) for name in ("source", "state")),
        sa.Column("step", text, nullable=True),
        sa.Column("appealed", sa.Boolean(), nullable=False),
        sa.Column("since", text, nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("until", text, nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("changed_at", text, nullable=False),
        sa.PrimaryKeyConstraint("agency", "id"),
        sa.UniqueConstraint("agency", "source", name="card_source"),
    )
    where = sa.text("until IS NOT NULL")
    op.create_index(
        "card_due", "card", ["agency", "until"], sqlite_where=where, postgresql_where=where
    )
    op.create_index("card_at", "card", ["agency", "at", "id"])
    op.create_index("card_case", "card", ["agency", "case_id"])


def _first_rungs() -> None:
    """No limit has warned yet: the reminder comes next for each that runs."""
    clock = sa.table("clock", *(sa.column(c) for c in ("remind_on", "running", "next_rung", "next_at")))
    connection = op.get_bind()
    days = connection.execute(sa.select(clock.c.remind_on).where(clock.c.running).distinct())
    for day in days.scalars().all():
        at = datetime.combine(date.fromisoformat(day), time(), _SHANGHAI).astimezone(UTC)
        values = {"next_rung": "remind", "next_at": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
        of_day = sa.update(clock).where(clock.c.running, clock.c.remind_on == day)
        connection.execute(of_day.values(values))


def downgrade() -> None:
    op.drop_table("feed")
    op.drop_table("card")
    op.drop_index("clock_next", "clock")
    op.drop_column("clock", "next_at")
    op.drop_column("clock", "next_rung")
