"""A calendar of days as iCalendar (RFC 5545): just what a list of last days needs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_LONGEST = 75
"""Octets of a line, its break not counted (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day. tentative: it may still move."""

    uid: str
    day: date
    summary: str
    description: str = ""
    url: str = ""
    tentative: bool = False


def calendar(name: str, events: Iterable[Event], now: datetime) -> bytes:
    """The calendar object, ready to be sent."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//zhiheng//deadlines//ZH"]
    lines = [*head, "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}"]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(event: Event, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{_plain(event.url)}"
    yield f"STATUS:{'TENTATIVE' if event.tentative else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """As a value of type TEXT (RFC 5545, 3.3.11); controls have no place in one."""
    for raw, said in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(raw, said)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return _plain(text)


def _plain(text: str) -> str:
    return "".join(c for c in text if c == "\t" or (c >= " " and c != "\x7f"))


def folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, no character cut in two, each ended by CRLF."""
    pieces: list[bytes] = [b""]
    for character in line:
        octets = character.encode()
        # A piece that goes on begins with a space, which counts.
        if len(pieces[-1]) + len(octets) > _LONGEST:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"
