"""What a separation lets others do: its kind as a mask of those who may act on the other side.

The only place that translates kinds for searches. What each kind means in law, rules/separation.py
says; that the two agree, tests/unit/verify/test_allow.py sees to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zhiheng.model.ids import ElementPath
from zhiheng.model.separation import Capacity, Deed, Separation, SeparationKind
from zhiheng.verify.people import People


def allowed(kind: SeparationKind, side: str, person: str, what: Capacity, people: People) -> int:
    """Who may act on the other side, once `person`, being `what`, has acted on `side`."""
    others = people.everybody & ~people.bit(person)
    match kind:
        case SeparationKind.DIFFERENT_PERSON:
            return others
        case SeparationKind.DIFFERENT_SECTION:
            outside = person.startswith("party:")
            return others if outside else others & ~people.sections.get(what.section, 0)
        case SeparationKind.HIGHER_GRADE:
            ranked = people.above(what.grade) if side == "a" else people.below(what.grade)
            return others & ranked
        case SeparationKind.NOT_KIN:
            return others & ~people.mask(people.relations.of(person))
        case SeparationKind.SAME_PERSON:
            return people.bit(person)


def table(kind: SeparationKind, side: str, people: People) -> tuple[int, ...]:
    """`allowed` for each person of the roster, as he is on the day."""
    key = (kind.value, side)
    found = people.tables.get(key)
    if found is None:
        found = people.tables[key] = tuple(
            allowed(kind, side, person, people.capacities[number], people)
            for number, person in enumerate(people.ids)
        )
    return found


@dataclass(frozen=True, slots=True)
class History:
    """What has been done: in the case, by element path; elsewhere, by the rule's name.

    All persons of all rounds: what was done stays done.
    """

    acted: Mapping[str, Mapping[str, Capacity]] = field(default_factory=dict)
    elsewhere: Mapping[str, tuple[Deed, ...]] = field(default_factory=dict)

    def on(self, separation: Separation, side: str) -> Iterator[tuple[str, Capacity]]:
        """Who has acted on one side, and as what."""
        for path in separation.a if side == "a" else separation.b:
            yield from self.acted.get(path, {}).items()
        if separation.wide:
            for deed in self.elsewhere.get(separation.name, ()):
                if deed.side == side:
                    yield deed.person, deed.capacity

    def leaves(self, path: ElementPath, separations: tuple[Separation, ...], people: People) -> int:
        """Whom it leaves for a task; same-person rules are another matter (verify/problem.py)."""
        free = people.everybody
        for separation in separations:
            side = separation.side(path)
            if side is None or separation.kind is SeparationKind.SAME_PERSON:
                continue
            other = "b" if side == "a" else "a"
            for person, what in self.on(separation, other):
                free &= allowed(separation.kind, other, person, what, people)
        return free


NOTHING = History()
"""A case that has not begun."""
