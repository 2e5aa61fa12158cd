"""Database roles on PostgreSQL: made, or brought to what store/grants.py says, in one go.

Again does no harm: everything is taken away first, so that a right that is no longer listed is
gone too. Passwords are the administrator's (docs/how-to/administrator.md).
"""

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, text

from zhiheng.store import tables as t
from zhiheng.store.append_only import FUNCTION
from zhiheng.store.db import AGENCY_SETTING, Database
from zhiheng.store.grants import GRANTS, LOGINS, DbRole, Rights, insertable
from zhiheng.store.public_views import VIEWS, public_views

_VERSION = "alembic_version"


def make_roles(db: Database) -> None:
    """Make or update roles, owners, policies, grants and masked views. By a superuser."""
    with db.writing() as connection:
        names = inspect(connection).get_table_names()
        for statement in (
            *_roles(_existing(connection)),
            *_owned(names),
            *_nothing_for(connection),
            *(s for name in names if name in t.metadata.tables for s in _policy(name)),
            *public_views(),
            *_granted(),
        ):
            connection.exec_driver_sql(statement)
        connection.commit()


def _existing(connection: Connection) -> set[str]:
    return set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())


def _roles(existing: set[str]) -> Iterator[str]:
    for role in DbRole:
        name = role.name_in_database
        if name not in existing:
            yield f"CREATE ROLE {name}"
        login = "LOGIN" if role in LOGINS else "NOLOGIN"
        yield (
            f"ALTER ROLE {name} {login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION "
            "NOBYPASSRLS NOINHERIT"
        )


def _owned(relations: list[str]) -> Iterator[str]:
    """Nobody who logs in owns a table: an owner can drop triggers and is under no policy."""
    owner = DbRole.OWNER.name_in_database
    yield f"GRANT USAGE, CREATE ON SCHEMA public TO {owner}"
    for name in relations:
        yield f'ALTER TABLE "{name}" OWNER TO {owner}'
    yield f"ALTER FUNCTION {FUNCTION}() OWNER TO {owner}"


def _nothing_for(connection: Connection) -> Iterator[str]:
    """Take all away from everybody who logs in, PUBLIC included."""
    database = connection.execute(text("SELECT quote_ident(current_database())")).scalar_one()
    logins = [role.name_in_database for role in LOGINS]
    everybody = ", ".join(["PUBLIC", *logins])
    yield f"REVOKE ALL ON DATABASE {database} FROM {everybody}"
    yield f"REVOKE ALL ON SCHEMA public FROM {everybody}"
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        yield f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM {everybody}"
    yield f"GRANT CONNECT ON DATABASE {database} TO {', '.join(logins)}"
    yield f"GRANT USAGE ON SCHEMA public TO {', '.join(logins)}"


def _policy(name: str) -> Iterator[str]:
    """Rows of the session's agency and no others, for reading and for writing alike."""
    columns = t.metadata.tables[name].columns
    column = "agency" if "agency" in columns else "id"
    own = f"{column} = current_setting('{AGENCY_SETTING}', true)"
    yield f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY'
    yield f'DROP POLICY IF EXISTS of_agency ON "{name}"'
    yield f'CREATE POLICY of_agency ON "{name}" USING ({own}) WITH CHECK ({own})'


def _granted() -> Iterator[str]:
    for role, tables in GRANTS.items():
        name = role.name_in_database
        yield f"GRANT SELECT ON {_VERSION} TO {name}"
        for table, rights in tables.items():
            yield f'GRANT {_verbs(table, rights)} ON "{table}" TO {name}'
    for view in VIEWS:
        yield f"GRANT SELECT ON {view} TO {DbRole.PUBLIC.name_in_database}"


def _verbs(table: str, rights: Rights) -> str:
    """Columns by name: a table-wide right to insert would let the writer choose them all."""
    verbs = ["SELECT"]
    if rights.insert:
        verbs.append(f"INSERT ({_quoted(insertable(table))})")
    if rights.update:
        verbs.append(f"UPDATE ({_quoted(rights.update)})")
    if rights.delete:
        verbs.append("DELETE")
    return ", ".join(verbs)


def _quoted(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
