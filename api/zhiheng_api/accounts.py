"""Passwords and sessions: argon2id, opaque tokens kept only as digests, lock after failures."""

import hashlib
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from zhiheng.clock import SHANGHAI
from zhiheng.errors import NotLoggedIn, TooMany
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId, PartyId, PersonId
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


@dataclass(frozen=True, slots=True)
class Session:
    """Who is asking, by which session. csrf: what unsafe requests by cookie must repeat."""

    caller: Caller
    name: str
    csrf: str
    kind: str
    token_hash: str


def hash_password(password: str) -> str:
    """The argon2id hash to keep."""
    return _hasher.hash(_bytes(password))


def set_password(
    connection: Connection, agency: str, account: str, login: str, name: str, hashed: str
) -> None:
    """Give an account its login."""
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


def check_password(db: Database, login: str, password: str, now: datetime) -> Any:
    """The credential's row. Raises NotLoggedIn, saying no more than that it was wrong.

    Raises TooMany when too many strangers wait to be hashed.
    """
    row = _credential(db, login)
    if row is not None:
        _check_lock(row, now)
    right = STRANGERS.matches(row.password_hash if row else _NOBODY, password)
    if row is None:
        raise NotLoggedIn("bad-login")
    return _counted(db, row, now, right=right)


def _credential(db: Database, login: str) -> Any:
    if not login.isprintable():
        return None  # PostgreSQL has no text with NUL in it
    with db.reading() as connection:
        query = select(t.credential).where(t.credential.c.login == login)
        return connection.execute(query).one_or_none()


def _check_lock(row: Any, now: datetime) -> None:
    if row.locked_until and parse_stamp(row.locked_until) > now:
        until = parse_stamp(row.locked_until).astimezone(SHANGHAI)
        raise NotLoggedIn("login-locked", until=until.strftime("%Y-%m-%d %H:%M"))


def _counted(db: Database, row: Any, now: datetime, *, right: bool) -> Any:
    """Count one after the other: guesses made at once are no more than as many in turn."""
    c = t.credential.c
    mine = (c.agency == row.agency, c.account == row.account)
    with db.writing() as connection:
        row = connection.execute(select(t.credential).where(*mine).with_for_update()).one()
        _check_lock(row, now)
        failures = 0 if right else row.failures + 1
        locked = stamp(now + _LOCK) if failures >= _FAILURES else None
        if failures != row.failures:
            counted = {"failures": 0 if locked else failures, "locked_until": locked}
            connection.execute(update(t.credential).where(*mine).values(counted))
            connection.commit()
    if not right:
        raise NotLoggedIn("bad-login")
    return row


def open_session(db: Database, row: Any, kind: str, now: datetime, hours: int) -> tuple[str, str]:
    """A new token and its CSRF value. kind: `session`, or `token`, which can never sign."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    with db.writing() as connection:
        connection.execute(delete(t.session).where(t.session.c.expires_at < stamp(now)))
        connection.execute(
            insert(t.session),
            {
                "token_hash": digest(token),
                "agency": row.agency,
                "account": row.account,
                "kind": kind,
                "csrf": csrf,
                "created_at": stamp(now),
                "confirmed_at": stamp(now) if kind == "session" else None,
                "expires_at": stamp(now + timedelta(hours=hours)),
            },
        )
        connection.commit()
    return token, csrf


def confirm(db: Database, session: Session, password: str, now: datetime) -> None:
    """The person enters his password again, so that he may sign for some minutes.

    Neither stopped nor counted by the lock of the log-in: else a stranger who fails often enough
    keeps an officer from signing. The caller limits the tries of a session (`Pace.confirm`).
    """
    with db.reading() as connection:
        hashed = connection.execute(
            select(t.credential.c.password_hash).where(
                t.credential.c.agency == session.caller.agency,
                t.credential.c.account == session.caller.account,
            )
        ).scalar_one()
    if not COLLEAGUES.matches(hashed, password):
        raise NotLoggedIn("bad-login")
    if session.kind != "session":
        raise NotLoggedIn("not-logged-in")
    with db.writing() as connection:
        connection.execute(
            update(t.session)
            .where(t.session.c.token_hash == session.token_hash)
            .values(confirmed_at=stamp(now))
        )
        connection.commit()


def close_session(db: Database, session: Session) -> None:
    """Log out."""
    with db.writing() as connection:
        connection.execute(delete(t.session).where(t.session.c.token_hash == session.token_hash))
        connection.commit()


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


_FIND = (
    select(
        t.session.c.csrf,
        t.session.c.kind,
        t.session.c.confirmed_at,
        t.session.c.expires_at,
        t.account,
        t.credential.c.name,
    )
    .join(
        t.account,
        and_(t.account.c.agency == t.session.c.agency, t.account.c.id == t.session.c.account),
    )
    .join(
        t.credential,
        and_(
            t.credential.c.agency == t.session.c.agency,
            t.credential.c.account == t.session.c.account,
        ),
    )
    .where(t.session.c.token_hash == bindparam("hashed"))
)


def find_session(db: Database, token: str, now: datetime, confirm_minutes: int) -> Session | None:
    """The session of a token, unless it has run out."""
    hashed = digest(token)
    with db.single() as connection:
        row = connection.execute(_FIND, {"hashed": hashed}).one_or_none()
    if row is None or parse_stamp(row.expires_at) < now:
        return None
    confirmed = row.confirmed_at is not None and now - parse_stamp(row.confirmed_at) <= timedelta(
        minutes=confirm_minutes
    )
    caller = Caller(
        agency=AgencyId(row.agency),
        account=AccountId(row.id),
        role=Role(row.role),
        person=PersonId(row.person) if row.person else None,
        party=PartyId(row.party) if row.party else None,
        confirmed=confirmed and row.kind == "session",
        session=hashed,
    )
    return Session(caller, row.name, row.csrf, row.kind, hashed)
