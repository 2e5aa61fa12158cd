"""Separation of duties (职责分离): nobody acts on both sides, in any round, in the rule's scope.

Law: each separation names its own; the ready-made ones are in model/incompatible.py.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from zhiheng.errors import Forbidden, Refusal
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.relation import NO_RELATIONS, Relations
from zhiheng.model.roster_file import GRADES
from zhiheng.model.separation import Capacity, Deed, Separation, SeparationKind
from zhiheng.rules.act import Act


@dataclass(frozen=True, slots=True)
class Past:
    """What has been done: in this case by element path, and elsewhere by rule name."""

    acted: Mapping[str, Mapping[str, Capacity]]
    elsewhere: Mapping[str, Collection[Deed]] = field(default_factory=dict)
    relations: Relations = NO_RELATIONS

    def on(self, separation: Separation, side: str) -> Iterator[Deed]:
        """The deeds on one side, this case's first."""
        paths = separation.a if side == "a" else separation.b
        for path in sorted(path for path in paths if path in self.acted):
            for person, capacity in self.acted[path].items():
                yield Deed(path, person, capacity, side)
        if separation.wide:
            others = self.elsewhere.get(separation.name, ())
            yield from (deed for deed in others if deed.side == side)


@dataclass(frozen=True, slots=True)
class Conflict:
    """The separation that bars a person, and the deed that it bars him by."""

    separation: Separation
    deed: Deed

    @property
    def earlier(self) -> str:
        """The step already acted on."""
        return self.deed.task


def conflict(
    deed: Deed,
    separations: Collection[Separation],
    past: Past,
    behalf: Collection[str] = (),
) -> Conflict | None:
    """The first separation that the deed would break. behalf: for whom he may stand in."""
    return next(conflicts(deed, separations, past, behalf), None)


def conflicts(
    deed: Deed,
    separations: Collection[Separation],
    past: Past,
    behalf: Collection[str] = (),
) -> Iterator[Conflict]:
    """All separations that the deed would break, each with the first deed it stands against."""
    for separation in separations:
        side = separation.side(ElementPath(deed.task))
        if side is None:
            continue
        others = tuple(past.on(separation, "b" if side == "a" else "a"))
        found = _against(separation, side, deed, others, past, behalf) if others else None
        if found is not None:
            yield Conflict(separation, found)


def _against(
    separation: Separation,
    side: str,
    deed: Deed,
    others: tuple[Deed, ...],
    past: Past,
    behalf: Collection[str],
) -> Deed | None:
    if separation.kind is SeparationKind.SAME_PERSON:
        # Who stands in for the handler carries the handler's work on.
        own = {deed.person, *behalf}
        return None if any(o.person in own for o in others) else next(iter(others), None)
    clashes = _CLASHES[separation.kind]
    return next((o for o in others if clashes(deed, o, side, past.relations)), None)


def _one_person(deed: Deed, other: Deed, _side: str, _relations: Relations) -> bool:
    return deed.person == other.person


def _one_section(deed: Deed, other: Deed, side: str, relations: Relations) -> bool:
    """Those of no section, the leaders, are one unit; an outside party is of none."""
    if _one_person(deed, other, side, relations):
        return True
    inside = not any(d.person.startswith("party:") for d in (deed, other))
    return inside and deed.capacity.section == other.capacity.section


def _not_higher(deed: Deed, other: Deed, side: str, relations: Relations) -> bool:
    """Side b stands above side a; a grade that is not known is no grade at all."""
    if _one_person(deed, other, side, relations):
        return True
    mine, theirs = rank(deed.capacity.grade), rank(other.capacity.grade)
    return mine <= theirs if side == "b" else theirs <= mine


def _kin(deed: Deed, other: Deed, _side: str, relations: Relations) -> bool:
    return deed.person == other.person or relations.related(deed.person, other.person)


_CLASHES: Mapping[SeparationKind, Callable[[Deed, Deed, str, Relations], bool]] = {
    SeparationKind.DIFFERENT_PERSON: _one_person,
    SeparationKind.DIFFERENT_SECTION: _one_section,
    SeparationKind.HIGHER_GRADE: _not_higher,
    SeparationKind.NOT_KIN: _kin,
}


def rank(grade: str | None) -> int:
    """0 for a clerk and up; -1 for none."""
    return GRADES.index(grade) if grade in GRADES else -1


def past_of(act: Act) -> Past:
    """The past that an act is judged against."""
    return Past(act.acted, act.elsewhere, act.relations)


def deed_of(act: Act, person: PersonId) -> Deed:
    """The act as a deed of that person, in his own section and grade of the day."""
    found = act.roster.persons[person]
    post = act.roster.post_of(person, act.today)
    capacity = Capacity(found.section, post.grade if post else None)
    return Deed(act.task.path, person, capacity)


def barred(act: Act, person: PersonId, behalf: Collection[str] = ()) -> Conflict | None:
    """The first hard separation that keeps the person from the act."""
    path = act.task.path
    hard = [s for s in act.separations if s.hard and s.side(path) is not None]
    return conflict(deed_of(act, person), hard, past_of(act), behalf) if hard else None


def separated(act: Act) -> Refusal | None:
    """Prevents one person from, say, accepting an application and reviewing it too."""
    found = barred(act, act.person.id, _absent_as(act))
    return None if found is None else _refusal(act, found)


def _absent_as(act: Act) -> frozenset[str]:
    """The absent holders of the post whose list of stand-ins names the person."""
    post, lists = act.slot.post, act.roster.stand_ins
    if post is None:
        return frozenset()
    return frozenset(
        holder.id
        for holder in act.roster.holders(post, act.today)
        if holder.id in act.away
        and any(b.person == act.person.id for b in lists.get((post, holder.id), ()))
    )


def _refusal(act: Act, found: Conflict) -> Refusal:
    basis = found.separation.basis
    facts = {
        "person": act.person.name,
        "task": act.task.path,
        "conflict": found.earlier,
        "other": found.deed.person,
        "scope": found.separation.scope.value,
        "separation": found.separation.id,
        "reason": found.separation.reason,
        "basis": f"{basis.law} {basis.article}" if basis else None,
    }
    if found.deed.case is not None:
        return Forbidden("separated-elsewhere", **facts)
    match found.separation.kind:
        case SeparationKind.DIFFERENT_PERSON:
            return Forbidden("different-person", **facts)
        case SeparationKind.DIFFERENT_SECTION:
            return Forbidden("different-section", **facts)
        case SeparationKind.SAME_PERSON:
            return Forbidden("same-person", **facts)
        case SeparationKind.HIGHER_GRADE:
            return Forbidden("higher-grade", **facts)
        case SeparationKind.NOT_KIN:
            return Forbidden("not-kin", **facts)
