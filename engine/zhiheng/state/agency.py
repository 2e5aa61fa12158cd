"""An agency as folded from its stream: roster, calendar, charts, absences, accounts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from zhiheng import facts as f
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Absence


@dataclass(frozen=True, slots=True)
class Draw:
    """A random draw. n: the entry that announced it."""

    announced: f.DrawAnnounced
    n: int
    made: f.DrawMade | None = None


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
    parameters: str = ""
    proposed: f.ParametersProposed | None = None
    """The parameters that wait for a second officer."""
    absences: list[Absence] = field(default_factory=list)
    leave_asked: dict[int, f.LeaveAsked] = field(default_factory=dict)
    """Requests for leave that wait for a decision, by number; one of each person."""
    leave_requests: int = 0
    """How many there have been."""
    relations: str = ""
    migrations: dict[int, f.MigrationApproved] = field(default_factory=dict)
    charts: dict[str, list[f.ChartDeployed]] = field(default_factory=dict)
    system: dict[str, str] = field(default_factory=dict)
    """Command -> the chart whose cases end in it, as last deployed."""
    asked: f.OperationAsked | None = None
    operating: bool = False
    """Whether it is in operation (投入运行), so that only system cases change what cases run on."""
    waivers: list[f.WaiverGranted] = field(default_factory=list)
    editions: dict[str, f.EditionPublished] = field(default_factory=dict)
    """Chart -> its edition that is public now."""
    published_by: dict[str, int] = field(default_factory=dict)
    """Chart -> the entry that published it."""
    accounts: dict[str, f.AccountOpened] = field(default_factory=dict)
    ungranted: set[str] = field(default_factory=set)
    """Accounts opened in operation that wait for the security officer."""
    offset: int = 0
    """Seconds that the simulated clock of a demo runs ahead."""
    keys: dict[str, dict[str, int]] = field(default_factory=dict)
    """Account -> its public keys that are not revoked, with the entries that registered them."""
    keys_ever: set[str] = field(default_factory=set)
    """All that were ever registered: none comes back, and none moves to another account."""
    draws: dict[int, Draw] = field(default_factory=dict)
    """Random draws (抽取) by number."""
    archive: list[str] = field(default_factory=list)
    """Pages of personal archives that are there, by commitment, the oldest first."""

    def apply(self, fact: f.AnyFact) -> None:
        """Fold one fact."""
        fold = _FOLD.get(type(fact))
        if fold is None:
            raise ValueError(f"no fact of an agency: {fact}")
        fold(self, fact)

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


def _bootstrapped(s: AgencyState, x: f.AgencyBootstrapped) -> None:
    s.name, s.origin = x.name, x.origin


def _roster(s: AgencyState, x: f.RosterLoaded) -> None:
    s.roster = x.digest


def _calendar(s: AgencyState, x: f.CalendarLoaded) -> None:
    s.calendar = x.digest


def _proposed(s: AgencyState, x: f.ParametersProposed) -> None:
    s.proposed = x


def _confirmed(s: AgencyState, x: f.ParametersConfirmed) -> None:
    s.parameters, s.proposed = x.digest, None


def _relations(s: AgencyState, x: f.RelationsLoaded) -> None:
    s.relations = x.digest


def _account(s: AgencyState, x: f.AccountOpened) -> None:
    s.accounts[x.account] = x
    if s.operating:
        s.ungranted.add(x.account)


def _account_granted(s: AgencyState, x: f.AccountGranted) -> None:
    s.ungranted.discard(x.account)


def _operation_asked(s: AgencyState, x: f.OperationAsked) -> None:
    s.asked = x


def _operation_begun(s: AgencyState, _x: f.OperationBegun) -> None:
    s.operating, s.asked = True, None


def _waiver(s: AgencyState, x: f.WaiverGranted) -> None:
    s.waivers.append(x)


def _published(s: AgencyState, x: f.EditionPublished) -> None:
    s.editions[x.key], s.published_by[x.key] = x, s.n + 1


def _unpublished(s: AgencyState, x: f.EditionWithdrawn) -> None:
    del s.editions[x.key], s.published_by[x.key]


def _leave_asked(s: AgencyState, x: f.LeaveAsked) -> None:
    s.leave_requests = x.no
    s.leave_asked = {n: a for n, a in s.leave_asked.items() if a.person != x.person} | {x.no: x}


def _leave_decided(s: AgencyState, x: f.LeaveDecided) -> None:
    del s.leave_asked[x.no]


def _gone(s: AgencyState, x: f.AbsenceRecorded) -> None:
    s.absences.append(_absence(x))


def _ended(s: AgencyState, x: f.AbsenceEnded) -> None:
    s.absences = list(_back(s.absences, x.person, date.fromisoformat(x.on)))


def _back(absences: Iterable[Absence], person: str, on: date) -> Iterator[Absence]:
    """The absences when that person is there from that day on."""
    for absence in absences:
        if absence.person != person or absence.until < on:
            yield absence
        elif absence.since < on:
            yield replace(absence, until=on - timedelta(days=1))


def _deployed(s: AgencyState, x: f.ChartDeployed) -> None:
    s.charts.setdefault(x.key, []).append(x)
    if x.command is not None:
        s.system[x.command] = x.key


def _migration(s: AgencyState, x: f.MigrationApproved) -> None:
    s.migrations[x.migration] = x


def _clock(s: AgencyState, x: f.ClockSet) -> None:
    s.offset = x.offset


def _draw_announced(s: AgencyState, x: f.DrawAnnounced) -> None:
    s.draws[x.no] = Draw(x, s.n + 1)


def _draw_made(s: AgencyState, x: f.DrawMade) -> None:
    s.draws[x.no] = replace(s.draws[x.no], made=x)


def _key_registered(s: AgencyState, x: f.KeyRegistered) -> None:
    s.keys.setdefault(x.account, {})[x.key] = s.n + 1
    s.keys_ever.add(x.key)


def _key_revoked(s: AgencyState, x: f.KeyRevoked) -> None:
    del s.keys[x.account][x.key]


def _nothing(_s: AgencyState, _x: f.AnyFact) -> None:
    """A fact that is a record only."""


def _archive_filed(s: AgencyState, x: f.ArchiveFiled) -> None:
    s.archive.append(x.page)


def _archive_erased(s: AgencyState, x: f.ArchiveErased) -> None:
    s.archive = [page for page in s.archive if page not in x.pages]


_FOLD: dict[type, Callable[[AgencyState, Any], None]] = {
    f.AgencyBootstrapped: _bootstrapped,
    f.RosterLoaded: _roster,
    f.CalendarLoaded: _calendar,
    f.RelationsLoaded: _relations,
    f.ParametersProposed: _proposed,
    f.ParametersConfirmed: _confirmed,
    f.AccountOpened: _account,
    f.AccountGranted: _account_granted,
    f.OperationAsked: _operation_asked,
    f.OperationBegun: _operation_begun,
    f.CaseOrdered: _nothing,
    f.WaiverGranted: _waiver,
    f.EditionPublished: _published,
    f.EditionWithdrawn: _unpublished,
    f.LeaveAsked: _leave_asked,
    f.LeaveDecided: _leave_decided,
    f.AbsenceRecorded: _gone,
    f.AbsenceEnded: _ended,
    f.HandedOver: _nothing,
    f.CasesStopped: _nothing,
    f.ChartDeployed: _deployed,
    f.MigrationApproved: _migration,
    f.CaseRepaired: _nothing,
    f.ContentsErased: _nothing,
    f.LoginErased: _nothing,
    f.PartyErased: _nothing,
    f.ClockSet: _clock,
    f.DrawAnnounced: _draw_announced,
    f.DrawMade: _draw_made,
    f.KeyRegistered: _key_registered,
    f.KeyRevoked: _key_revoked,
    f.ArchiveFiled: _archive_filed,
    f.ArchiveErased: _archive_erased,
}
