"""Who is drawn into another's work (加签、委派、离职转办), and under which gates.

Local practice of offices. What it may never do: give a power that the chart does not give, get
round the separation of duties (处罚法 64; 公务员法 76), or take work out of a present hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from support.modelcheck.law.hands import against_taking
from support.modelcheck.law.seen import Seen, held_to
from support.modelcheck.law.superiors import stands_above


@dataclass(frozen=True)
class _Opened:
    no: int
    post: str | None = None
    section: str | None = None
    qualification: str | None = None
    card: str | None = None


@dataclass(frozen=True)
class _Beside:
    """A place besides those of the chart, for one who is named."""

    named: str
    opened: _Opened
    signed: Any = None
    assignee: str | None = None


def there(seen: Seen) -> set[str]:
    """What keeps a person from acting on any case: he is away, or stands aside from this one."""
    me = str(seen.person)
    away = {"on-leave"} if me in seen.away() else set()
    return away | ({"recused"} if me in seen.aside() else set())


def _hand(slot: Any) -> str | None:
    found: str | None = slot.signed.person if slot.signed else slot.assignee
    return found


def _signs(seen: Seen, task: Any) -> bool:
    """In a slot of the chart, not in one that he was added in."""
    return any(s.named is None and _hand(s) == seen.person for s in task.slots)


def _against(seen: Seen, task: Any, person: str, no: int = 0) -> set[str]:
    """What stands against a person of the roster coming in by name, beside the slot of that no."""
    if person not in seen.roster.persons:
        return {"no-such-person"}
    return against_taking(seen, task, _Beside(person, _Opened(no)), person)[1]


def added(seen: Seen) -> Iterator[str]:
    """By who signs the step; the step is stricter by it, and all its other slots are as before."""
    task, _ = seen.task()
    against = there(seen) | _against(seen, task, seen.command.person)
    if not _signs(seen, task):
        against.add("not-yours")
    yield from held_to(seen, against)
    if seen.done.refusal is None:
        slots = seen.done.after.state.open[task.id].slots
        new = [s.named for s in slots if s.opened not in [x.opened for x in task.slots]]
        if new != [seen.command.person] or len(slots) != len(task.slots) + 1:
            yield f"added are {new}"


def _ends_the_wait(seen: Seen, task: Any, slot: Any) -> bool:
    """A superior, where the added signer is away or stands aside: else the step waits for ever."""
    gone = slot is not None and slot.named is not None and slot.named in seen.gone()
    return gone and stands_above(seen, str(seen.person), task.slots[0])


def removed(seen: Seen) -> Iterator[str]:
    """Only who was added, and only until he has signed."""
    task, _ = seen.task()
    slot = next((s for s in task.slots if s.opened.no == seen.command.slot), None)
    against = there(seen)
    if not _signs(seen, task) and not _ends_the_wait(seen, task, slot):
        against.add("not-yours")
    if slot is None or slot.named is None:
        against.add("signer-of-the-chart")
    elif slot.signed is not None:
        against.add("slot-signed")
    yield from held_to(seen, against)
    if seen.done.refusal is None:
        done = all(s is slot or s.signed is not None for s in task.slots)
        if done != (task.id not in seen.done.after.state.open):
            yield "a step is done when all that are left have signed"


def _held(seen: Seen, task: Any) -> Any:
    free = [s for s in task.slots if s.signed is None and s.assignee == seen.person]
    return free[0] if free else None


def delegated(seen: Seen) -> Iterator[str]:
    """By the holder in his own right; nobody hands on what he has from another (转委托)."""
    task, _ = seen.task()
    slot, to = _held(seen, task), seen.command.person
    against = there(seen) | _against(seen, task, to, slot.opened.no if slot else 0)
    if slot is None:
        against.add("not-yours")
    else:
        if slot.acting_for is not None or slot.named is not None:
            against.add("delegation-of-another")
        if slot.delegate is not None:
            against.add("delegated-out")
    if to == seen.person:
        against.add("no-such-person")
    yield from held_to(seen, against)
    for fact in seen.of("SlotDelegated"):
        if (fact.giver, fact.person) != (seen.person, to):
            yield f"delegated by {fact.giver} to {fact.person}"


def reported(seen: Seen) -> Iterator[str]:
    """Only by the delegate; from then on he has acted, and the holder may sign."""
    task, _ = seen.task()
    slot = next((s for s in task.slots if s.delegate == seen.person), None)
    against = _against(seen, task, str(seen.person), slot.opened.no if slot else 0)
    if slot is None:
        against.add("not-delegated")
    if not seen.command.report.replace("\u200b", "").strip():
        against.add("report-missing")
    yield from held_to(seen, against)
    if seen.done.refusal is None:
        if seen.person not in seen.done.after.state.acted.get(task.path, {}):
            yield "a report is no act"
        if seen.of("SlotSigned", "TokensMoved"):
            yield "a report signs nothing"


def recalled(seen: Seen) -> Iterator[str]:
    """By the holder, while the report is out."""
    task, _ = seen.task()
    slot = _held(seen, task)
    if slot is None:
        yield from held_to(seen, {"not-yours"})
    else:
        yield from held_to(seen, {"nothing-delegated"} if slot.delegate is None else set())


def reassigned(seen: Seen) -> Iterator[str]:
    """By a superior, when its holder is away or out of the post; to who may claim it himself."""
    task, _ = seen.task()
    slot, to = (
        next(s for s in task.slots if s.opened.no == seen.command.slot),
        seen.command.receiver,
    )
    if slot.named is not None or (slot.assignee is None and slot.signed is None):
        yield from held_to(seen, {"not-held"})
        return
    if slot.signed is not None:
        yield from held_to(seen, {"slot-signed"})
        return
    against = there(seen)
    right, barred = against_taking(seen, task, slot, to)
    against |= barred
    if not stands_above(seen, str(seen.person), slot):
        against.add("may-not-reassign")
    if not _left(seen, slot):
        against.add("holder-is-there")
    if to == slot.assignee:
        against.add("no-such-person")
    yield from held_to(seen, against)
    for fact in seen.of("SlotClaimed"):
        if (fact.person, fact.acting_for) != (to, right.acting_for):
            yield f"given to {fact.person} for {fact.acting_for}"


def _left(seen: Seen, slot: Any) -> bool:
    """Whether its holder is on leave, or no longer holds the post in his own right."""
    if slot.assignee in seen.away():
        return True
    own = slot.opened.post is not None and slot.acting_for is None
    return own and not seen.holds(slot.assignee, slot.opened.post)
