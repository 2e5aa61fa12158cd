"""The receipt (回执) of an act that was done under a key."""

from sqlalchemy import Connection, select

from zhiheng.model.caller import Caller
from zhiheng.store import tables as t


def receipt_hash(
    connection: Connection, caller: Caller, case_id: str, key: str | None
) -> str | None:
    """The hash of the entry that the account wrote in the case under the key, if any."""
    c = t.entry.c
    query = select(c.hash).where(
        c.agency == caller.agency,
        c.account == caller.account,
        c.request_key == (key or ""),
        c.stream == f"case/{case_id}",
    )
    return connection.execute(query).scalar_one_or_none()
