"""A session's password, spent by one signature (docs/adr/0018-one-password-one-signature.md)."""

from sqlalchemy import Connection, or_, update

from zhiheng.errors import Forbidden
from zhiheng.model.caller import Caller
from zhiheng.store import tables as t


def spend(connection: Connection, caller: Caller) -> None:
    """Use up the password that the session gave; in the signature's own transaction.

    A caller inside the process has no session, and answers for himself. Raises Forbidden when
    the password has signed before.
    """
    if caller.session is None:
        return
    c = t.session.c
    unspent = or_(c.spent_at.is_(None), c.spent_at < c.confirmed_at)
    found = connection.execute(
        update(t.session)
        .where(c.token_hash == caller.session, c.confirmed_at.is_not(None), unspent)
        .values(spent_at=c.confirmed_at)
    )
    if found.rowcount != 1:
        raise Forbidden("password-spent", account=caller.account)
