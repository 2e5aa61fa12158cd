"""The outbox: notices that leave the house, each at least once, under a key that never changes.

Not evidence: the notice is a row of its entry; whether a receiver was there is told here only
(docs/adr/0022-notices.md). Any number of processes may send at once: who leases a delivery sends
it, and another only when the lease is over because the first was killed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, literal, null, select, update

from zhiheng.model.ids import AgencyId, ElementPath
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.log import stamp
from zhiheng.store.notice_keys import NoticeKey, key_of
from zhiheng.store.upsert import upsert

PENDING, SENT, DEAD = "pending", "sent", "dead"
WAITS = tuple(
    timedelta(seconds=s) for s in (10, 30, 90, 300, 900, 2_700, 7_200, 21_600, 43_200, 43_200)
)
"""Between the attempts; after the last of them the delivery is dead. About a day and a half."""
LEASE = timedelta(minutes=5)
"""How long one process has a batch for itself: longer than it takes if every attempt times out."""
BATCH = 20
_SLACK = timedelta(minutes=15)
"""An entry names its time before it is committed: by seconds, were it not for clocks that differ.

PostgreSQL ends a transaction that idles for one minute; on SQLite there is one writer.
"""
_FIRST = timedelta(days=1)
"""What a new channel is told of the past."""
_KEY = ("agency", "case_id", "n", "fact", "recipient")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an attempt failed, in words that hold no secret. answered: whether anybody was there."""

    words: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One notice to be sent by one channel. attempts: this one included."""

    agency: str
    key: NoticeKey
    channel: str
    attempts: int
    kind: str
    at: str
    number: str | None
    task: str | None
    step: str | None


def enqueue(
    rt: Runtime, agency: AgencyId, channel: str, only: Collection[str] | None = None
) -> None:
    """Make a delivery of each notice that has none yet. only: to these recipients.

    Writes nothing where there is nothing new.
    """
    with rt.db.reading() as connection:
        now = rt.now(rt.agency(connection, agency))
        since = _since(connection, agency, channel, now)
        new = connection.execute(_new(agency, channel, since, only).limit(1)).first()
    if new is None and stamp(now - 4 * _SLACK) < since:
        return
    with rt.db.writing() as connection:
        since = _since(connection, agency, channel, now)
        pending = _new(agency, channel, since, only).add_columns(
            literal(channel), literal(PENDING), literal(0), literal(stamp(now)), null()
        )
        name = connection.dialect.name
        columns = [*_KEY, "channel", "state", "attempts", "next_at", "last_error"]
        first = upsert(t.delivery, name).from_select(columns, pending)
        connection.execute(first.on_conflict_do_nothing())
        mark = upsert(t.channel, name).values(
            agency=agency, channel=channel, since=max(since, stamp(now - _SLACK))
        )
        connection.execute(
            mark.on_conflict_do_update(
                index_elements=["agency", "channel"], set_={"since": mark.excluded.since}
            )
        )
        connection.commit()


def _since(connection: Connection, agency: str, channel: str, now: datetime) -> str:
    c = t.channel.c
    known = select(c.since).where(c.agency == agency, c.channel == channel)
    return connection.execute(known).scalar_one_or_none() or stamp(now - _FIRST)


def _new(agency: str, channel: str, since: str, only: Collection[str] | None) -> Select[Any]:
    n, d = t.notice.c, t.delivery.c
    same = [d[name] == n[name] for name in _KEY]
    query = (
        select(*(n[name] for name in _KEY))
        .outerjoin(t.delivery, and_(*same, d.channel == channel))
        .where(n.agency == agency, n.at >= since, d.agency.is_(None))
    )
    return query if only is None else query.where(n.recipient.in_(sorted(only)))


def lease(rt: Runtime, agency: AgencyId, channel: str) -> list[Outgoing]:
    """A batch of what is due, kept from others until it is settled or LEASE is over."""
    c = t.delivery.c
    with rt.db.reading() as connection:
        now = rt.now(rt.agency(connection, agency))
        due = and_(c.agency == agency, c.channel == channel, c.state == PENDING)
        due = and_(due, c.next_at <= stamp(now))
        if connection.execute(select(c.n).where(due).limit(1)).first() is None:
            return []
    with rt.db.writing() as connection:
        query = select(t.delivery).where(due).order_by(c.next_at, c.case_id, c.n, c.fact)
        query = query.limit(BATCH).with_for_update(skip_locked=True)
        rows = connection.execute(query).all()
        for row in rows:
            connection.execute(
                update(t.delivery)
                .where(*key_of(row).matches(t.delivery, agency), c.channel == channel)
                .values(attempts=c.attempts + 1, next_at=stamp(now + LEASE))
            )
        connection.commit()
    return _described(rt, agency, rows)


def _described(rt: Runtime, agency: str, rows: Sequence[Any]) -> list[Outgoing]:
    found = []
    case = t.case_file.c
    with rt.db.reading() as connection:
        for row in rows:
            key = key_of(row)
            notice = connection.execute(
                select(t.notice, case.number, case.chart)
                .outerjoin(
                    t.case_file,
                    and_(case.agency == t.notice.c.agency, case.id == t.notice.c.case_id),
                )
                .where(*key.matches(t.notice, agency))
            ).one()
            step = None
            if notice.chart is not None and notice.task is not None:
                nodes = rt.chart(connection, agency, notice.chart).chart.nodes
                step = nodes[ElementPath(notice.task)].name
            task = f"{notice.task}@{notice.visit}" if notice.task is not None else None
            found.append(
                Outgoing(
                    agency, key, row.channel, row.attempts + 1, notice.kind, notice.at,
                    notice.number, task, step,
                )
            )  # fmt: skip
    return found


def settle(rt: Runtime, sent: Outgoing, failure: Failure | None) -> None:
    """What came of an attempt. failure: None where it arrived."""
    c = t.delivery.c
    with rt.db.writing() as connection:
        now = rt.now(rt.agency(connection, sent.agency))
        values: dict[str, Any] = {"state": SENT, "last_error": None}
        if failure is not None and sent.attempts > len(WAITS):
            values = {"state": DEAD, "last_error": failure.words, "next_at": stamp(now)}
        elif failure is not None:
            next_at = stamp(now + WAITS[sent.attempts - 1])
            values = {"last_error": failure.words, "next_at": next_at}
        connection.execute(
            update(t.delivery)
            .where(*sent.key.matches(t.delivery, sent.agency), c.channel == sent.channel)
            # Another may have sent it after the lease was over; what arrived has arrived.
            .where(c.state == PENDING)
            .values(**values)
        )
        connection.commit()


def put_back(rt: Runtime, leased: Sequence[Outgoing]) -> None:
    """Give back what was leased and not tried: nobody was there, or the process ends.

    Prevents one receiver that is away for a while from using up the attempts of all that waits.
    """
    if not leased:
        return
    c = t.delivery.c
    with rt.db.writing() as connection:
        now = rt.now(rt.agency(connection, leased[0].agency))
        for out in leased:
            connection.execute(
                update(t.delivery)
                .where(*out.key.matches(t.delivery, out.agency), c.channel == out.channel)
                .where(c.state == PENDING, c.attempts == out.attempts)
                .values(attempts=c.attempts - 1, next_at=stamp(now + WAITS[0]))
            )
        connection.commit()
