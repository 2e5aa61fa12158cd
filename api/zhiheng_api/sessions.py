"""Sessions: opaque tokens kept only as digests; a password entered again opens signing.

Each change of one is written with its entry of the access stream in one transaction.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from zhiheng import facts as f
from zhiheng.errors import NotLoggedIn
from zhiheng.model.caller import Caller, Role, session_name
from zhiheng.model.ids import AccountId, AgencyId, PartyId, PersonId
from zhiheng.runtime import Runtime
from zhiheng.runtime.access import acting
from zhiheng.store import tables as t
from zhiheng.store.db import Database
from zhiheng.store.log import parse_stamp, stamp
from zhiheng_api.passwords import COLLEAGUES, failed


@dataclass(frozen=True, slots=True)
class Session:
    """Who is asking, by which session. csrf: what unsafe requests by cookie must repeat."""

    caller: Caller
    name: str
    csrf: str
    kind: str
    token_hash: str


def open_session(
    rt: Runtime, row: Any, kind: Literal["session", "token"], now: datetime, hours: int
) -> tuple[str, str]:
    """A new token and its CSRF value. kind: `session`, or `token`, which can never sign."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    with rt.db.writing() as connection:
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
        opened = f.SessionOpened(session=session_name(digest(token)), kind=kind)
        _tell(rt, connection, row.agency, _actor(connection, row), "log-in", opened)
        connection.commit()
    return token, csrf


def _actor(connection: Connection, row: Any) -> f.Actor:
    c = t.account.c
    query = select(c.role, c.person, c.party).where(c.agency == row.agency, c.id == row.account)
    found = connection.execute(query).one()
    return f.Actor(account=row.account, role=found.role, person=found.person, party=found.party)


def _tell(
    rt: Runtime,
    connection: Connection,
    agency: str,
    actor: f.Actor,
    command: str,
    fact: f.AnyFact,
) -> None:
    now = rt.now(rt.agency(connection, agency))
    rt.access.add(connection, agency, [(command, actor, (fact,))], now)


def confirm(rt: Runtime, session: Session, password: str, now: datetime) -> None:
    """The person enters his password again, so that he may sign for some minutes.

    Neither stopped nor counted by the lock of the log-in: else a stranger who fails often enough
    keeps an officer from signing. The caller limits the tries of a session (`Pace.confirm`).
    """
    caller = session.caller
    with rt.db.reading() as connection:
        hashed = connection.execute(
            select(t.credential.c.password_hash).where(
                t.credential.c.agency == caller.agency,
                t.credential.c.account == caller.account,
            )
        ).scalar_one()
    if not COLLEAGUES.matches(hashed, password):
        failed(rt, caller.agency, caller.account)
        raise NotLoggedIn("bad-login")
    if session.kind != "session":
        raise NotLoggedIn("not-logged-in")
    with rt.db.writing() as connection:
        connection.execute(
            update(t.session)
            .where(t.session.c.token_hash == session.token_hash)
            .values(confirmed_at=stamp(now))
        )
        told = f.SessionConfirmed(session=session_name(session.token_hash))
        _tell(rt, connection, caller.agency, acting(caller), "confirm", told)
        connection.commit()


def close_session(rt: Runtime, session: Session) -> None:
    """Log out."""
    with rt.db.writing() as connection:
        connection.execute(delete(t.session).where(t.session.c.token_hash == session.token_hash))
        told = f.SessionClosed(session=session_name(session.token_hash))
        caller = session.caller
        _tell(rt, connection, caller.agency, acting(caller), "log-out", told)
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
