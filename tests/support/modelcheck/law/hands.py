"""Claims and signatures: who, how many hands, which card, in which order, on which content.

Law: 许可法 34-3, 处罚法 42 and 强制法 18 (two persons with cards); 000 (交叉制约); domain.md §11.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from support.modelcheck.law import amounts, meetings, reception, risks
from support.modelcheck.law.duties import clash, put_on_record, reason
from support.modelcheck.law.right import Right, absent_as, right_of
from support.modelcheck.law.seen import Seen, held_to
from zhiheng.model.chart import Task
from zhiheng.model.ids import PersonId, PostId, QualificationId, SectionId
from zhiheng.model.slot import SlotRule


def rule_of(slot: Any) -> SlotRule:
    o = slot.opened
    return SlotRule(
        o.no, PostId(o.post) if o.post else None, SectionId(o.section) if o.section else None,
        QualificationId(o.qualification) if o.qualification else None,
        QualificationId(o.card) if o.card else None,
        PersonId(slot.named) if slot.named else None,
    )  # fmt: skip


def _slot(task: Any, no: int) -> Any:
    return next(s for s in task.slots if s.opened.no == no)


def others_of(task: Any, slot: Any) -> set[str]:
    """Who has signed, holds or has prepared the other slots."""
    rest = [s for s in task.slots if s is not slot]
    wrote = {s.prepared for s in rest if s.prepared and s.opened.no != slot.opened.no}
    return wrote | {
        w for s in rest if (w := s.signed.person if s.signed else s.assignee) is not None
    }


def against_taking(seen: Seen, task: Any, slot: Any, person: str) -> tuple[Right, set[str]]:
    """The right, and all that stands against his taking the slot."""
    rule, others = rule_of(slot), others_of(task, slot)
    right = right_of(seen, task.path, rule, person, others)
    if right.refused:
        return right, set(right.refused)
    return right, barred(seen, task.path, rule, person, others)


def barred(seen: Seen, path: str, rule: SlotRule, person: str, others: set[str]) -> set[str]:
    """What stands against one who has the right."""
    found: set[str] = set()
    met = next(clash(seen, path, person, absent_as(seen, rule, person)), None)
    if met is not None:
        found.add(reason(met))
    if person in others:
        found.add("two-hands")
    if rule.card is not None and seen.card(person, rule.card) is None:
        found.add("no-valid-card")
    return found


def against_holder(seen: Seen, task: Any, slot: Any, person: str) -> set[str]:
    """A claim of another binds while he could sign himself."""
    holder = slot.assignee
    if holder is None or holder == person:
        return set()
    _, against = against_taking(seen, task, slot, holder)
    return set() if against else {"claimed-by-other"}


def claimed(seen: Seen) -> Iterator[str]:
    """Nobody works in vain: a claim is refused as a signature would be."""
    task, _ = seen.task()
    slot, person = _slot(task, seen.command.slot), str(seen.person)
    right, against = against_taking(seen, task, slot, person)
    against |= against_holder(seen, task, slot, person)
    if slot.assignee == person:
        against.add("already-yours")
    yield from held_to(seen, against)
    for fact in seen.of("SlotClaimed"):
        if (fact.person, fact.acting_for, fact.resolution) != (
            person, right.acting_for, right.resolution,
        ):  # fmt: skip
            yield f"claimed as {fact}, and not for {right}"


def unclaimed(seen: Seen) -> Iterator[str]:
    """What one holds he can give back, but not that he was asked to sign besides (加签)."""
    task, _ = seen.task()
    free = [s for s in task.slots if s.assignee == seen.person and s.signed is None]
    yield from held_to(seen, set() if any(s.named is None for s in free) else {"not-yours"})


def transferred(seen: Seen) -> Iterator[str]:
    """From the holder to another in his own right; what is held for an absent A goes to nobody."""
    task, _ = seen.task()
    held = [s for s in task.slots if s.assignee == seen.person and s.signed is None]
    if not held:
        yield from held_to(seen, {"not-yours"})
        return
    against: set[str] = set()
    if held[0].acting_for is not None:
        against.add("transfer-of-stand-in")
    right, barred_by = against_taking(seen, task, held[0], seen.command.receiver)
    against |= barred_by
    if right.acting_for is not None:
        against.add("transfer-of-stand-in")
    yield from held_to(seen, against)


def signed(seen: Seen) -> Iterator[str]:
    """A signature: who may, and what he signs."""
    task, definition = seen.task()
    slot = _slot(task, seen.command.slot)
    against, right = _against(seen, task, definition, slot)
    against |= amounts.without_parameter(seen)
    if definition.follows and task.content is None:
        against |= meetings.not_as_resolved(seen, definition)
    if task.content is None:
        against |= reception.against(seen, definition)
    else:
        against |= _second(seen, task, definition)
    completes = all(s is slot or s.signed is not None for s in task.slots)
    against |= _drawn_in(task, slot)
    against |= risks.undischarged(seen, task, definition, completes=completes)
    if completes:
        against |= amounts.against(seen, task, definition, right)
        against |= _rounds(seen, definition)
    yield from held_to(seen, against)
    if seen.done.refusal is None:
        yield from _written(seen, task, slot, right)
        yield from risks.written(seen, definition, completes=completes)
        yield from put_on_record(seen)
        yield from reception.written(seen, definition, completes=completes)


def _drawn_in(task: Any, slot: Any) -> set[str]:
    """Who was added signs what is filed; who has let another prepare it waits for the report."""
    first = {"content-first"} if slot.named is not None and task.content is None else set()
    return first | ({"delegated-out"} if slot.delegate is not None else set())


def _against(seen: Seen, task: Any, definition: Task, slot: Any) -> tuple[set[str], Right]:
    if seen.attempt.caller.party is not None:
        return set(), Right()
    person = str(seen.person)
    if definition.collective is not None:
        found = meetings.minutes(seen, task, definition, slot, person)
        if found is not None:
            return found
    right, against = against_taking(seen, task, slot, person)
    if right.refused:
        return against, right
    against |= against_holder(seen, task, slot, person)
    against |= _order(task, definition, slot)
    seen_opinion = (seen.command.opinion or "").replace("\u200b", "").strip()
    if definition.opinion == "required" and not seen_opinion:
        against.add("opinion-required")
    if definition.collective is not None:
        against |= meetings.who_presided(seen, task, definition, slot, person)
    return against, right


def _order(task: Any, definition: Task, slot: Any) -> set[str]:
    unsigned = {s.opened.no for s in task.slots if s is not slot and s.signed is None}
    found = set()
    if definition.crosscheck is not None and slot.opened.no == 2 and 1 in unsigned:
        found.add("check-before-done")
    sign_off = definition.sign_off
    ordered = sign_off is not None and (sign_off.fixed or sign_off.collective is not None)
    if ordered and unsigned and min(unsigned) < slot.opened.no:
        found.add("sign-in-order")
    return found


def _second(seen: Seen, task: Any, definition: Task) -> set[str]:
    """Of the very content that the first signed, and not out of one log-in (双签)."""
    found = set()
    dual = definition.sign_off is not None and definition.sign_off.kind == "dual"
    if seen.command.content is None:
        if dual:
            found.add("digest-unnamed")
    elif seen.command.content != task.content:
        found.add("content-is-fixed")
    if dual:
        mine = hashlib.sha256(f"session:{seen.attempt.caller.session}".encode()).hexdigest()
        if any(s.signed and s.signed.session == mine[:32] for s in task.slots):
            found.add("one-session")
    return found


def _rounds(seen: Seen, definition: Task) -> set[str]:
    """Nothing goes round for ever (不能延时)."""
    chart, state = seen.before.scene.chart, seen.before.state
    values = {**state.variables, **reception.values_of(seen, definition)}
    for path in seen.before.scene.routes[definition.path](values):
        most = [chart.rounds, *(back.rounds + 1 for back in chart.returns if back.to == path)]
        if state.visits.get(path, 0) + 1 > min(most):
            return {"rounds-used"}
    return set()


def _written(seen: Seen, task: Any, slot: Any, right: Right) -> Iterator[str]:
    """One signature, by whom it was and in whose right, with the number of his card."""
    (fact,) = seen.of("SlotSigned")
    caller = seen.attempt.caller
    who = caller.person or f"party:{caller.party}"
    if (fact.person, fact.acting_for) != (who, right.acting_for):
        yield f"signed as {fact.person} for {fact.acting_for}, and not for {right.acting_for}"
    needed = slot.opened.card
    card = seen.card(who, needed) if needed else None
    if fact.card != (card.number if card else None):
        yield f"signed on the card {fact.card}"
    acted = seen.done.after.state.acted.get(task.path, {})
    if who not in acted:
        yield f"the act of {who} is not booked"
