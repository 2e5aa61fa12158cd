"""What a command on the agency may look up beyond the agency itself, within its transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from zhiheng import facts as f
from zhiheng.model.draw import Candidate
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Roster
from zhiheng.model.relation import Relations, party
from zhiheng.store import draws as d
from zhiheng.store.artifacts import get_artifact
from zhiheng.store.log import read_stream


@dataclass(frozen=True, slots=True)
class Books:
    """The books of one agency, open for one command."""

    connection: Connection
    agency: str

    def entry_hash(self, n: int) -> str:
        """The hash of entry n of the agency's stream."""
        return d.entry_hash(self.connection, self.agency, n)

    def head_at(self, instant: str) -> tuple[int, str]:
        """The last entry of the agency's stream that was written by then."""
        return d.head_at(self.connection, self.agency, instant)

    def artifact(self, digest: str) -> bytes:
        """What is kept by digest."""
        return get_artifact(self.connection, self.agency, digest)

    def closed(
        self, charts: tuple[str, ...], since: date, until: date, roster: Roster
    ) -> tuple[Candidate, ...]:
        """The cases closed in those days, each with its section and whether it has risk signs."""
        where = (self.connection, self.agency, charts, since, until)
        signs, first = d.with_risk_signs(*where), d.first_signers(*where)
        return tuple(
            Candidate(id=number, unit=_section(roster, first.get(case)), first=case in signs)
            for case, number, _ in d.closed_cases(*where)
        )

    def barred(
        self,
        charts: tuple[str, ...],
        since: date,
        until: date,
        drawn: Iterable[str],
        near: Relations,
    ) -> dict[str, frozenset[str]]:
        """Case number -> who acted there, is recused from it, or is related to somebody of it."""
        wanted = set(drawn)
        found = d.closed_cases(self.connection, self.agency, charts, since, until)
        return {
            number: self._of_case(case, applicant, near)
            for case, number, applicant in found
            if number in wanted
        }

    def _of_case(self, case: str, applicant: str, near: Relations) -> frozenset[str]:
        acted = {
            person
            for entry, _ in read_stream(self.connection, self.agency, f"case/{case}")
            for person in _persons(entry)
        }
        kin = (near.of(person) for person in acted)
        return frozenset(acted).union(near.of(party(applicant)), *kin)


def _section(roster: Roster, person: str | None) -> str:
    found = roster.persons.get(PersonId(person or ""))
    return found.section or "" if found else ""


def _persons(entry: f.Entry) -> Iterable[str]:
    """Whose hand the entry shows, acts voided since included, and who is recused by it."""
    if entry.actor.person is not None:
        yield entry.actor.person
    for fact in entry.facts:
        if isinstance(fact, f.SlotSigned | f.SlotClaimed):
            yield fact.person
        if isinstance(fact, f.RecusalDecided) and fact.granted:
            yield fact.person
