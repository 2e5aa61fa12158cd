"""timers of charts"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "timer",
        sa.Column("agency", text, nullable=False),
        sa.Column("case_id", text, nullable=False),
        sa.Column("timer", text, nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("due", text, nullable=False),
        sa.Column("fires_at", text, nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("ended_at", text, nullable=True),
        sa.PrimaryKeyConstraint("agency", "case_id", "timer", "visit"),
    )
    op.create_index(
        "timer_waiting",
        "timer",
        ["agency", "fires_at"],
        sqlite_where=sa.text("waiting = 1"),
        postgresql_where=sa.text("waiting"),
    )


def downgrade() -> None:
    op.drop_table("timer")
