"""Amounts that were decided (金额台账): summed per scope and window, under the scope's lock."""

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.state.case import CaseState
from zhiheng.store import tables as t
from zhiheng.store.duties import Row, lock_scopes


def spent(
    connection: Connection,
    agency: str,
    ladder: str,
    scope: str,
    since: str,
    besides: str,
    *,
    lock: bool = True,
) -> tuple[Decimal, ...]:
    """The amounts of other cases from that day on; whoever asks at the same time waits.

    lock: not for a page that only shows them.

    Two cases that would both fit below the bound, and not together, cannot both see the sum
    without the other: the second sees what the first has committed.
    """
    if lock:
        lock_scopes(connection, agency, [f"amount/{ladder}/{scope}"])
    c = t.spending.c
    rows = connection.execute(
        select(c.amount)
        .where(c.agency == agency, c.ladder == ladder, c.scope == scope)
        .where(c.day >= since, c.counts, c.case_id != besides)
        .order_by(c.day, c.case_id)
    )
    return tuple(Decimal(a) for a in rows.scalars())


def spending_row(state: CaseState, x: f.AmountDecided, *, counts: bool = True) -> Row:
    """The row of an amount. counts: not when the case came to nothing."""
    return {
        "agency": state.agency,
        "case_id": state.id,
        "task": x.task,
        "ladder": x.ladder,
        "scope": x.scope,
        "amount": x.amount,
        "day": x.on,
        "counts": counts,
    }


def spent_nothing(state: CaseState) -> Iterator[Row]:
    """A case that was withdrawn or refused spends nothing of what was decided in it."""
    return (spending_row(state, x, counts=False) for x in state.amounts.values())
