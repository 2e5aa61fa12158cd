"""The table of applicants' names: what the log knows by number only, and what may be erased."""

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, UniqueConstraint

from zhiheng.store.columns import TEXT as _T
from zhiheng.store.columns import metadata

party = Table(
    "party",
    metadata,
    Column("agency", _T, nullable=False),
    Column("id", _T, nullable=False),
    Column("name", String, nullable=False),
    Column("name_key", _T, nullable=False),
    PrimaryKeyConstraint("agency", "id"),
    UniqueConstraint("agency", "name_key", name="party_name"),
)
"""id: `p-` and 32 random hex digits. name_key: by model.party.name_key; of one name one number, so
that separations and sums by applicant reach over all his cases.
"""
