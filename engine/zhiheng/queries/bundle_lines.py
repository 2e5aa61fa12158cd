"""The lines of a bundle: whole streams, or what was written in a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from zhiheng.audit.bundle import StreamLines
from zhiheng.audit.entry import header
from zhiheng.errors import unfit
from zhiheng.model.finding import Text
from zhiheng.store import tables as t
from zhiheng.store.log import FIRST_DAY, LAST_DAY, midnight, midnight_after, read_bodies
from zhiheng.store.vouching import leaf_places


@dataclass(frozen=True, slots=True)
class Period:
    """Days by the calendar of Shanghai, both included."""

    first: date
    last: date

    @property
    def since(self) -> str:
        """The first instant, as entries write it."""
        return midnight(self.first)

    @property
    def until(self) -> str:
        """The first instant after."""
        return midnight_after(self.last)


def period_of(first: date | None, last: date | None) -> Period | None:
    """From one day to another; an end that is not given is open. None: all of it.

    Raises BadData when it ends before it begins.
    """
    if first is None and last is None:
        return None
    found = Period(first or FIRST_DAY, last or LAST_DAY)
    if found.last < found.first:
        raise unfit(
            "/to",
            Text(
                f"{found.last} 在 {found.first} 之前",
                f"{found.last} is before {found.first}",
            ),
        )
    return found


def stream_lines(
    connection: Connection, agency: str, stream: str, period: Period | None = None
) -> StreamLines | None:
    """With the head that is kept beside it, so that the last line vouches not for itself.

    None when nothing of it was written in the period.
    """
    since, until = (period.since, period.until) if period else ("", "")
    bodies = read_bodies(connection, agency, stream, since, until)
    if not bodies:
        return None
    first = header(bodies[0])
    sealed = leaf_places(connection, agency, stream)
    return StreamLines(
        stream,
        bodies,
        _head(connection, agency, stream, first.n + len(bodies) - 1),
        from_n=first.n,
        prev=first.prev,
        leaves=[sealed.get(n) for n in range(first.n, first.n + len(bodies))],
    )


def places(lines: Sequence[StreamLines]) -> list[int]:
    """Where their entries are leaves."""
    return [place for stream in lines for place in stream.leaves if place is not None]


def _head(connection: Connection, agency: str, stream: str, n: int) -> str:
    """The hash of entry n as the next entry says it, or as the row beside the stream does."""
    c = t.entry.c
    query = select(c.body).where(c.agency == agency, c.stream == stream, c.n == n + 1)
    following = connection.execute(query).scalar_one_or_none()
    if following is not None:
        return header(bytes(following)).prev
    kind, _, name = stream.partition("/")
    if kind == "case":
        case = t.case_file.c
        beside = select(case.head).where(case.agency == agency, case.id == name)
    elif kind == "agency":
        beside = select(t.agency.c.head).where(t.agency.c.id == agency)
    else:
        head = t.access_head.c
        beside = select(head.head).where(head.agency == agency, head.stream == stream)
    return str(connection.execute(beside).scalar_one())
