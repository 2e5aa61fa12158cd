"""Tables of accounts, their passwords, and their sessions. Only `account` is in the log."""

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from zhiheng.store.columns import TEXT as _T
from zhiheng.store.columns import metadata

account = Table(
    "account",
    metadata,
    Column("agency", _T, nullable=False),
    Column("id", _T, nullable=False),
    Column("role", _T, nullable=False),
    Column("person", _T),
    Column("party", _T),
    PrimaryKeyConstraint("agency", "id"),
)

credential = Table(
    "credential",
    metadata,
    Column("agency", _T, nullable=False),
    Column("account", _T, nullable=False),
    Column("login", _T, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("password_hash", String, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", _T),
    PrimaryKeyConstraint("agency", "account"),
    ForeignKeyConstraint(["agency", "account"], ["account.agency", "account.id"]),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", _T, primary_key=True),
    Column("agency", _T, nullable=False),
    Column("account", _T, nullable=False),
    Column("kind", _T, nullable=False),
    Column("csrf", _T, nullable=False),
    Column("created_at", _T, nullable=False),
    Column("confirmed_at", _T),
    Column("spent_at", _T),
    Column("expires_at", _T, nullable=False),
)
"""Server-side sessions (`browser`) and access tokens (`token`, never able to sign).

spent_at: the `confirmed_at` that a signature used up which needs a password of its own.
"""

feed = Table(
    "feed",
    metadata,
    Column("token_hash", _T, primary_key=True),
    Column("agency", _T, nullable=False),
    Column("account", _T, nullable=False),
    Column("created_at", _T, nullable=False),
    UniqueConstraint("agency", "account", name="feed_account"),
)
"""Addresses of calendar feeds (日历订阅), as digests; each account has one at most."""
