"""reports: interference and complaints"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WORDS = ("agency", "id", "kind", "office", "case_id", "task", "account", "against", "at")


def upgrade() -> None:
    text = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "report",
        *(sa.Column(name, text, nullable=False) for name in (*_WORDS, "content")),
        sa.Column("due", text, nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("answer", text, nullable=True),
        sa.Column("answered_at", text, nullable=True),
        sa.PrimaryKeyConstraint("agency", "id"),
    )
    op.create_index("report_office", "report", ["agency", "office", "id"])
    op.create_index("report_account", "report", ["agency", "account", "id"])


def downgrade() -> None:
    op.drop_table("report")
