"""A case's suspensions and mergers (暂停、并案), as its page shows them."""

from dataclasses import dataclass

from zhiheng.clock import local_date
from zhiheng.model.caller import Role
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Roster
from zhiheng.queries.cases import CaseFile
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.state.case import CaseState
from zhiheng.store.project import project_case


@dataclass(frozen=True, slots=True)
class SuspensionItem:
    """state: `asked`, `granted` (it holds), `over`, `refused`. by: who asked."""

    no: int
    by: str
    ground: str
    until: str
    state: str


@dataclass(frozen=True, slots=True)
class MergerItem:
    """state: `asked`, `granted`, `refused`."""

    no: int
    by: str
    other: str
    state: str


@dataclass(frozen=True, slots=True)
class Standstill:
    """until: the last day of the suspension that holds today; None: none does."""

    until: str | None
    suspensions: tuple[SuspensionItem, ...]
    mergers: tuple[MergerItem, ...]
    absorbed: tuple[str, ...]
    merged_into: str | None


def standstill(rt: Runtime, file: CaseFile, view: AgencyView, role: Role) -> Standstill:
    """The applicant learns that his case is suspended and merged, not who had asked."""
    entries = file.entries
    state, _ = project_case(file.item.id, view.state.id, entries, file.chart.separations)
    today = local_date(rt.now(view))
    held = state.suspended(today)
    inside = role is not Role.APPLICANT
    return Standstill(
        until=held.until if held else None,
        suspensions=_suspensions(state, view.roster, today.isoformat()) if inside else (),
        mergers=_mergers(state, view.roster) if inside else (),
        absorbed=tuple(state.absorbed),
        merged_into=state.merged_into,
    )


def _suspensions(state: CaseState, roster: Roster | None, today: str) -> tuple[SuspensionItem, ...]:
    found = []
    for x in state.suspensions.values():
        stands = "granted" if x.holds(today) else "over" if x.granted else "refused"
        told = "asked" if x.waits else stands
        found.append(SuspensionItem(x.no, _name(roster, x.by), x.ground, x.until, told))
    return tuple(found)


def _mergers(state: CaseState, roster: Roster | None) -> tuple[MergerItem, ...]:
    words = {None: "asked", True: "granted", False: "refused"}
    return tuple(
        MergerItem(m.no, _name(roster, m.by), m.other, words[m.granted])
        for m in state.mergers.values()
    )


def _name(roster: Roster | None, person: str) -> str:
    found = roster.persons.get(PersonId(person)) if roster else None
    return found.name if found else person
