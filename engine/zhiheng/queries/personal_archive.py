"""The archive of a person as its keeper sees it: seven parts, each with its pages."""

from dataclasses import dataclass

from sqlalchemy import Connection

from zhiheng import facts as f
from zhiheng.errors import NotVisible
from zhiheng.model.caller import Caller
from zhiheng.model.ids import PersonId
from zhiheng.model.personal_archive import PARTS
from zhiheng.rules.personal_archive import only_the_keeper
from zhiheng.runtime import Runtime
from zhiheng.runtime.exports import put_down
from zhiheng.runtime.looks import minute_of
from zhiheng.store.archive import pages_of


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """A page."""

    on: str
    text: str


@dataclass(frozen=True, slots=True)
class ArchivePart:
    """A part; it stands there even while nothing is in it."""

    no: int
    title: str
    pages: list[ArchivePage]


@dataclass(frozen=True, slots=True)
class Archive:
    """All seven parts of one person's."""

    person: str
    name: str
    parts: list[ArchivePart]


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody of the roster, who has an archive, be it empty."""

    person: str
    name: str
    section: str


def archives_of(rt: Runtime, connection: Connection, caller: Caller) -> list[Owner]:
    """Whose archives there are; not whether anything stands in them. Raises Forbidden."""
    view = rt.agency(connection, caller.agency)
    only_the_keeper(caller.person, caller.account, caller.agency, view.parameters)
    roster = view.roster
    if roster is None:
        return []
    return [
        Owner(p.id, p.name, roster.sections[p.section].name if p.section else "")
        for p in roster.persons.values()
    ]


def archive_of(rt: Runtime, connection: Connection, caller: Caller, person: str) -> Archive:
    """Raises Forbidden for all but the keeper; NotVisible for who is not in the roster."""
    view = rt.agency(connection, caller.agency)
    only_the_keeper(caller.person, caller.account, person, view.parameters)
    found = view.roster.persons.get(PersonId(person)) if view.roster else None
    if found is None:
        raise NotVisible("no-such-page", page=person)
    pages = pages_of(connection, caller.agency, person, view.state.archive).values()
    parts = [
        ArchivePart(
            no, title, [ArchivePage(p.on.isoformat(), p.text) for p in pages if p.part == no]
        )
        for no, title in enumerate(PARTS, 1)
    ]
    return Archive(person, found.name, parts)


def looked(rt: Runtime, caller: Caller, person: str) -> None:
    """Every look of the keeper is on record, before he is answered. Raises Busy."""
    minute = minute_of(rt.time_of(caller.agency))
    put_down(rt, caller, "read", f.FileRead(what="archive", minute=minute, file=person))
