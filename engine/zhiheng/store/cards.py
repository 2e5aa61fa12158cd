"""From the streams of cards to rows and notices; the only way there."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.model.card import CardState, Step
from zhiheng.notices import told_of_card
from zhiheng.store import tables as t
from zhiheng.store.duties import Row
from zhiheng.store.log import read_stream

_S = CardState


def card_stream(agency: str, one: str) -> str:
    """The stream of one card."""
    return f"card/{agency}/{one}"


def listed(text: str) -> tuple[str, ...]:
    """`,a,b,` as a and b."""
    return tuple(filter(None, text.split(",")))


def _text(names: tuple[str, ...]) -> str:
    return f",{','.join(names)}," if names else ","


def card_row(before: Row | None, entry: f.Entry) -> Row:
    """The row as it stands after the entry. Its facts are enough: no content is asked."""
    row: Row = dict(before or {})
    for x in entry.facts:
        row |= _changed(entry, x)
    return row | {"n": entry.n, "changed_at": entry.at}


_NOTHING_DUE: Row = {"since": None, "days": 0, "until": None, "provisional": False}


def _changed(entry: f.Entry, x: f.AnyFact) -> Row:
    match x:
        case f.CardIssued():
            return _first(entry, x)
        case f.CardUpheld():
            return _due(entry, x) | {"state": _S.ISSUED.value}
        case f.CardDisposed():
            return _NOTHING_DUE | {"state": _after(x.step), "step": x.step, "until": x.until}
        case f.CardEscalated():
            stands = {"state": _after(x.step), "step": x.step, "told": _text(x.told)}
            return _due(entry, x) | stands
        case _:
            appealed = {"appealed": True} if isinstance(x, f.CardAppealed) else {}
            return _NOTHING_DUE | {"state": _SETTLED[type(x)].value} | appealed


_SETTLED: Mapping[type, CardState] = {
    f.CardAnswered: _S.ANSWERED,
    f.CardAppealed: _S.APPEALED,
    f.CardWithdrawn: _S.WITHDRAWN,
    f.CardClosed: _S.CLOSED,
}
"""Facts after which nothing is due."""


def _after(step: str) -> str:
    return (_S.ACCOUNTABLE if step == Step.ACCOUNT else _S.DISPOSED).value


def _due(entry: f.Entry, x: f.CardIssued | f.CardUpheld | f.CardEscalated) -> Row:
    since = local_date(datetime.fromisoformat(entry.at)).isoformat()
    waits = {"days": x.days, "until": x.until, "provisional": x.provisional}
    return {"since": since if x.until else None, **waits}


def _first(entry: f.Entry, x: f.CardIssued) -> Row:
    return {
        "agency": entry.agency,
        "id": entry.stream.rpartition("/")[2],
        "family": x.family,
        "colour": x.colour,
        "trigger": x.trigger,
        "issuer": x.issuer,
        "account": entry.actor.account,
        "at": entry.at,
        "section": x.section,
        "persons": _text(x.persons),
        "level": x.level,
        "told": _text(x.told),
        "case_id": x.evidence.case,
        "task": x.evidence.task,
        "source": x.source,
        "state": _S.ISSUED.value,
        "step": None,
        "appealed": False,
        **_due(entry, x),
    }


def card_notice_rows(row: Row, entry: f.Entry) -> Iterator[Row]:
    """Whom the entry is told to. row: as it stands after it."""
    one = entry.stream.rpartition("/")[2]
    for at, fact in enumerate(entry.facts):
        for notice in told_of_card(listed(row["persons"]), listed(row["told"]), fact, entry.actor):
            yield {
                "agency": entry.agency,
                "case_id": one,
                "n": entry.n,
                "fact": at,
                "recipient": notice.to,
                "kind": notice.kind,
                "task": None,
                "visit": None,
                "at": entry.at,
            }


def write_card(connection: Connection, row: Row, entry: f.Entry) -> None:
    """Write the row, and whom the entry is told to."""
    if entry.n == 1:
        connection.execute(insert(t.card), row)
    else:
        c = t.card.c
        match = update(t.card).where(c.agency == row["agency"], c.id == row["id"])
        connection.execute(
            match.values({k: v for k, v in row.items() if k not in ("agency", "id")})
        )
    told = list(card_notice_rows(row, entry))
    if told:
        connection.execute(insert(t.notice), told)


def card_entries(connection: Connection, agency: str, one: str) -> list[tuple[f.Entry, str]]:
    """Its entries, the first one first."""
    return read_stream(connection, agency, card_stream(agency, one))


def card_differences(connection: Connection, agency: str) -> list[str]:
    """Where the tables say something else than the streams. [] when they agree."""
    rows = connection.execute(select(t.card).where(t.card.c.agency == agency))
    stored = {r.id: dict(r._mapping) for r in rows}  # noqa: SLF001 - SQLAlchemy's public name
    head = t.access_head.c
    streams = select(head.stream).where(head.agency == agency, head.stream.like("card/%"))
    found = []
    for stream in sorted(connection.execute(streams).scalars()):
        one = stream.rpartition("/")[2]
        row: Row | None = None
        told: list[Row] = []
        for entry, _ in card_entries(connection, agency, one):
            row = card_row(row, entry)
            told += card_notice_rows(row, entry)
        have = stored.pop(one, None)
        if row is not None and have != row:
            found.append(f"card: log says {row}, table says {have}")
        found += _untold(connection, agency, one, told)
    return found + [f"card: table says {row}" for row in stored.values()]


def _untold(connection: Connection, agency: str, one: str, told: list[Row]) -> list[str]:
    c = t.notice.c
    query = select(t.notice).where(c.agency == agency, c.case_id == one)
    have: set[Any] = {tuple(r) for r in connection.execute(query)}
    wanted = {tuple(row[x.name] for x in t.notice.c) for row in told}
    missing = [f"notice: log says {x}" for x in sorted(wanted - have, key=repr)]
    return missing + [f"notice: table says {x}" for x in sorted(have - wanted, key=repr)]
