"""The sealed log of each agency: its leaves, the kept nodes, its checkpoints and who saw them.

Rows are inserted and never changed, but those of `pending`. Hashes are lower-case hex.

On PostgreSQL `entry` has a column more, which no code writes: `txid xid8`, the transaction that
wrote the entry (migration 0009). store/unsealed.py alone reads it.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from zhiheng.store.columns import TEXT as _T
from zhiheng.store.columns import metadata

log_leaf = Table(
    "log_leaf",
    metadata,
    Column("agency", _T, nullable=False),
    Column("idx", BigInteger, nullable=False),
    Column("stream", _T, nullable=False),
    Column("n", Integer, nullable=False),
    Column("hash", _T, nullable=False),
    PrimaryKeyConstraint("agency", "idx"),
    UniqueConstraint("agency", "stream", "n", name="log_leaf_entry"),
)
"""idx: from 0, without a gap. Which entry of which stream the leaf is."""
Index("log_leaf_hash", log_leaf.c.agency, log_leaf.c.hash)

log_node = Table(
    "log_node",
    metadata,
    Column("agency", _T, nullable=False),
    Column("level", Integer, nullable=False),
    Column("idx", BigInteger, nullable=False),
    Column("hash", _T, nullable=False),
    PrimaryKeyConstraint("agency", "level", "idx"),
)
"""level: 8, 16 … of full subtrees of 2^level leaves (audit/merkle.py)."""

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("agency", _T, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("root", _T, nullable=False),
    Column("at", _T, nullable=False),
    Column("note", _T, nullable=False),
    PrimaryKeyConstraint("agency", "size"),
)
"""note: as the log signed it, without cosignatures."""

cosignature = Table(
    "cosignature",
    metadata,
    Column("agency", _T, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("witness", _T, nullable=False),
    Column("line", _T, nullable=False),
    Column("at", _T, nullable=False),
    PrimaryKeyConstraint("agency", "size", "witness"),
)
"""line: the witness's line under the note of that checkpoint; at: when it came here."""

seal_key = Table(
    "seal_key",
    metadata,
    Column("agency", _T, nullable=False),
    Column("vkey", _T, nullable=False),
    Column("suite", _T, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("at", _T, nullable=False),
    PrimaryKeyConstraint("agency", "vkey"),
)
"""The public keys that have signed, each with the size and time of its first checkpoint."""

pending = Table(
    "pending",
    metadata,
    Column("agency", _T, nullable=False),
    Column("stream", _T, nullable=False),
    Column("n", Integer, nullable=False),
    PrimaryKeyConstraint("agency", "stream", "n"),
)
"""Entries that are not sealed, where the setting says so (databases without `xid8`)."""
