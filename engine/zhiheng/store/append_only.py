"""Tables to which rows are only ever added (只增不改): triggers that refuse all else.

They make it dear, not impossible, to change the log: who owns the database can drop them, and is
found out by checkpoints kept elsewhere (docs/adr/0031-database-roles.md).
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Table, UniqueConstraint, inspect

from zhiheng.store import tables as t

APPEND_ONLY = ("entry", "log_leaf", "log_node", "checkpoint", "cosignature", "seal_key")
"""By name. A table added here after a release needs a revision that protects it."""
REFUSAL = "append-only"
"""In the message of the database, so that it can be told from other faults."""
FUNCTION = "zhiheng_append_only"


def protect(connection: Connection) -> None:
    """Put the triggers on each of the tables that is there already; again does no harm."""
    there = set(inspect(connection).get_table_names())
    unprotect(connection)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_POSTGRES_FUNCTION)
    for name in APPEND_ONLY:
        if name not in there:
            continue
        for statement in _protecting(t.metadata.tables[name], connection.dialect.name):
            connection.exec_driver_sql(statement)


def unprotect(connection: Connection) -> None:
    """Take them off: for a step back of the schema, and for tests of what a forger can do."""
    sqlite = connection.dialect.name == "sqlite"
    there = set(inspect(connection).get_table_names())
    for name in filter(there.__contains__, APPEND_ONLY):
        for trigger in _SQLITE_TRIGGERS if sqlite else (FUNCTION,):
            place = "" if sqlite else f' ON "{name}"'
            own = f"{name}_{trigger}" if sqlite else trigger
            connection.exec_driver_sql(f'DROP TRIGGER IF EXISTS "{own}"{place}')
    if not sqlite:
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {FUNCTION}()")


def _protecting(table: Table, dialect: str) -> Iterator[str]:
    name = table.name
    if dialect == "postgresql":
        yield (
            f"CREATE TRIGGER {FUNCTION} BEFORE UPDATE OR DELETE OR TRUNCATE "
            f'ON "{name}" FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()'
        )
        # Otherwise `session_replication_role = replica` steps around it.
        yield f'ALTER TABLE "{name}" ENABLE ALWAYS TRIGGER {FUNCTION}'
        return
    refuse = f"SELECT RAISE(ABORT, '{name} is {REFUSAL}: its rows are never changed or removed')"
    for event in ("update", "delete"):
        yield f'CREATE TRIGGER "{name}_no_{event}" BEFORE {event} ON "{name}" BEGIN {refuse}; END'
    # INSERT OR REPLACE removes the row in its way, and fires no trigger for that.
    yield (
        f'CREATE TRIGGER "{name}_no_replace" BEFORE INSERT ON "{name}" '
        f"WHEN {' OR '.join(_taken(table))} BEGIN {refuse}; END"
    )


_SQLITE_TRIGGERS = ("no_update", "no_delete", "no_replace")


def _taken(table: Table) -> Iterator[str]:
    """Conditions: a row of the same key is there."""
    uniques = (c for c in table.constraints if isinstance(c, UniqueConstraint))
    for key in (table.primary_key, *sorted(uniques, key=lambda c: str(c.name))):
        same = " AND ".join(f'"{c.name}" = NEW."{c.name}"' for c in key.columns)
        yield f'EXISTS (SELECT 1 FROM "{table.name}" WHERE {same})'  # noqa: S608 - our own names


_POSTGRES_FUNCTION = f"""
CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
        MESSAGE = TG_TABLE_NAME || ' is {REFUSAL}: its rows are never changed or removed ('
            || TG_OP || ')';
END
$$
"""
