"""What concerns a case as a whole: put off (暂停), joined (并案), passed round (抄送).

Law: 许可法 45 (only its grounds stop a limit), 处罚法 64 and 公务员法 76 (nobody on both sides, and
who stands aside stays out); 徐政办发〔2016〕80号 art 30 (both are offered). Grounds, people and
longest span are local practice.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from support.modelcheck.law.drawn_in import there
from support.modelcheck.law.duties import clash
from support.modelcheck.law.seen import GRADES, Seen, held_to, rests

GROUNDS = ("other-case", "law-question", "force-majeure", "party")
MONTHS_SIX = timedelta(days=183)


def _running(state: Any) -> bool:
    return bool(state.status.value == "running")


def _asking(seen: Seen) -> set[str]:
    """By who holds a step of it, or has signed one that is still open."""
    hands = [
        (s.signed.person if s.signed else s.assignee)
        for task in seen.before.state.open.values()
        for s in task.slots
    ]
    found = there(seen)
    if seen.person not in hands:
        found.add("holds-no-step")
    return found if _running(seen.before.state) else found | {"case-ended"}


def _granting(seen: Seen, asked_by: str | None) -> set[str]:
    """By a leader in charge, never by who asked."""
    found = there(seen)
    if seen.person == asked_by:
        found.add("own-asking")
    if seen.grade(str(seen.person)) < GRADES["deputy-head"]:
        found.add("leader-grants")
    return found if _running(seen.before.state) else found | {"case-ended"}


def asked_to_put_off(seen: Seen) -> Iterator[str]:
    """On a ground, with an end in sight, one asking at a time."""
    against = _asking(seen)
    if any(x.granted is None for x in seen.before.state.suspensions.values()):
        against.add("suspension-asked")
    if seen.command.ground not in GROUNDS:
        against.add("bad-suspension-ground")
    if not seen.today <= seen.command.until <= seen.today + MONTHS_SIX:
        against.add("bad-suspension-end")
    yield from held_to(seen, against)


def put_off(seen: Seen) -> Iterator[str]:
    """By another than who asked. No limit stops by it."""
    known = seen.before.state.suspensions.get(seen.command.suspension)
    waits = known is not None and known.granted is None
    against = _granting(seen, known.by if known else None)
    if not waits:
        against.add("no-such-suspension")
    elif seen.command.granted and date.fromisoformat(known.until) < seen.today:
        against.add("suspension-over")
    yield from held_to(seen, against)
    yield from _limits_run_on(seen)


def resumed(seen: Seen) -> Iterator[str]:
    """By who had asked, or by a leader."""
    state = seen.before.state
    on = [
        x for x in state.suspensions.values()
        if x.granted and not x.resumed and seen.today <= date.fromisoformat(x.until)
    ]  # fmt: skip
    if on and on[0].by == seen.person:
        against = there(seen) | (set() if _running(state) else {"case-ended"})
    else:
        against = _granting(seen, None) | (set() if on else {"not-suspended"})
    yield from held_to(seen, against)
    yield from _limits_run_on(seen)


def _limits_run_on(seen: Seen) -> Iterator[str]:
    after = seen.done.after
    if after is not None and after.state.clocks != seen.before.state.clocks:
        yield "a limit is another by a suspension"


def asked_to_join(seen: Seen) -> Iterator[str]:
    """Of two that may be one."""
    against = _asking(seen)
    if any(m.granted is None for m in seen.before.state.mergers.values()):
        against.add("merger-asked")
    other = seen.before.others.get(seen.command.other)
    against |= {"not-one-matter"} if other is None else _apart(seen, other)
    yield from held_to(seen, against)


def joined(seen: Seen) -> Iterator[str]:
    """Nobody asks and grants; all who acted in either have acted; the other's limits end."""
    known = seen.before.state.mergers[seen.command.merger]
    other = seen.before.others[known.other]
    against = _granting(seen, known.by)
    if known.granted is not None:
        against.add("no-such-merger")
    if seen.command.granted:
        against |= _apart(seen, other)
        if seen.person in {r.person for r in other.recusals.values() if r.granted is not False}:
            against.add("recused")
    yield from held_to(seen, against)
    if seen.done.refusal is None and seen.command.granted:
        yield from _one(seen, other)


def _one(seen: Seen, other: Any) -> Iterator[str]:
    after = seen.done.after
    for path, people in other.acted.items():
        if not set(people) <= set(after.state.acted.get(path, {})):
            yield f"what {set(people)} did at {path} of the other case is not booked"
    gone = after.others[other.id]
    if gone.status.value != "merged" or gone.open or gone.clocks:
        yield f"{other.id} goes on"
    if after.state.clocks != seen.before.state.clocks:
        yield "a limit is another by a merger"


def _aside(state: Any) -> set[str]:
    """Who stands aside: by a decision, or at once by his own asking (公务员法 77-1)."""
    return {
        r.person for r in state.recusals.values()
        if r.granted or (r.granted is None and r.asked_by == r.person)
    }  # fmt: skip


def _undecided(state: Any) -> bool:
    return any(r.granted is None for r in state.recusals.values())


def _apart(seen: Seen, other: Any) -> set[str]:
    """What keeps the two from being one."""
    state, found = seen.before.state, set()
    if not _running(other):
        found.add("case-ended")
    if (state.chart, state.applicant) != (other.chart, other.applicant):
        found.add("not-one-matter")
    if state.decided is not None or other.decided is not None:
        found.add("merge-decided")
    if rests(state, seen.today) or rests(other, seen.today):
        found.add("merge-suspended")
    if _aside(other) - _aside(state) or _undecided(other):
        found.add("merge-recused")
    ours = {c.kind: c.due for c in state.clocks.values() if c.task is None}
    for limit in other.clocks.values():
        if limit.task is None and not ours.get(limit.kind, "9999") <= limit.due:
            found.add("merge-into-older")
    by = ((path, person) for path, people in other.acted.items() for person in people)
    if any(next(clash(replace(seen), path, person, set()), None) for path, person in by):
        found.add("merge-separated")
    return found


def copied(seen: Seen) -> Iterator[str]:
    """By who has to do with the case, to whom may know of it; it makes nobody an actor."""
    state, me = seen.before.state, seen.person
    slots = [s for t in state.open.values() for s in (*t.slots, *t.seats)]
    to = seen.command.receivers
    against = {"recused"} if me in seen.aside() else set()
    if me not in [s.assignee for s in slots] and not any(me in w for w in state.acted.values()):
        against.add("may-not-copy")
    if seen.aside().intersection(to):
        against.add("copy-to-recused")
    if not to:
        against.add("copy-receivers")
    if any(p == me or p not in seen.roster.persons for p in to):
        against.add("no-such-person")
    yield from held_to(seen, against)
    if seen.done.after is not None and seen.done.after.state.acted != state.acted:
        yield "a copy is booked as an act"


def read(seen: Seen) -> Iterator[str]:
    """By who got it, once."""
    found = seen.before.state.copies.get(seen.command.copy)
    against = {"recused"} if seen.person in seen.aside() else set()
    if found is None or seen.person not in found.receivers:
        against.add("not-copied")
    elif seen.person in found.read:
        against.add("copy-read")
    yield from held_to(seen, against)
