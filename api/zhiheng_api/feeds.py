"""Tokens of calendar feeds (日历订阅): kept as digests, one an account, gone when revoked."""

import secrets
from datetime import datetime

from sqlalchemy import Connection, Delete, and_, delete, insert, select

from zhiheng import facts as f
from zhiheng.errors import Forbidden, NotVisible
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId, PartyId, PersonId
from zhiheng.runtime import Runtime
from zhiheng.runtime.access import acting
from zhiheng.store import tables as t
from zhiheng.store.db import Database
from zhiheng.store.log import stamp
from zhiheng_api.sessions import digest

_READERS = frozenset({Role.OFFICER, Role.SUPERVISOR})


def make_feed(rt: Runtime, caller: Caller, now: datetime) -> str:
    """A new token, told once; the one before it stops to work.

    With the password just entered, since it opens a door that asks for none.
    """
    _may_have(caller)
    token = secrets.token_urlsafe(32)
    with rt.db.writing() as connection:
        connection.execute(_own(caller))
        row = {"agency": caller.agency, "account": caller.account, "created_at": stamp(now)}
        connection.execute(insert(t.feed), {"token_hash": digest(token), **row})
        _tell(rt, connection, caller, f.FeedMade(feed=digest(digest(token))))
        connection.commit()
    return token


def revoke_feed(rt: Runtime, caller: Caller) -> None:
    """The account has none from now on."""
    with rt.db.writing() as connection:
        if connection.execute(_own(caller)).rowcount:
            _tell(rt, connection, caller, f.FeedRevoked())
        connection.commit()


def _tell(
    rt: Runtime, connection: Connection, caller: Caller, fact: f.FeedMade | f.FeedRevoked
) -> None:
    now = rt.now(rt.agency(connection, caller.agency))
    name = "make-feed" if isinstance(fact, f.FeedMade) else "revoke-feed"
    rt.access.add(connection, caller.agency, [(name, acting(caller), (fact,))], now)


def _own(caller: Caller) -> Delete:
    c = t.feed.c
    return delete(t.feed).where(c.agency == caller.agency, c.account == caller.account)


def _may_have(caller: Caller) -> None:
    if caller.role not in _READERS:
        raise Forbidden("role-may-not", role=caller.role.value, verb="calendar-feed")
    if not caller.confirmed:
        raise Forbidden("fresh-authentication", account=caller.account)


def reader_of_feed(db: Database, token: str) -> Caller:
    """Whose feed it is; he may read and nothing else. Raises NotVisible, alike for all."""
    a = t.account.c
    query = (
        select(a.agency, a.id, a.role, a.person, a.party)
        .join(t.feed, and_(t.feed.c.agency == a.agency, t.feed.c.account == a.id))
        .where(t.feed.c.token_hash == digest(token))
    )
    with db.single() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        raise NotVisible("no-such-page")
    return Caller(
        AgencyId(row.agency),
        AccountId(row.id),
        Role(row.role),
        person=PersonId(row.person) if row.person else None,
        party=PartyId(row.party) if row.party else None,
    )
