"""delegates of slots, suspended cases"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.add_column("slot", sa.Column("delegate", text, nullable=True))
    op.add_column("case_file", sa.Column("suspended_until", text, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("case_file") as batch:
        batch.drop_column("suspended_until")
    with op.batch_alter_table("slot") as batch:
        batch.drop_column("delegate")
