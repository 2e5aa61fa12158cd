"""An agency as folded from its stream: roster, calendar, charts, absences, accounts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from zhiheng import facts as f
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Absence


@dataclass(slots=True)
class AgencyState:
    """What commands need to know of the agency. Changed only by `apply`."""

    id: str
    n: int = 0
    head: str = ""
    at: str = ""
    """When the last entry was written; the next is never earlier."""
    name: str = ""
    origin: str = "live"
    roster: str = ""
    calendar: str = ""
    absences: list[Absence] = field(default_factory=list)
    charts: dict[str, list[f.ChartDeployed]] = field(default_factory=dict)
    accounts: dict[str, f.AccountOpened] = field(default_factory=dict)
    offset: int = 0
    """Seconds that the simulated clock of a demo runs ahead."""

    def apply(self, fact: f.AnyFact) -> None:
        """Fold one fact."""
        match fact:
            case f.AgencyBootstrapped():
                self.name, self.origin = fact.name, fact.origin
            case f.RosterLoaded():
                self.roster = fact.digest
            case f.CalendarLoaded():
                self.calendar = fact.digest
            case f.AccountOpened():
                self.accounts[fact.account] = fact
            case f.AbsenceRecorded():
                self.absences.append(_absence(fact))
            case f.ChartDeployed():
                self.charts.setdefault(fact.key, []).append(fact)
            case f.ClockSet():
                self.offset = fact.offset
            case _:
                raise ValueError(f"no fact of an agency: {fact}")

    def away(self, day: date) -> frozenset[PersonId]:
        """Those on recorded leave on that day."""
        return frozenset(a.person for a in self.absences if a.on(day))


def fold_agency(state: AgencyState, entries: Iterable[tuple[f.Entry, str]]) -> AgencyState:
    """Fold further entries, each with its hash."""
    for entry, digest in entries:
        for fact in entry.facts:
            state.apply(fact)
        state.n, state.head, state.at = entry.n, digest, entry.at
    return state


def _absence(fact: f.AbsenceRecorded) -> Absence:
    return Absence(
        PersonId(fact.person),
        date.fromisoformat(fact.since),
        date.fromisoformat(fact.until),
        fact.reason,
        PersonId(fact.approved_by),
    )
