"""One service process to an SQLite file: a second one is refused instead of racing the first."""

import fcntl
from pathlib import Path
from typing import IO


class AlreadyServedError(RuntimeError):
    """Another process serves this database."""


def hold(database: Path) -> IO[str]:
    """Lock a file beside the database for as long as the returned handle stays open.

    Raises AlreadyServedError. SQLite files corrupt under several writers and checkpointers in
    old library versions; many processes want PostgreSQL (docs/how-to/administrator.md).
    """
    handle = database.with_suffix(".lock").open("w", encoding="ascii")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise AlreadyServedError(str(database)) from error
    return handle
