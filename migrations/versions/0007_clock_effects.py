"""stops and extensions of limits, and the calendar by which a case counts"""

import sqlalchemy as sa
from alembic import op

from zhiheng.store.log import read_stream

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _text() -> sa.types.TypeEngine:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("clock", sa.Column("stopped_since", _text(), nullable=True))
    op.add_column(
        "clock", sa.Column("extended", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("case_file", sa.Column("calendar", _text(), nullable=False, server_default=""))
    _first_calendars()
    where = sa.text("status = 'running'")
    op.create_index(
        "case_file_calendar",
        "case_file",
        ["agency", "calendar", "id"],
        sqlite_where=where,
        postgresql_where=where,
    )


def _first_calendars() -> None:
    """The calendar on which entry 1 of each case rests, so that replay agrees with the table."""
    connection = op.get_bind()
    for agency, case in connection.execute(sa.text("SELECT agency, id FROM case_file")).all():
        (entry, _), *_ = read_stream(connection, agency, f"case/{case}")
        connection.execute(
            sa.text("UPDATE case_file SET calendar = :calendar WHERE agency = :a AND id = :id"),
            {"calendar": entry.digests.calendar or "", "a": agency, "id": case},
        )


def downgrade() -> None:
    op.drop_index("case_file_calendar", "case_file")
    op.drop_column("case_file", "calendar")
    op.drop_column("clock", "extended")
    op.drop_column("clock", "stopped_since")
