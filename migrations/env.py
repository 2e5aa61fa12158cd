"""Alembic, on the connection that `zhiheng db upgrade` hands over, or on a URL given with -x."""

from alembic import context
from sqlalchemy import Connection, create_engine

from zhiheng.store.tables import metadata


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with create_engine(context.get_x_argument(as_dictionary=True)["url"]).connect() as opened:
        _run(opened)
        opened.commit()
