"""A bureau as bit masks: person number i of the roster is bit i."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from zhiheng.model.ids import PersonId, PostId, QualificationId, SectionId
from zhiheng.model.person import Roster
from zhiheng.model.relation import Relations
from zhiheng.model.roster_file import GRADES
from zhiheng.model.separation import Capacity
from zhiheng.model.slot import SlotRule
from zhiheng.verify.net import bits

_Need = tuple[PostId | None, SectionId | None, QualificationId | None, QualificationId | None]


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The roster on one day. capacities: what each is that day; fits: remembered answers."""

    roster: Roster
    day: date
    relations: Relations
    ids: tuple[PersonId, ...]
    at: Mapping[str, int]
    capacities: tuple[Capacity, ...]
    sections: Mapping[str | None, int]
    fits: dict[_Need, int] = field(default_factory=dict)
    tables: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    """Remembered by `verify/allow.py`."""

    @property
    def everybody(self) -> int:
        """All persons of the roster."""
        return (1 << len(self.ids)) - 1

    def bit(self, person: str) -> int:
        """The bit of a person; 0 for somebody who is not on the roster."""
        number = self.at.get(person)
        return 0 if number is None else 1 << number

    def mask(self, persons: Iterable[str]) -> int:
        """The bits of some persons."""
        found = 0
        for person in persons:
            found |= self.bit(person)
        return found

    def who(self, mask: int) -> Iterator[PersonId]:
        """The persons of a mask, in the order of the roster."""
        return (self.ids[bit.bit_length() - 1] for bit in bits(mask))

    def above(self, grade: str | None) -> int:
        """Those who stand above a grade; one that is not known is no grade at all."""
        than = _rank(grade)
        return sum(1 << i for i, c in enumerate(self.capacities) if _rank(c.grade) > than)

    def below(self, grade: str | None) -> int:
        """Those who stand below a grade."""
        than = _rank(grade)
        return sum(1 << i for i, c in enumerate(self.capacities) if _rank(c.grade) < than)

    def fit(self, slot: SlotRule) -> int:
        """Those whom post, section or card make fit for a slot, separations left aside."""
        need = (slot.post, slot.section, slot.qualification, slot.card)
        found = self.fits.get(need)
        if found is None:
            found = self.fits[need] = self.mask(self._fitting(slot))
        return found

    def carded(self, card: QualificationId | None) -> int:
        """Those who hold that card on the day; everybody, where none is asked."""
        if card is None:
            return self.everybody
        persons = self.roster.persons.values()
        return self.mask(p.id for p in persons if p.card(card, self.day) is not None)

    def _fitting(self, slot: SlotRule) -> Iterator[PersonId]:
        carded = self.carded(slot.card)
        for person in self.roster.persons.values():
            if slot.post is not None:
                right = person.holds(slot.post, self.day)
            elif slot.section is not None:
                right = person.section == slot.section
            else:
                card = slot.qualification
                right = card is not None and person.card(card, self.day) is not None
            if right and carded & self.bit(person.id):
                yield person.id


def people(roster: Roster, day: date, relations: Relations | None = None) -> People:
    """Count the persons of a roster through."""
    ids = tuple(roster.persons)
    capacities = []
    sections: dict[str | None, int] = {}
    for number, person in enumerate(roster.persons.values()):
        post = roster.post_of(person.id, day)
        capacities.append(Capacity(person.section, post.grade if post else None))
        sections[person.section] = sections.get(person.section, 0) | 1 << number
    at: dict[str, int] = {person: number for number, person in enumerate(ids)}
    return People(roster, day, relations or Relations(), ids, at, tuple(capacities), sections)


def _rank(grade: str | None) -> int:
    return GRADES.index(grade) if grade in GRADES else -1
