"""Random draws in the sample bureau: announced, the time passed, drawn."""

import json
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from support.evidence import facts_of
from support.office import Office, caller
from zhiheng import facts as f
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.draws.announce import AnnounceDraw
from zhiheng.commands.draws.make import MakeDraw
from zhiheng.model.draw import Candidate
from zhiheng.model.ids import CaseId
from zhiheng.queries.draws import DrawView, draw_view

SUPERVISOR = caller("jiwei")
SHOPS = tuple(Candidate(id=f"商户{i:03}", unit="ABC"[i % 3]) for i in range(101))
POSTS = ("GH-c", "JC-c", "ZH-c")


def inspection(office: Office, **changed: Any) -> AnnounceDraw:
    """A 双随机 of a tenth of the shops, two inspectors each."""
    given: dict[str, Any] = {
        "kind": "inspection",
        "at": office.clock.now + timedelta(hours=2),
        "percent": 10,
        "since": date(2026, 1, 1),
        "until": date(2026, 3, 31),
        "objects": SHOPS,
        "posts": POSTS,
        "each": 2,
    }
    return AnnounceDraw(**{**given, **changed})


def announced(office: Office, command: AnnounceDraw) -> f.DrawAnnounced:
    (fact,) = execute_agency(office.rt, SUPERVISOR, command).entry.facts
    assert isinstance(fact, f.DrawAnnounced)
    return fact


def made(office: Office, command: AnnounceDraw) -> DrawView:
    """Announced, the time passed, drawn."""
    no = announced(office, command).no
    office.clock.now = command.at + timedelta(seconds=1)
    execute_agency(office.rt, SUPERVISOR, MakeDraw(no))
    return seen(office, no)


def seen(office: Office, no: int, who: str = "jiwei") -> DrawView:
    with office.rt.db.reading() as connection:
        return draw_view(office.rt, connection, caller(who), no)


def published(found: DrawView) -> bytes:
    return json.dumps(asdict(found), ensure_ascii=False).encode()


def chosen(found: DrawView) -> list[dict[str, Any]]:
    assert found.made is not None
    return list(found.made.outcome["chosen"])


def closed(office: Office, *titles: str) -> list[str]:
    """Cases all the way to their end; their numbers."""
    numbers = []
    for title in titles:
        case = office.start(title)
        office.walk(case)
        numbers.append(number_of(office, case))
    return numbers


def number_of(office: Office, case: CaseId) -> str:
    """The number that the case was given."""
    (found,) = facts_of(office, case, f.CaseAccepted)
    return found.number


def recheck(office: Office, **changed: Any) -> AnnounceDraw:
    """Next day: a tenth of what was closed on the day before."""
    day = office.today
    office.clock.forward(days=1)
    given: dict[str, Any] = {
        "kind": "re-check",
        "at": office.clock.now + timedelta(hours=1),
        "percent": 10,
        "charts": ("construction-permit",),
        "since": day,
        "until": day,
        "posts": ("GH-c", "JC-c", "ZH-c"),
        "each": 1,
    }
    return AnnounceDraw(**{**given, **changed})
