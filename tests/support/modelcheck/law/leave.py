"""Leave: never A and all his Bs at once, no critical person without a B. Law: 济南编办 2015."""

from collections.abc import Iterator
from datetime import timedelta

from support.modelcheck.law.seen import Seen, held_to


def asked(seen: Seen) -> Iterator[str]:
    """A leave, approved by who may."""
    command, caller = seen.command, str(seen.person)
    posts = [h.post for h in seen.member(caller).holdings if seen.holds(caller, h.post)]
    found = set()
    if not any(seen.roster.posts[p].approves_leave for p in posts):
        found.add("may-not-approve-leave")
    elif caller == command.person:
        found.add("own-leave")
    elif command.reason != "sick":
        if _nobody_left(seen):
            found.add("nobody-left")
        if _critical(seen):
            found.add("critical-without-b")
    yield from held_to(seen, found)


def _nobody_left(seen: Seen) -> bool:
    """A day on which a holder of a post and every B of his are away, whom he is among."""
    command = seen.command
    for n in range((command.until - command.since).days + 1):
        day = command.since + timedelta(days=n)
        away = seen.away(day) | {command.person}
        for (post, a), listed in seen.roster.stand_ins.items():
            pair = {str(a), *(str(b.person) for b in listed)}
            if listed and command.person in pair and seen.holds(a, post, day) and pair <= away:
                return True
    return False


def _critical(seen: Seen) -> bool:
    has_b = any(a == seen.command.person and bs for (_, a), bs in seen.roster.stand_ins.items())
    return seen.command.person in seen.before.scene.critical and not has_b


def ended(seen: Seen) -> Iterator[str]:
    """Back: by himself; what was asked for others is of no concern here."""
    command = seen.command
    there = any(
        a.person == command.person and a.until >= seen.today for a in seen.before.agency.absences
    )
    yield from held_to(seen, set() if there else {"not-away"})
