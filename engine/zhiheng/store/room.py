"""Whether what went wrong is that the storage is full."""

import errno

from sqlalchemy.exc import DBAPIError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FULL_STATES = frozenset({"53100", "53000"})
"""PostgreSQL: disk full, insufficient resources."""


def no_room(error: Exception) -> bool:
    """Of a file, or of the database; the transaction is rolled back either way."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    if not isinstance(error, DBAPIError):
        return False
    if getattr(error.orig, "sqlstate", None) in _FULL_STATES:
        return True
    return "database or disk is full" in str(error.orig)
