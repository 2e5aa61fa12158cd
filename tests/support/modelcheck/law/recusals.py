"""Recusal (回避): asked by anybody, decided by the ladder, never by himself.

Law: 公务员法 74, 76, 77; 处罚法 43 (the head decides; until then the investigation goes on).
"""

from collections.abc import Iterator

from support.modelcheck.law.seen import GRADES, Seen, held_to

CHIEF, HEAD = GRADES["section-chief"], GRADES["head"]


def asked(seen: Seen) -> Iterator[str]:
    """On record once, unless it was turned down."""
    known = any(
        r.person == seen.command.person and r.granted is not False
        for r in seen.before.state.recusals.values()
    )
    yield from held_to(seen, {"recusal-known"} if known else set())


def decided(seen: Seen) -> Iterator[str]:
    """By whom the ladder names; on the head, by the meeting, with its minutes."""
    subject = seen.before.state.recusals[seen.command.recusal].person
    decider = str(seen.person)
    found = set()
    if decider == subject:
        found.add("own-recusal")
    elif not _enough(seen, decider, subject):
        found.add("may-not-decide-recusal")
    meeting = seen.highest(subject) == HEAD
    if meeting and seen.command.minutes is None:
        found.add("recusal-needs-minutes")
    yield from held_to(seen, found)
    for fact in seen.of("RecusalDecided"):
        if fact.decided_by != ("meeting" if meeting else decider):
            yield f"decided by {fact.decided_by}"


def _enough(seen: Seen, decider: str, subject: str) -> bool:
    mine, his = seen.highest(decider), seen.highest(subject)
    if his == HEAD:
        return mine >= CHIEF
    penalty = "行政处罚" in seen.before.scene.chart.power.category
    if penalty or his >= CHIEF:
        return mine == HEAD
    own_chief = mine == CHIEF and seen.member(decider).section == seen.member(subject).section
    return mine > CHIEF or own_chief
