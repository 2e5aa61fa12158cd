"""A scene: a bureau of four, a chart, and what may be tried in it. A node: one state of it."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from zhiheng.errors import Refusal
from zhiheng.model.calendar import Calendar
from zhiheng.model.caller import Caller, Role
from zhiheng.model.chart import Chart
from zhiheng.model.ids import AccountId, AgencyId, PartyId, PersonId
from zhiheng.model.parameters import NO_PARAMETERS, Parameters
from zhiheng.model.person import Roster
from zhiheng.model.relation import NO_RELATIONS, Relations
from zhiheng.model.separation import Deed
from zhiheng.model.zone import SHANGHAI
from zhiheng.state.agency import AgencyState
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask, Slot

FIRST_DAY = date(2026, 9, 29)
"""A Tuesday; a long holiday begins on the Thursday."""
NOON = time(12)
AGENCY = "qu-1"
CASE = "case-1"
APPLICANT = "party-1"

_DAYS = tuple(FIRST_DAY + timedelta(days=n) for n in range(9))

Route = Callable[[Mapping[str, Any]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Spent:
    """An amount that another case decided."""

    ladder: str
    scope: str
    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which somebody could fill in a task before he signs it."""

    values: Mapping[str, Any] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    confirmations: Mapping[str, str] = field(default_factory=dict)
    supplement: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """A case in mid-course. routes: task -> the tasks that follow; joins: task -> those it awaits.

    variants: task -> how it can be filled in. verbs: what is tried here. leave: the leave that
    is asked for, as (reason, first day, last day) in days from today. others: cases beside it.
    """

    name: str
    chart: Chart
    roster: Roster
    calendar: Calendar
    routes: Mapping[str, Route]
    variants: Mapping[str, tuple[Variant, ...]]
    prelude: Callable[["Scene"], tuple["Attempt", ...]]
    verbs: frozenset[str]
    opens: tuple[str, ...]
    joins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relations: Relations = NO_RELATIONS
    elsewhere: Mapping[str, tuple[Deed, ...]] = field(default_factory=dict)
    spent: tuple[Spent, ...] = ()
    parameters: Parameters = NO_PARAMETERS
    leave: tuple[tuple[str, int, int], ...] = (("leave", 0, 0),)
    critical: tuple[str, ...] = ()
    last_day: int = 2
    others: tuple[CaseState, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody tries. command: one of production's, or one of `doing`."""

    caller: Caller
    command: Any


@dataclass(slots=True)
class Node:
    """One state: of the case, of the agency, and the day, counted from the first."""

    scene: Scene
    state: CaseState
    agency: AgencyState
    parameters: Parameters
    proposal: Any = None
    in_force: Any = None
    day: int = 0
    path: tuple[Attempt, ...] = ()
    entries: tuple[Any, ...] = ()
    others: Mapping[str, CaseState] = field(default_factory=dict)
    """Other cases by id: one may be merged into this."""
    known: dict[Any, Any] = field(default_factory=dict)
    """What a checker has found out of the state, which no longer changes then."""

    @property
    def today(self) -> date:
        return _DAYS[self.day]

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, NOON, SHANGHAI)

    def child(self, attempt: Attempt) -> "Node":
        """A copy that can be changed, one attempt further on."""
        state, agency = copied(self.state), copy.copy(self.agency)
        agency.absences = list(agency.absences)
        agency.charts = dict(agency.charts)
        return replace(self, state=state, agency=agency, path=(*self.path, attempt), known={})


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an attempt. after: None where it was refused, or only something was asked."""

    refusal: Refusal | None = None
    facts: tuple[Any, ...] = ()
    after: Node | None = None
    answer: Any = None


def copied(state: CaseState) -> CaseState:
    """A copy whose containers are its own."""
    new = copy.copy(state)
    for name in _DICTS:
        setattr(new, name, dict(getattr(state, name)))
    new.open = {key: _task(task) for key, task in state.open.items()}
    new.acted = {path: dict(who) for path, who in state.acted.items()}
    new.filed = {key: list(papers) for key, papers in state.filed.items()}
    return new


_DICTS = tuple(
    x.name
    for x in fields(CaseState)
    if x.name not in ("open", "acted", "filed")
    and isinstance(getattr(CaseState("", ""), x.name), dict)
)


_OF_TASK = tuple(x.name for x in fields(OpenTask))
_OF_SLOT = tuple(x.name for x in fields(Slot))


def _task(task: OpenTask) -> OpenTask:
    """Field by field, which `copy` is too slow for."""
    new = OpenTask.__new__(OpenTask)
    for name in _OF_TASK:
        value = getattr(task, name)
        setattr(new, name, dict(value) if type(value) is dict else value)
    new.slots = [_slot(s) for s in task.slots]
    new.seats = [_slot(s) for s in task.seats]
    new.noticed = list(task.noticed)
    return new


def _slot(slot: Slot) -> Slot:
    new = Slot.__new__(Slot)
    for name in _OF_SLOT:
        setattr(new, name, getattr(slot, name))
    return new


def officer(person: str, session: str | None = None) -> Caller:
    """A member of the bureau who has just entered his password, in a session of his own."""
    return Caller(
        AgencyId(AGENCY), AccountId(person), Role.OFFICER, PersonId(person),
        confirmed=True, session=session or f"session of {person}",
    )  # fmt: skip


def applicant(party: str = APPLICANT) -> Caller:
    """The account of an applicant."""
    return Caller(
        AgencyId(AGENCY), AccountId(party), Role.APPLICANT, party=PartyId(party), confirmed=True
    )


def system(account: str, person: str | None = None) -> Caller:
    """The account of a system officer."""
    return Caller(
        AgencyId(AGENCY), AccountId(account), Role.SYSTEM,
        PersonId(person) if person else None, confirmed=True,
    )  # fmt: skip


def supervisor() -> Caller:
    """The account of a supervisor."""
    return Caller(AgencyId(AGENCY), AccountId("supervisor"), Role.SUPERVISOR, confirmed=True)
