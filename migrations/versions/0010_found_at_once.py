"""limits that warn, and steps that wait, are found without reading those that do not"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_WAITS = "state IN ('open', 'claimed')"
_INDEXES = (
    ("clock_coloured", "clock", ["agency", "remind_on"], "running = 1", "running"),
    ("slot_post", "slot", ["agency", "post", "case_id"], _WAITS, _WAITS),
    *(
        (f"slot_{name}", "slot", ["agency", name, "case_id"], where, where)
        for name in ("section", "qualification")
        for where in (f"{_WAITS} AND {name} IS NOT NULL",)
    ),
)


def upgrade() -> None:
    for name, table, columns, sqlite, postgresql in _INDEXES:
        op.create_index(
            name,
            table,
            columns,
            sqlite_where=sa.text(sqlite),
            postgresql_where=sa.text(postgresql),
        )


def downgrade() -> None:
    for name, table, *_ in _INDEXES:
        op.drop_index(name, table)
