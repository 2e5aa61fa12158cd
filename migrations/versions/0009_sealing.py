"""the sealed log: leaves, nodes, checkpoints, cosignatures"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.String().with_variant(sa.String(collation="C"), "postgresql")

    def needed(*names: str) -> list[sa.Column]:
        return [sa.Column(name, text, nullable=False) for name in names]

    op.create_table(
        "log_leaf",
        *needed("agency"),
        sa.Column("idx", sa.BigInteger(), nullable=False),
        *needed("stream"),
        sa.Column("n", sa.Integer(), nullable=False),
        *needed("hash"),
        sa.PrimaryKeyConstraint("agency", "idx"),
        sa.UniqueConstraint("agency", "stream", "n", name="log_leaf_entry"),
    )
    op.create_table(
        "log_node",
        *needed("agency"),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("idx", sa.BigInteger(), nullable=False),
        *needed("hash"),
        sa.PrimaryKeyConstraint("agency", "level", "idx"),
    )
    op.create_table(
        "checkpoint",
        *needed("agency"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        *needed("root", "at", "note"),
        sa.PrimaryKeyConstraint("agency", "size"),
    )
    op.create_table(
        "cosignature",
        *needed("agency"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        *needed("witness", "line", "at"),
        sa.PrimaryKeyConstraint("agency", "size", "witness"),
    )


def downgrade() -> None:
    for table in ("cosignature", "checkpoint", "log_node", "log_leaf"):
        op.drop_table(table)
