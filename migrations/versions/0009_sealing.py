"""the sealed log: leaves, nodes, checkpoints, cosignatures, keys; who wrote an entry when"""

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
    op.create_index("log_leaf_hash", "log_leaf", ["agency", "hash"])
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
    op.create_table(
        "seal_key",
        *needed("agency", "vkey", "suite"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        *needed("at"),
        sa.PrimaryKeyConstraint("agency", "vkey"),
    )
    op.create_table(
        "pending",
        *needed("agency", "stream"),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agency", "stream", "n"),
    )
    if _has_xid8():
        op.execute("ALTER TABLE entry ADD COLUMN txid xid8 NOT NULL DEFAULT pg_current_xact_id()")
        op.execute("CREATE INDEX entry_txid ON entry (agency, txid)")


def _has_xid8() -> bool:
    """PostgreSQL since 13; what descends from an older one seals by `pending`."""
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return False
    return bind.execute(sa.text("SELECT to_regtype('xid8') IS NOT NULL")).scalar_one()


def downgrade() -> None:
    if _has_xid8():
        op.execute("ALTER TABLE entry DROP COLUMN txid")  # its index goes with it
    for table in ("pending", "seal_key", "cosignature", "checkpoint", "log_node", "log_leaf"):
        op.drop_table(table)
