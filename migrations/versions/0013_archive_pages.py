"""pages of personal archives stand among the contents that can be erased"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A page of before has its nonce inside, so that none stands beside it."""
    connection = op.get_bind()
    pages = sa.text("SELECT agency, digest, body FROM artifact WHERE kind = 'archive-page'")
    add = sa.text(
        "INSERT INTO value (agency, case_id, commitment, nonce, body) "
        "VALUES (:agency, :place, :digest, :nonce, :body)"
    )
    for agency, digest, body in connection.execute(pages).all():
        row = {"agency": agency, "place": f"archive/{digest}", "digest": digest}
        connection.execute(add, {**row, "nonce": b"", "body": bytes(body)})
    op.execute("DELETE FROM artifact WHERE kind = 'archive-page'")


def downgrade() -> None:
    """What was filed since has its nonce beside it, and has no place among the artifacts."""
    connection = op.get_bind()
    pages = sa.text("SELECT agency, commitment, body FROM value WHERE case_id LIKE 'archive/%'")
    if connection.execute(pages).first() is not None:
        raise RuntimeError("personal archives have pages: they cannot go back")
