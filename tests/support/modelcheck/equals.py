"""Mutants that no run can tell from the original, each with its reason: judged by hand."""

from collections.abc import Mapping

_MEMORY = "how much is remembered of what was worked out before; no answer depends on it"
EQUAL: Mapping[str, str] = {
    "conditions.: +1: 4096 in _MOST_KNOWN = 4096": _MEMORY,
    "conditions.: -1: 4096 in _MOST_KNOWN = 4096": _MEMORY,
    "conditions._compiled: GtE to Lt: len(_known) >= _MOST_KNOWN": _MEMORY,
    "conditions._compiled: GtE to Gt: len(_known) >= _MOST_KNOWN": _MEMORY,
    "conditions._compiled: dropped: _known.clear()": _MEMORY,
    "risk.: +1: 4096 in _MOST_STANDING = 4096": _MEMORY,
    "risk.: -1: 4096 in _MOST_STANDING = 4096": _MEMORY,
    "risk.gates: GtE to Lt: len(_standing) >= _MOST_STANDING": _MEMORY,
    "risk.gates: GtE to Gt: len(_standing) >= _MOST_STANDING": _MEMORY,
    "risk.gates: dropped: _standing.clear()": _MEMORY,
    "acceptance.may_supplement: returns (): return []": "the caller adds it to a list",
    "clock.remind_on: Gt to GtE: before > start": "an earlier day is lifted to the start below",
    "parameter_file.: filter dropped:  for t in VariableType if t is not VariableType.CHOICE": (
        "a parameter has no choices, so that any value of a choice is refused in the next line"
    ),
    "ladder._grade: +1: 1 in return GRADES.index(hand.grade) if hand.grade in GRADES else -1": (
        "-2 is below every grade as -1 is, and is compared with nothing else"
    ),
    "recusal._rank: +1: 1 in return max((rank(roster.posts[h.post].grade) for h in person.holdings if h.on(day)), defau": (
        "-2 is below a chief as -1 is, and is compared with nothing lower"
    ),
    "recusal._rank: -1: 1 in return max((rank(roster.posts[h.post].grade) for h in person.holdings if h.on(day)), defau": (
        "0 is below a chief as -1 is, and is compared with nothing lower"
    ),
    "separation.rank: +1: 1 in return GRADES.index(grade) if grade in GRADES else -1": (
        "-2 is below every grade as -1 is, and equal to itself"
    ),
    "separation._absent_as: returns (): return frozenset()": "both callers only look through it",
    "signoff.in_order: Lt to LtE: no < act.slot.no": "the own slot is not among the others",
    "voting.tally: filter dropped:  for p in present if p in due": (
        "who stands aside is neither in `present`, as the vote passes it, nor in `due`"
    ),
}
"""By `Mutant.id`."""
