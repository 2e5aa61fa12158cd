"""The entries of a case as events and the objects that they are about. Pure.

No text, form or variable is in them: what stands in the log as a commitment stays one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from zhiheng import facts as f
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Roster
from zhiheng.queries.event_log.kinds import KINDS, kind_of
from zhiheng.queries.event_log.mask import Mask
from zhiheng.state.replay import voided
from zhiheng.state.task import task_id

Value = str | int | bool
Link = tuple[str, str]
"""Id of an object, and what it is to the event."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An object: `case`, `task`, `clock`, `document`, `person`, `party` or `chart`."""

    id: str
    type: str
    attributes: tuple[tuple[str, Value], ...] = ()
    related: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """at: as the log has it. activity: in words. transition: of the XES lifecycle, if any."""

    id: str
    type: str
    activity: str
    at: str
    transition: str | None
    person: str | None
    role: str
    section: str | None
    attributes: tuple[tuple[str, Value], ...]
    related: tuple[Link, ...]


@dataclass
class CaseLog:
    """One case. things: all that its events are about, each once."""

    id: str
    chart: str
    events: list[Event] = field(default_factory=list)
    things: dict[str, Thing] = field(default_factory=dict)


ATTRIBUTES: dict[str, str] = {
    "clock": "string", "due": "string", "granted": "boolean", "late": "boolean",
    "means": "string", "outcome": "string", "rung": "string", "verb": "string", "visit": "integer",
    "voided": "boolean", "vote": "string",
}  # fmt: skip
"""What an event may say besides; words of the program and days, nothing that people write."""
_OF_FACT = ("due", "granted", "late", "means", "outcome", "rung", "visit", "vote")


def case_log(
    case: str,
    entries: Iterable[f.Entry],
    chart_of: Callable[[str], Chart],
    roster: Roster | None,
    mask: Mask,
) -> CaseLog:
    """The events of a case in the order of its log."""
    found = list(entries)
    started = next(x for e in found for x in e.facts if isinstance(x, f.CaseStarted))
    log = CaseLog(mask.of("case", case), started.chart)
    gone = voided(found)
    made = _Making(log, mask, roster, case, started)
    for entry in found:
        chart = chart_of(entry.digests.chart or started.chart)
        closes = {p for x in entry.facts if isinstance(x, f.TokensMoved) for p in x.closed}
        for at, fact in enumerate(entry.facts):
            if type(fact) in KINDS:
                log.events.append(made.event(entry, at, fact, chart, closes, gone))
    return log


class _Making:
    def __init__(
        self, log: CaseLog, mask: Mask, roster: Roster | None, case: str, started: f.CaseStarted
    ) -> None:
        self._log, self._mask, self._roster, self._case = log, mask, roster, case
        party = self._thing("party", started.applicant)
        chart = self._put(Thing(started.chart, "chart", (("key", started.key),)))
        told = (("chart", started.key), ("version", started.version))
        links = ((party, "applicant"), (chart, "runs on"))
        self._own = self._put(Thing(log.id, "case", told, links))

    def _put(self, thing: Thing) -> str:
        self._log.things.setdefault(thing.id, thing)
        return thing.id

    def _thing(self, kind: str, name: str) -> str:
        return self._put(Thing(self._mask.of(kind, name), kind))

    def _person(self, person: str) -> str:
        if person.startswith("party:"):
            return self._thing("party", person.removeprefix("party:"))
        known = self._roster.persons.get(PersonId(person)) if self._roster else None
        name = self._mask.only_inside(known.name if known else None)
        told = (("name", name),) if name else ()
        return self._put(Thing(self._mask.of("person", person), "person", told))

    def event(
        self,
        entry: f.Entry,
        at: int,
        fact: Any,
        chart: Chart,
        closes: set[str],
        gone: frozenset[int],
    ) -> Event:
        word, transition = KINDS[type(fact)]
        task = getattr(fact, "task", None)
        here = task_id(task, fact.visit) if task and getattr(fact, "visit", None) else None
        if isinstance(fact, f.SlotSigned) and here in closes:
            word, transition = "", "complete"
        if isinstance(fact, f.SuspensionDecided) and not fact.granted:
            transition = None
        node = chart.nodes.get(ElementPath(task or ""))
        step = node.name if node is not None else None
        actor = entry.actor.person
        return Event(
            id=f"{self._log.id}/{entry.n}.{at}",
            type=kind_of(fact),
            activity="：".join(x for x in (step, word) if x) or word,
            at=entry.at,
            transition=transition,
            person=self._mask.of("person", actor) if actor else None,
            role=entry.actor.role,
            section=self._mask.only_inside(entry.actor.section),
            attributes=tuple(_attributes(entry, fact, gone)),
            related=tuple(dict.fromkeys(self._related(entry, fact, here, step))),
        )

    def _related(
        self, entry: f.Entry, fact: Any, here: str | None, step: str | None
    ) -> Iterator[Link]:
        yield self._own, "case"
        if entry.actor.person is not None:
            yield self._person(entry.actor.person), "actor"
        if here is not None:
            named = (("name", step),) if step else ()
            part = ((self._own, "part of"),)
            task = Thing(f"{self._log.id}/{here}", "task", named, part)
            yield self._put(task), "step"
        clock = getattr(fact, "clock", None)
        if isinstance(clock, str):
            part = ((self._own, "part of"),)
            yield self._put(Thing(f"{self._log.id}/clock/{clock}", "clock", (), part)), "limit"
        if isinstance(fact, f.DocumentFiled):
            yield self._thing("document", fact.digest), "filed"
        for name in ("person", "giver", "receiver", "by", "decided_by"):
            other = getattr(fact, name, None)
            if isinstance(other, str) and self._is_person(other):
                yield self._person(other), name

    def _is_person(self, name: str) -> bool:
        known = self._roster is not None and name in self._roster.persons
        return known or name.startswith("party:")


def _attributes(entry: f.Entry, fact: Any, gone: frozenset[int]) -> Iterator[tuple[str, Value]]:
    yield "verb", entry.command
    for name in _OF_FACT:
        value = getattr(fact, name, None)
        if isinstance(value, str | int | bool):
            yield name, value
    if entry.n in gone:
        yield "voided", True
