"""What a checker looks at: the state before, what was tried, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from typing_extensions import override

from zhiheng.model.chart import Task
from zhiheng.model.ids import ElementPath, PersonId, PostId
from zhiheng.model.person import Person, Roster
from zhiheng.model.separation import Separation

GRADES = {"clerk": 0, "section-chief": 1, "deputy-head": 2, "head": 3}


GOES_ON = (
    "resume", "copy", "acknowledge", "ask-recusal", "decide-recusal", "record-result", "withdraw",
    "extend",
)  # fmt: skip
"""What may be done in a case that is put off: what brings it on, and what changes no step."""


def rests(state: Any, day: date) -> bool:
    """Whether a granted suspension holds on the day, which nobody has ended."""
    return any(
        x.granted and not x.resumed and day <= date.fromisoformat(x.until)
        for x in state.suspensions.values()
    )


@dataclass(frozen=True)
class Seen:
    """before: a state; attempt: the act; done: refusal or facts and the state after."""

    before: Any
    attempt: Any
    done: Any

    @property
    def command(self) -> Any:
        return self.attempt.command

    @property
    def person(self) -> str | None:
        found: str | None = self.attempt.caller.person
        return found

    @property
    def roster(self) -> Roster:
        found: Roster = self.before.scene.roster
        return found

    @property
    def today(self) -> date:
        found: date = self.before.today
        return found

    def of(self, *kinds: str) -> list[Any]:
        """The facts of these types."""
        return [x for x in self.done.facts if type(x).__name__ in kinds]

    def task(self) -> tuple[Any, Task]:
        """The open task that the command is about, and its definition."""
        opened = self.before.state.open[self.command.about]
        return opened, self.before.scene.chart.task(ElementPath(opened.path))

    def definition(self, path: str) -> Task:
        found: Task = self.before.scene.chart.task(ElementPath(path))
        return found

    def away(self, day: date | None = None) -> frozenset[str]:
        """On recorded leave."""
        asked = day or self.today
        found: frozenset[str] | None = self.before.known.get(asked)
        if found is None:
            absences = self.before.agency.absences
            found = frozenset(a.person for a in absences if a.since <= asked <= a.until)
            self.before.known[asked] = found
        return found

    def aside(self) -> frozenset[str]:
        """Stand aside: granted, or asked by himself; and the applicant's relations."""
        found: frozenset[str] | None = self.before.known.get("aside")
        if found is None:
            found = self.before.known["aside"] = frozenset(self._aside())
        return found

    def _aside(self) -> Iterator[str]:
        for r in self.before.state.recusals.values():
            if r.granted or (r.granted is None and r.asked_by == r.person):
                yield r.person
        mine = f"party:{self.before.state.applicant}"
        for one, others in self.before.scene.relations.near.items():
            if mine in others:
                yield one

    def gone(self) -> frozenset[str]:
        return self.away() | self.aside()

    def holds(self, person: str, post: str, day: date | None = None) -> bool:
        return person in self.holders(post, day)

    def at_rest(self) -> bool:
        """Whether an officer goes on with a case that is put off for today (暂停)."""
        if self.person is None or getattr(self.command, "NAME", None) in GOES_ON:
            return False
        if not hasattr(self.command, "case"):
            return False
        return rests(self.before.state, self.today)

    def holders(self, post: str, day: date | None = None) -> tuple[str, ...]:
        """In the order of the roster."""
        return _holders(_Same(self.roster), post, day or self.today)

    def card(self, person: str, kind: str) -> Any:
        """His card of that kind, if it is valid today."""
        for card in self.member(person).cards:
            if card.qualification == kind and card.since <= self.today <= card.until:
                return card
        return None

    def member(self, person: str) -> Person:
        return self.roster.persons[PersonId(person)]

    def grade(self, person: str) -> int:
        """Of his first post in force, as the record names it."""
        found = self.first_post(person)
        return GRADES[self.roster.posts[found].grade] if found else -1

    def first_post(self, person: str) -> PostId | None:
        held = [h.post for h in self.member(person).holdings if self.holds(person, h.post)]
        return held[0] if held else None

    def highest(self, person: str) -> int:
        return max(
            (
                GRADES[self.roster.posts[h.post].grade]
                for h in self.member(person).holdings
                if self.holds(person, h.post)
            ),
            default=-1,
        )

    def listed(self, post: str, holder: str) -> tuple[Any, ...]:
        return self.roster.stand_ins.get((PostId(post), PersonId(holder)), ())

    def separations(self, *, hard: bool) -> Iterator[Separation]:
        for found in self.before.scene.chart.separations:
            if found.hard is hard:
                yield found


class _Same:
    """A roster, equal to itself alone."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.roster is self.roster

    @override
    def __hash__(self) -> int:
        return id(self.roster)


@lru_cache(maxsize=4096)
def _holders(same: _Same, post: str, day: date) -> tuple[str, ...]:
    return tuple(
        str(p.id)
        for p in same.roster.persons.values()
        if any(
            h.post == post and h.since <= day and (h.until is None or day <= h.until)
            for h in p.holdings
        )
    )


def held_to(seen: Seen, reasons: set[str]) -> Iterator[str]:
    """Done where a reason stands against it, refused where none does, or for another reason."""
    refusal = seen.done.refusal
    if seen.at_rest():
        reasons = {"suspended"}
    what = type(seen.command).__name__
    if refusal is None and reasons:
        yield f"{what} was let through against {', '.join(sorted(reasons))}"
    elif refusal is not None and refusal.rule not in reasons:
        yield f"{what} was refused for {refusal.rule}, and not for {sorted(reasons) or 'nothing'}"
