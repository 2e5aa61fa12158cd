"""What all tables share."""

from sqlalchemy import MetaData, String

metadata = MetaData()

TEXT = String().with_variant(String(collation="C"), "postgresql")
"""Text compared byte by byte: ids, digests, dates, instants."""
