"""Bring a database to the newest schema, from the migrations that this copy ships."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from zhiheng.share import share
from zhiheng.store.db import Database
from zhiheng.store.public_views import drop_public_views


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(share("migrations")))
    return config


def upgrade(db: Database, revision: str = "head") -> tuple[str, str] | None:
    """Upgrade to a revision; a database that is there already is left alone.

    From which to which; None where nothing was done. "" is an empty database. The views of the
    role `public` go, since they hold on to columns; `zhiheng db roles` makes them again.
    """
    with db.writing() as connection:
        before = MigrationContext.configure(connection).get_current_revision()
        config = _config()
        config.attributes["connection"] = connection
        if not at_head(connection):
            drop_public_views(connection)
        command.upgrade(config, revision)
        after = MigrationContext.configure(connection).get_current_revision()
        connection.commit()
    return None if before == after else (before or "", after or "")


def downgrade(db: Database, revision: str) -> None:
    """Step back, for tests of the migrations themselves."""
    with db.writing() as connection:
        config = _config()
        config.attributes["connection"] = connection
        drop_public_views(connection)
        command.downgrade(config, revision)
        connection.commit()


def at_head(connection: Connection) -> bool:
    """Whether the schema is the one that this copy needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head
