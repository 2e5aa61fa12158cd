"""the log is append-only, agencies stand apart, and contents can be erased"""

import sqlalchemy as sa
from alembic import op

from zhiheng.store.append_only import protect, unprotect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "erasure",
        *(sa.Column(name, text, nullable=False) for name in ("agency", "case_id", "at", "ground")),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("papers", text, nullable=False),
        sa.Column("done_at", text, nullable=True),
        sa.PrimaryKeyConstraint("agency", "case_id"),
    )
    protect(op.get_bind())


def downgrade() -> None:
    unprotect(op.get_bind())
    op.drop_table("erasure")
