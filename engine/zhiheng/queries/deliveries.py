"""Deliveries (外发): what waits, what arrived, and what never did (死信)."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from zhiheng.errors import Forbidden
from zhiheng.model.caller import Caller, Role
from zhiheng.store import tables as t
from zhiheng.store.notice_keys import key_of

_MAY = frozenset({Role.SYSTEM, Role.SUPERVISOR})


@dataclass(frozen=True, slots=True)
class DeliveryItem:
    """key: of the notice. next_at: when it is tried again, or when it was given up."""

    key: str
    channel: str
    kind: str
    at: str
    state: str
    attempts: int
    next_at: str
    last_error: str | None


def deliveries(
    connection: Connection, caller: Caller, state: str, most: int = 200
) -> list[DeliveryItem]:
    """The longest waiting first. It names a case by its id only, which the system officer may."""
    if caller.role not in _MAY:
        raise Forbidden("role-may-not", role=caller.role.value, verb="deliveries")
    d, n = t.delivery.c, t.notice.c
    same = [d[name] == n[name] for name in ("agency", "case_id", "n", "fact", "recipient")]
    rows = connection.execute(
        select(t.delivery, n.kind, n.at)
        .join(t.notice, and_(*same))
        .where(d.agency == caller.agency, d.state == state)
        .order_by(d.next_at, d.case_id, d.n, d.fact, d.recipient)
        .limit(most)
    )
    return [
        DeliveryItem(
            key=key_of(r).text(),
            channel=r.channel,
            kind=r.kind,
            at=r.at,
            state=r.state,
            attempts=r.attempts,
            next_at=r.next_at,
            last_error=r.last_error,
        )
        for r in rows
    ]
