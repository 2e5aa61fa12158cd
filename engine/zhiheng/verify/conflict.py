"""Why seats cannot be filled: the smallest set of tasks and rules, and the post that is missing.

Deletion filter: what can be left out without the conflict going away is left out. Source: Bakker
et al., Diagnosing and solving over-determined constraint satisfaction problems (1993).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Card, Holding, Person, Post, Roster
from zhiheng.model.separation import Separation
from zhiheng.model.slot import SlotRule
from zhiheng.verify.assignment import fill
from zhiheng.verify.people import people
from zhiheng.verify.problem import Fixed, Problem, problem

_NEW = PersonId("+")


@dataclass(frozen=True, slots=True)
class Conflict:
    """tasks: which cannot be staffed together. rules: the separations without which they could.

    missing: what one more person would have to be to fill the gap; None: one is not enough.
    """

    tasks: tuple[ElementPath, ...]
    rules: tuple[Separation, ...]
    missing: SlotRule | None


def conflicts(asked: Problem, seats: int, fixed: Fixed | None = None) -> Iterator[Conflict]:
    """One reason after the other, the last task of each set aside, until the rest can be filled."""
    while seats and fill(asked, seats) is None:
        found = conflict(asked, seats, fixed)
        yield found
        seats &= ~asked.seats_of(found.tasks[-1:])


def conflict(asked: Problem, seats: int, fixed: Fixed | None = None) -> Conflict:
    """Explain why these seats, a mask, cannot be filled. Raises OutOfBudgetError."""
    tasks = _core(asked, seats)
    mask = asked.seats_of(tasks)
    rules = _rules(asked, mask, fixed)
    return Conflict(tasks, rules, _missing(asked, mask, rules, fixed))


def _core(asked: Problem, seats: int) -> tuple[ElementPath, ...]:
    listed = (s.task for i, s in enumerate(asked.seats) if seats >> i & 1)
    kept = list(dict.fromkeys(listed))
    for task in tuple(kept):
        fewer = [other for other in kept if other != task]
        if fewer and fill(asked, asked.seats_of(fewer) & seats) is None:
            kept = fewer
    return tuple(kept)


def _rules(asked: Problem, mask: int, fixed: Fixed | None) -> tuple[Separation, ...]:
    kept = [s for s in asked.separations if _about(asked, mask, s)]
    for rule in tuple(kept):
        fewer = [other for other in kept if other is not rule]
        if not _fillable(asked, mask, fewer, fixed):
            kept = fewer
    return tuple(kept)


def _about(asked: Problem, mask: int, rule: Separation) -> bool:
    tasks = {s.task for i, s in enumerate(asked.seats) if mask >> i & 1}
    return any(rule.side(task) for task in tasks)


def _fillable(asked: Problem, mask: int, rules: Sequence[Separation], fixed: Fixed | None) -> bool:
    seats = tuple(s for i, s in enumerate(asked.seats) if mask >> i & 1)
    return (
        fill(problem(seats, rules, asked.bureau, asked.history, fixed, asked.settled)) is not None
    )


def _missing(
    asked: Problem, mask: int, rules: tuple[Separation, ...], fixed: Fixed | None
) -> SlotRule | None:
    seats = tuple(s for i, s in enumerate(asked.seats) if mask >> i & 1)
    bureau = asked.bureau
    known = bureau.people
    needs = {(s.slot.post, s.slot.section, s.slot.qualification): s.slot for s in seats}
    for need in needs.values():
        more = people(_with(known.roster, need, known.day), known.day, known.relations)
        grown = replace(bureau, people=more)
        if fill(problem(seats, rules, grown, asked.history, fixed, asked.settled)) is not None:
            return need
    return None


def _with(roster: Roster, need: SlotRule, day: date) -> Roster:
    """The roster with one more person: of that post or section, with every card."""
    cards = tuple(Card(q, "", day, day) for q in roster.qualifications)
    holdings = (Holding(need.post, day),) if need.post is not None else ()
    posts, section = roster.posts, need.section
    if need.post is not None:
        # A chart may name a post that the bureau does not have at all.
        posts = {need.post: Post(need.post, need.post, None, ""), **posts}
        section = posts[need.post].section
    new = Person(_NEW, _NEW, section, holdings, cards)
    return replace(roster, posts=posts, persons={**roster.persons, _NEW: new})
