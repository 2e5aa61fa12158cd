"""The bureau (单位) as data: sections, posts, persons, stand-ins and cards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zhiheng.model.ids import PersonId, PostId, QualificationId, SectionId


@dataclass(frozen=True, slots=True)
class Section:
    """A section (科室)."""

    id: SectionId
    name: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post (岗位). grade: `clerk`, `section-chief`, `deputy-head` or `head`."""

    id: PostId
    name: str
    section: SectionId | None
    grade: str
    approves_leave: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """A person holds a post from a day, to a day inclusive (None: still)."""

    post: PostId
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether the post is held on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Card:
    """A qualification card (资格证件), valid from and to the days named, inclusive."""

    qualification: QualificationId
    number: str
    since: date
    until: date

    def on(self, day: date) -> bool:
        """Whether the card is valid on that day."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the bureau. The section is his own, whatever he stands in for."""

    id: PersonId
    name: str
    section: SectionId | None
    holdings: tuple[Holding, ...]
    cards: tuple[Card, ...] = ()

    def holds(self, post: PostId, day: date) -> bool:
        """Whether he holds the post on that day."""
        return any(h.post == post and h.on(day) for h in self.holdings)

    def card(self, qualification: QualificationId, day: date) -> Card | None:
        """His card of that kind valid on that day, if any."""
        return next((c for c in self.cards if c.qualification == qualification and c.on(day)), None)


@dataclass(frozen=True, slots=True)
class StandIn:
    """The B of an AB pair (顶岗). One from another section needs a resolution (局务会决议)."""

    person: PersonId
    resolution: str | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """A recorded absence (请假/出差), whole days, both inclusive."""

    person: PersonId
    since: date
    until: date
    reason: str
    approved_by: PersonId

    def on(self, day: date) -> bool:
        """Whether the person is away on that day."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is who in an agency, in one dated version."""

    agency: str
    name: str
    sections: Mapping[SectionId, Section]
    posts: Mapping[PostId, Post]
    persons: Mapping[PersonId, Person]
    stand_ins: Mapping[tuple[PostId, PersonId], tuple[StandIn, ...]]
    """Ordered: the first lawful one acts. Keyed by (post, holder A)."""
    qualifications: Mapping[QualificationId, str]
    note: str = ""

    @property
    def standby(self) -> frozenset[PostId]:
        """The posts whose holder (A角) has somebody to act in his absence (B角)."""
        return frozenset(post for (post, _), by in self.stand_ins.items() if by)

    def holders(self, post: PostId, day: date) -> Iterator[Person]:
        """Those who hold the post on that day, in the order of the roster."""
        return (p for p in self.persons.values() if p.holds(post, day))

    def post_of(self, person: PersonId, day: date) -> Post | None:
        """His first post in force on that day, for the record."""
        found = self.persons.get(person)
        if found is None:
            return None
        return next((self.posts[h.post] for h in found.holdings if h.on(day)), None)
