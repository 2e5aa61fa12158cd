"""In whose right one may act: his own, or that of an absent A, whose first lawful B he is (顶岗).

Law: 济南编办 2015, 衢州档案局 (AB角): B acts only while A is absent; notes/domain.md §5.1, §11.3.
"""

from dataclasses import dataclass

from support.modelcheck.law.duties import clash, reason
from support.modelcheck.law.seen import Seen
from zhiheng.model.slot import SlotRule


@dataclass(frozen=True)
class Right:
    """acting_for: the absent A; None: in his own right. refused: why he may not, if he may not."""

    acting_for: str | None = None
    resolution: str | None = None
    refused: frozenset[str] = frozenset()


def right_of(seen: Seen, path: str, slot: SlotRule, person: str, others: set[str]) -> Right:
    """The right in which the person may take the slot."""
    if person in seen.aside():
        return Right(refused=frozenset({"recused"}))
    if person in seen.away():
        return Right(refused=frozenset({"on-leave"}))
    if _own(seen, slot, person):
        return Right()
    if slot.post is None:
        return Right(refused=_stranger(seen, path, slot, person, others))
    absent = [a for a in seen.holders(slot.post) if a in seen.gone()]
    for a in absent:
        first = first_b(seen, path, slot, a, others)
        if first is not None and first[0] == person:
            return Right(a, first[1])
    return Right(refused=_why_not(seen, path, slot, person, others))


def _own(seen: Seen, slot: SlotRule, person: str) -> bool:
    if slot.person is not None:
        return person == slot.person
    if slot.post is not None:
        return seen.holds(person, slot.post)
    if slot.section is not None:
        return seen.member(person).section == slot.section
    return slot.qualification is not None and seen.card(person, slot.qualification) is not None


def first_b(
    seen: Seen, path: str, slot: SlotRule, a: str, others: set[str]
) -> tuple[str, str | None] | None:
    """The first B on A's list who may lawfully act."""
    for b in seen.listed(slot.post or "", a):
        who = str(b.person)
        near = seen.member(who).section == seen.member(a).section or b.resolution
        carded = slot.card is None or seen.card(who, slot.card) is not None
        if who in seen.gone() or who in others or not near or not carded:
            continue
        if any(clash(seen, path, who, {a})) or any(clash(seen, path, a, {who})):
            continue
        return who, b.resolution
    return None


def absent_as(seen: Seen, slot: SlotRule, person: str) -> set[str]:
    """The absent holders of the slot's post on whose lists he stands."""
    if slot.post is None:
        return set()
    return {
        a for a in seen.holders(slot.post)
        if a in seen.gone() and any(b.person == person for b in seen.listed(slot.post, a))
    }  # fmt: skip


def _stranger(
    seen: Seen, path: str, slot: SlotRule, person: str, others: set[str]
) -> frozenset[str]:
    """His own earlier act tells him more than that the post is not his."""
    found = next(clash(seen, path, person, absent_as(seen, slot, person)), None)
    if found is not None:
        return frozenset({reason(found)})
    return frozenset({"two-hands" if person in others else "not-a-candidate"})


def _why_not(
    seen: Seen, path: str, slot: SlotRule, person: str, others: set[str]
) -> frozenset[str]:
    post = slot.post or ""
    listed = [
        a for a in seen.holders(post) if any(b.person == person for b in seen.listed(post, a))
    ]
    absent = [a for a in listed if a in seen.gone()]
    if not listed:
        return _stranger(seen, path, slot, person, others)
    if not absent:
        return frozenset({"stand-in-while-present"})
    a = absent[0]
    if any(clash(seen, path, person, {a})) or any(clash(seen, path, a, {person})):
        return frozenset({"stand-in-separated"})
    first = first_b(seen, path, slot, a, others)
    return frozenset({"stand-in-order" if first else "stand-in-not-lawful"})
