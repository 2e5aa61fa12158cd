"""Passwords: argon2id, a lock after failures, and lanes that hash some at a time."""

import threading
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Connection, insert, select, update

from zhiheng import facts as f
from zhiheng.errors import NotLoggedIn, TooMany
from zhiheng.runtime import Runtime
from zhiheng.runtime.looks import minute_of
from zhiheng.store import tables as t
from zhiheng.store.db import Database
from zhiheng.store.log import parse_stamp, stamp

_FAILURES, _LOCK = 5, timedelta(minutes=15)
_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody")
"""Compared when the login is unknown, so that time does not tell which logins exist."""


class Lane:
    """Some hashes at a time, and some more that wait; the others are sent away at once.

    Each hash takes 64 MiB and a thread: unbounded log-ins would be a denial of service
    (notes/trust.md §4.3).
    """

    def __init__(self, hashing: int, waiting: int) -> None:
        self._hashing = threading.Semaphore(hashing)
        self._places = threading.Semaphore(hashing + waiting)

    def matches(self, hashed: str, password: str) -> bool:
        """Whether it is the password. Raises TooMany when the lane is full."""
        if not self._places.acquire(blocking=False):
            raise TooMany("too-many-requests")
        try:
            with self._hashing:
                return _hasher.verify(hashed, _bytes(password))
        except VerifyMismatchError:
            return False
        finally:
            self._places.release()


STRANGERS = Lane(hashing=2, waiting=8)
COLLEAGUES = Lane(hashing=1, waiting=16)
"""Who is logged in and confirms a signature does not wait behind strangers."""


def _bytes(password: str) -> bytes:
    """Half a surrogate pair is no text, but is a password like any other that is wrong."""
    return password.encode("utf-8", "surrogatepass")


def hash_password(password: str) -> str:
    """The argon2id hash to keep."""
    return _hasher.hash(_bytes(password))


def set_password(
    connection: Connection, agency: str, account: str, login: str, name: str, hashed: str
) -> None:
    """Give an account its login. The caller writes `password-set/1` with it."""
    connection.execute(
        insert(t.credential),
        {
            "agency": agency,
            "account": account,
            "login": login,
            "name": name,
            "password_hash": hashed,
            "failures": 0,
            "locked_until": None,
        },
    )


def check_password(rt: Runtime, login: str, password: str, now: datetime) -> Any:
    """The credential's row. Raises NotLoggedIn, saying no more than that it was wrong.

    Raises TooMany when too many strangers wait to be hashed.
    """
    row = _credential(rt.db, login)
    right = STRANGERS.matches(row.password_hash if row else _NOBODY, password)
    if row is None or _locked(row, now):
        # One answer, after the same work: else five failures would tell which logins exist.
        raise NotLoggedIn("bad-login")
    if not right:
        failed(rt, row.agency, row.account)
    return _counted(rt.db, row, now, right=right)


def failed(rt: Runtime, agency: str, account: str) -> None:
    """A wrong password for an account that exists goes on record (log-in-failed/1).

    Kept and written later, at most five times in a quarter of an hour for each account: an
    answer that took longer would tell which logins exist, and a flood would fill the log.
    """
    minute = minute_of(rt.time_of(agency))
    fact = f.LogInFailed(account=account, minute=minute)
    rt.looks.note(agency, f.Actor(account=account, role="nobody"), fact)


def _credential(db: Database, login: str) -> Any:
    if not login.isprintable():
        return None  # PostgreSQL has no text with NUL in it
    with db.reading() as connection:
        query = select(t.credential).where(t.credential.c.login == login)
        return connection.execute(query).one_or_none()


def _locked(row: Any, now: datetime) -> bool:
    return bool(row.locked_until) and parse_stamp(row.locked_until) > now


def _counted(db: Database, row: Any, now: datetime, *, right: bool) -> Any:
    """Count one after the other: guesses made at once are no more than as many in turn."""
    c = t.credential.c
    mine = (c.agency == row.agency, c.account == row.account)
    with db.writing() as connection:
        row = connection.execute(select(t.credential).where(*mine).with_for_update()).one()
        if _locked(row, now):
            raise NotLoggedIn("bad-login")
        failures = 0 if right else row.failures + 1
        locked = stamp(now + _LOCK) if failures >= _FAILURES else None
        if failures != row.failures:
            counted = {"failures": 0 if locked else failures, "locked_until": locked}
            connection.execute(update(t.credential).where(*mine).values(counted))
            connection.commit()
    if not right:
        raise NotLoggedIn("bad-login")
    return row
