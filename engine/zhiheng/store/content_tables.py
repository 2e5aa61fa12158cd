"""Tables of contents that the log only commits to, and that may be erased."""

from sqlalchemy import Column, LargeBinary, PrimaryKeyConstraint, String, Table, UniqueConstraint

from zhiheng.store.columns import TEXT as _T
from zhiheng.store.columns import metadata

value = Table(
    "value",
    metadata,
    Column("agency", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("commitment", _T, nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("agency", "commitment"),
)

case_label = Table(
    "case_label",
    metadata,
    Column("agency", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("title", String, nullable=False),
    Column("progress_code", _T, nullable=False),
    PrimaryKeyConstraint("agency", "case_id"),
    UniqueConstraint("agency", "progress_code", name="case_progress_code"),
)
