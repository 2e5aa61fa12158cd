"""The table of reports: records of interference (打招呼登记) and complaints (投诉)."""

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, Table

from zhiheng.store.columns import TEXT as _T
from zhiheng.store.columns import metadata

report = Table(
    "report",
    metadata,
    Column("agency", _T, nullable=False),
    Column("id", _T, nullable=False),
    Column("kind", _T, nullable=False),
    Column("office", _T, nullable=False),
    Column("case_id", _T, nullable=False),
    Column("task", _T, nullable=False),
    Column("account", _T, nullable=False),
    Column("against", _T, nullable=False),
    Column("at", _T, nullable=False),
    Column("content", _T, nullable=False),
    Column("due", _T),
    Column("upheld", Boolean),
    Column("answer", _T),
    Column("answered_at", _T),
    PrimaryKeyConstraint("agency", "id"),
)
"""From the streams report/<agency>/<id> and the contents that they commit to.

kind: `pleading`, `gift`, `instruction`, or `complaint`. account: who made it. against: persons of
the step complained of, by commas. content, answer: commitments.
"""
Index("report_office", report.c.agency, report.c.office, report.c.id)
Index("report_account", report.c.agency, report.c.account, report.c.id)
