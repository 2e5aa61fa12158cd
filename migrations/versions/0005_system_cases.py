"""system cases"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.add_column("case_file", sa.Column("command", text, nullable=True))


def downgrade() -> None:
    op.drop_column("case_file", "command")
