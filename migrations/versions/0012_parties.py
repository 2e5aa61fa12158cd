"""names of applicants stand in a table of their own, and the log has their numbers"""

import json
import secrets

import sqlalchemy as sa
from alembic import op

from zhiheng.model.party import is_number, name_key

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "party",
        sa.Column("agency", text, nullable=False),
        sa.Column("id", text, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", text, nullable=False),
        sa.PrimaryKeyConstraint("agency", "id"),
        sa.UniqueConstraint("agency", "name_key", name="party_name"),
    )
    _number_the_listed()


def _number_the_listed() -> None:
    """Who stands on a list of relations by name has a number before he applies again by it."""
    connection = op.get_bind()
    accounts = sa.text("SELECT agency, party FROM account WHERE party IS NOT NULL")
    known = {tuple(row) for row in connection.execute(accounts)}
    names: dict[tuple[str, str], str] = {}
    lists = sa.text("SELECT agency, body FROM artifact WHERE kind = 'relations'")
    for agency, body in connection.execute(lists):
        for relation in json.loads(bytes(body))["relations"]:
            name = relation.get("party")
            if name and not is_number(name) and (agency, name) not in known:
                names.setdefault((agency, name_key(name)), name)
    add = sa.text("INSERT INTO party (agency, id, name, name_key) VALUES (:a, :id, :name, :key)")
    for (agency, key), name in names.items():
        row = {"a": agency, "id": f"p-{secrets.token_hex(16)}", "name": name, "key": key}
        connection.execute(add, row)


def downgrade() -> None:
    op.drop_table("party")
