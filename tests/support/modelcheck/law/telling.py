"""A refusal says who, where, and what stands against it, in words of the catalogue."""

from collections.abc import Iterator
from typing import Any

from support.modelcheck.law.duties import deeds
from support.modelcheck.law.seen import Seen
from zhiheng.messages import CATALOGUE, tell

_NAMED = {
    "not-a-candidate": ("person", "task", "needed"),
    "on-leave": ("person", "task"),
    "recused": ("person", "task"),
    "two-hands": ("person", "task"),
    "no-valid-card": ("person", "task", "card", "day"),
    "claimed-by-other": ("person", "holder"),
    "stand-in-while-present": ("person", "holder", "task"),
    "stand-in-separated": ("person", "whose", "holder", "task", "conflict"),
    "stand-in-order": ("person", "holder", "task", "first"),
    "stand-in-not-lawful": ("person", "holder", "task"),
    "different-person": ("person", "task", "conflict", "other", "basis"),
    "different-section": ("person", "task", "conflict", "other", "basis"),
    "same-person": ("person", "task", "conflict", "other", "basis"),
    "higher-grade": ("person", "task", "conflict", "other", "basis"),
    "not-kin": ("person", "task", "conflict", "other", "basis"),
    "separated-elsewhere": ("person", "task", "conflict", "other", "basis"),
    "risk-undischarged": ("task", "risk", "measure", "key", "level"),
    "above-authority": ("person", "needed", "task", "amount", "total"),
    "above-person-limit": ("person", "limit", "task", "amount", "total"),
    "split-amount": ("count", "task", "amount", "total"),
    "not-as-resolved": ("resolved", "must", "task"),
    "papers-missing": ("missing", "task"),
    "supplement-once": ("items", "told"),
}


_TOLD: set[tuple[str, ...]] = set()


def told(seen: Seen) -> Iterator[str]:
    """Known to the catalogue, told without a gap, and true."""
    refusal = seen.done.refusal
    if refusal is None:
        return
    if refusal.rule not in CATALOGUE:
        yield f"{refusal.rule} is not in the catalogue"
        return
    # A gap depends on the names alone of what is told.
    known = (refusal.rule, *refusal.facts)
    if known not in _TOLD:
        tell(refusal)
        _TOLD.add(known)
    if refusal.rule == "not-a-candidate" and seen.task()[1].external is not None:
        return
    empty = [n for n in _NAMED.get(refusal.rule, ()) if refusal.facts.get(n) in (None, "")]
    if empty:
        yield f"{refusal.rule} does not say {empty}"
    yield from _true(seen, refusal)


def _true(seen: Seen, refusal: Any) -> Iterator[str]:
    facts = refusal.facts
    judged = [seen.member(p).name for p in _people(seen)]
    if judged and refusal.rule in _PERSONAL and facts.get("person") not in judged:
        yield f"{refusal.rule} names {facts.get('person')}"
    if "conflict" in facts and not _deed(seen, facts):
        yield f"{refusal.rule} names {facts['conflict']}, where nothing was done"
    if refusal.rule.startswith("stand-in"):
        yield from _of_stand_in(seen, refusal)
    if refusal.rule in ("above-person-limit", "split-amount"):
        yield from _of_amount(seen, refusal)


def _people(seen: Seen) -> list[str]:
    """Whose act it would be: of the two, where one draws another in, either may be meant."""
    drawn_in = type(seen.command).__name__ in ("AddSigner", "Delegate", "Reassign")
    other = getattr(seen.command, "person", None) if drawn_in else None
    found = (_judged(seen), other, seen.person if drawn_in else None)
    return [p for p in found if p is not None and p in seen.roster.persons]


def _judged(seen: Seen) -> str | None:
    """Whose act it would be: the receiver's, where work is handed to him."""
    receiver: str | None = getattr(seen.command, "receiver", None)
    return receiver or seen.person


_PERSONAL = frozenset(
    {
        "not-a-candidate", "on-leave", "recused", "two-hands", "no-valid-card", "claimed-by-other",
        "stand-in-while-present", "stand-in-separated", "stand-in-order", "stand-in-not-lawful",
        "different-person", "different-section", "same-person", "higher-grade", "not-kin",
        "separated-elsewhere", "own-recusal", "may-not-decide-recusal",
    }
)  # fmt: skip


def _deed(seen: Seen, facts: Any) -> bool:
    path = facts["conflict"]
    task = facts.get("task")
    for rule in seen.separations(hard=True):
        if (task in rule.a and path in rule.b) or (task in rule.b and path in rule.a):
            side = "b" if task in rule.a else "a"
            if any(d[3] == path for d in deeds(seen, rule, side)):
                return facts.get("separation") in (None, rule.id) or _named(seen, facts)
    return False


def _named(seen: Seen, facts: Any) -> bool:
    return any(rule.id == facts["separation"] for rule in seen.separations(hard=True))


def _of_stand_in(seen: Seen, refusal: Any) -> Iterator[str]:
    """The holder named is one on whose list he stands; away, unless he is there."""
    names = {p.name: str(p.id) for p in seen.roster.persons.values()}
    holder = names.get(refusal.facts["holder"])
    if holder is None:
        yield f"{refusal.rule} names {refusal.facts['holder']}"
        return
    there = refusal.rule == "stand-in-while-present"
    if there == (holder in seen.gone()):
        yield f"{refusal.rule} says of {holder} what is not so"
    if refusal.rule == "stand-in-order" and names.get(refusal.facts["first"]) in (
        None,
        _judged(seen),
    ):
        yield f"first is {refusal.facts['first']}"
    if refusal.rule == "stand-in-separated" and refusal.facts["whose"] not in (
        seen.member(str(_judged(seen))).name, refusal.facts["holder"],
    ):  # fmt: skip
        yield f"the history of {refusal.facts['whose']}"


def _of_amount(seen: Seen, refusal: Any) -> Iterator[str]:
    if refusal.rule == "split-amount" and refusal.facts["count"] < 1:
        yield "no other amount counts beside it"
    del seen
