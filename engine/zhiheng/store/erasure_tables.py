"""The table of what was erased (已删除): which case, when, why, and what is still to do."""

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Table

from zhiheng.store.columns import TEXT as _T
from zhiheng.store.columns import metadata

erasure = Table(
    "erasure",
    metadata,
    Column("agency", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("at", _T, nullable=False),
    Column("ground", _T, nullable=False),
    Column("n", Integer, nullable=False),
    Column("papers", _T, nullable=False),
    Column("done_at", _T),
    PrimaryKeyConstraint("agency", "case_id"),
)
"""From `contents-erased` of the agency's stream, whose entry is n.

case_id: or the number of an applicant whose name went, or the place of a page of an archive.
papers: digests of the papers that go, by commas. done_at: when the last of them was taken from the
folder; None: not yet. A file goes only after the commit, and whoever comes next finishes what a
crash left.
"""
