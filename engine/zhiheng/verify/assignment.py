"""Fill seats with persons: backtracking, the most constrained seat first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zhiheng.model.chart import Separation
from zhiheng.model.ids import PersonId
from zhiheng.verify.seats import Candidate, Seat, apart

BUDGET = 20_000
"""Seats tried in one search before it says that it does not know."""

Filled = dict[Seat, Candidate]


class OutOfBudgetError(Exception):
    """The search was given up: neither an assignment nor its absence is proved."""


@dataclass(slots=True)
class Search:
    """One search. rivals: for each seat, those that another person must fill."""

    options: Mapping[Seat, tuple[Candidate, ...]]
    rivals: Mapping[Seat, frozenset[Seat]]
    twins: Mapping[PersonId, object]
    """Persons of one value can be exchanged, as far as they are on no seat yet."""
    separations: tuple[Separation, ...]
    tried: int = 0
    filled: Filled = field(default_factory=dict)

    def run(self, seats: Sequence[Seat]) -> Filled | None:
        """The first assignment found, None when there is none. Raises OutOfBudgetError."""
        self.tried, self.filled = 0, {}
        return dict(self.filled) if self._fill(frozenset(seats)) else None

    def _fill(self, open_seats: frozenset[Seat]) -> bool:
        if not open_seats:
            return all(self._in_turn(seat, who) for seat, who in self.filled.items())
        free = {seat: self._free(seat) for seat in open_seats}
        seat = min(open_seats, key=lambda s: (len(free[s]), s.order, s.slot.no))
        for candidate in self._distinct(free[seat]):
            self.tried += 1
            if self.tried > BUDGET:
                raise OutOfBudgetError
            self.filled[seat] = candidate
            if self._fill(open_seats - {seat}):
                return True
            del self.filled[seat]
        return False

    def _free(self, seat: Seat) -> list[Candidate]:
        taken = {self.filled[rival].person for rival in self.rivals[seat] if rival in self.filled}
        return [c for c in self.options[seat] if c.person not in taken]

    def _distinct(self, free: list[Candidate]) -> Iterator[Candidate]:
        """Of those who can be exchanged, one is enough to try."""
        used = {candidate.person for candidate in self.filled.values()}
        seen: set[object] = set()
        for candidate in free:
            person = candidate.person
            twin = (person if person in used else self.twins[person], candidate.acting_for)
            if twin not in seen:
                seen.add(twin)
                yield candidate

    def _in_turn(self, seat: Seat, who: Candidate) -> bool:
        """Whether all who come before him on the list had acted on the other side by then."""
        return all(self._barred(seat, earlier) for earlier in who.before)

    def _barred(self, seat: Seat, person: PersonId) -> bool:
        return any(
            other.order < seat.order
            and filled.person == person
            and apart(seat.task, other.task, self.separations)
            for other, filled in self.filled.items()
        )


def search(
    seats: Sequence[Seat],
    options: Mapping[Seat, tuple[Candidate, ...]],
    separations: tuple[Separation, ...],
) -> Search:
    """Prepare a search over these seats."""
    rivals = {
        seat: frozenset(other for other in seats if _rivals(seat, other, separations))
        for seat in seats
    }
    fits: dict[PersonId, list[object]] = {}
    for seat in seats:
        for place, candidate in enumerate(options[seat]):
            # A stand-in's place on the list counts, so he is nobody's twin there.
            mark = (seat, place if candidate.acting_for else None)
            fits.setdefault(candidate.person, []).append(mark)
    twins: dict[PersonId, object] = {person: tuple(marks) for person, marks in fits.items()}
    return Search(options, rivals, twins, separations)


def _rivals(seat: Seat, other: Seat, separations: tuple[Separation, ...]) -> bool:
    if seat.task == other.task:
        return seat.slot.no != other.slot.no
    return apart(seat.task, other.task, separations)
