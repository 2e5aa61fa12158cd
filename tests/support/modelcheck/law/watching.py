"""What else is tried: looking, amending, taking back; and that entries name the rule set."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import zhiheng
from support.modelcheck.law import hands, risks, superiors
from support.modelcheck.law.seen import Seen, held_to


def looked(seen: Seen) -> Iterator[str]:
    """An applicant sees his own; the three officers see what ends in a command, and that alone."""
    caller = seen.attempt.caller
    role, ends_in = caller.role.value, seen.command.ends_in
    if role == "applicant":
        hidden = ends_in is not None or caller.party != seen.before.state.applicant
    else:
        hidden = ends_in is None and role in ("system", "security", "audit")
    yield from held_to(seen, {"no-such-case"} if hidden else set())


def urged(seen: Seen) -> Iterator[str]:
    """The applicant, the supervisor, who stands above a post that is due; once a day each."""
    task, definition = seen.task()
    caller = seen.attempt.caller
    against = set()
    if caller.role.value == "officer":
        due = [] if definition.external else [s for s in task.slots if s.signed is None]
        if not any(superiors.stands_above(seen, str(seen.person), s) for s in due):
            against.add("may-not-urge")
    last = task.urged.get(caller.account)
    if last is not None and seen.before.now - datetime.fromisoformat(last) < timedelta(days=1):
        against.add("urged-lately")
    yield from held_to(seen, against)


def amended(seen: Seen) -> Iterator[str]:
    """By who has signed, or where the order is free by the other; all that was signed is void."""
    task, definition = seen.task()
    me = str(seen.person)
    signed = [s for s in task.slots if s.signed is not None]
    mine = next((s for s in signed if s.signed.person == me), None)
    assert definition.sign_off is not None
    if mine is None and definition.sign_off.fixed:
        yield from held_to(seen, {"first-amends"})
        return
    if seen.done.refusal is not None:
        if mine is not None and seen.done.refusal.rule in ("first-amends", "nothing-to-amend"):
            yield "who has signed may amend"
        return
    after = seen.done.after.state.open.get(task.id)
    if after is not None:
        left = {s.signed.person for s in after.slots if s.signed is not None}
        if left != {me}:
            yield f"after {me} amended, {left} have signed"
    booked = seen.done.after.state.acted.get(task.path, {})
    if not {s.signed.person for s in signed} <= set(booked):
        yield "a void signature is no longer booked"


def taken_back(seen: Seen) -> Iterator[str]:
    """One's own last step, untouched and without effect outside; what was seen stays booked."""
    me, state = str(seen.person), seen.before.state
    against = set()
    if me in seen.away():
        against.add("on-leave")
    if me in seen.aside():
        against.add("recused")
    if state.status.value != "running":
        against.add("case-ended")
    if state.last_move <= 1 or state.n != state.last_move:
        against.add("taken-up")
    if state.last_mover != me:
        against.add("not-your-step")
    if state.went_out == state.last_move:
        against.add("went-out")
    yield from held_to(seen, against)
    if seen.done.refusal is None:
        for path, who in state.acted.items():
            if not set(who) <= set(seen.done.after.state.acted.get(path, {})):
                yield f"what {set(who)} did at {path} is no longer booked"


@lru_cache(maxsize=1)
def digest() -> str:
    """Of all modules of the rules, by name."""
    folder = Path(str(zhiheng.__file__)).parent / "rules"
    said = "\n".join(
        f"{path.name}\n{path.read_text(encoding='utf-8')}" for path in sorted(folder.glob("*.py"))
    )
    return hashlib.sha256(said.encode()).hexdigest()


def rule_set(seen: Seen) -> Iterator[str]:
    """An entry names the rules that it was judged by."""
    after = seen.done.after
    if after is not None and after.entries and after.entries[-1].digests.rules != digest():
        yield "the entry names another set of rules"


__all__ = ["amended", "hands", "looked", "risks", "rule_set", "taken_back"]
