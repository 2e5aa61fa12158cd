"""`INSERT ... ON CONFLICT`, which both databases have, each in a dialect of its own."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(table: Table, dialect: str) -> Any:
    """An insert that can be told what to do about a row that is there. dialect: its name."""
    maker: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return maker(table)
