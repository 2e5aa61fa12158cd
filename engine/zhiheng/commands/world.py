"""What a command may look at, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Protocol

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.errors import Forbidden
from zhiheng.model.calendar import Calendar
from zhiheng.model.caller import Caller, Role
from zhiheng.model.chart import Chart
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.model.person import Person, Roster
from zhiheng.state.agency import AgencyState
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class World:
    """The agency as of now, the chart of the case, the caller and the time.

    has_document: whether a digest is in the document store.
    """

    agency: AgencyState
    roster: Roster
    calendar: Calendar
    chart: Chart
    caller: Caller
    now: datetime
    has_document: Callable[[str], bool]

    @property
    def today(self) -> date:
        """The day in China."""
        return local_date(self.now)

    @property
    def away(self) -> frozenset[PersonId]:
        """Those on recorded leave today."""
        return self.agency.away(self.today)

    def person(self) -> Person:
        """The caller as a member of the bureau. Raises Forbidden when he is none."""
        found = self.roster.persons.get(self.caller.person or PersonId(""))
        if found is None:
            raise Forbidden("not-in-roster", account=self.caller.account)
        return found


@dataclass(frozen=True, slots=True)
class Sealed:
    """A content that the log only commits to: SHA-256(nonce ‖ body)."""

    commitment: str
    nonce: bytes
    body: bytes


@dataclass(slots=True)
class Decision:
    """What a command decided. completes: the task whose last signature this was."""

    facts: list[f.AnyFact]
    completes: str | None = None
    sealed: list[Sealed] = field(default_factory=list)
    acting_for: str | None = None


class CaseCommand(Protocol):
    """A command on one case. `decide` checks and answers; it changes nothing."""

    NAME: ClassVar[str]
    ROLES: ClassVar[frozenset[Role]]

    @property
    def case(self) -> CaseId:
        """The case it is about."""
        ...

    @property
    def about(self) -> str | None:
        """The task it is about, for the record of a refusal."""
        ...

    def request(self) -> Mapping[str, Any]:
        """What was asked for, as JSON: a repeated key must bring the same."""
        ...

    def decide(self, state: CaseState, world: World) -> Decision:
        """The facts, or a Refusal raised."""
        ...


OFFICERS = frozenset({Role.OFFICER})
PARTIES = frozenset({Role.OFFICER, Role.APPLICANT})
