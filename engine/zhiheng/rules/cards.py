"""Cards (黄牌、红牌): who is told, who answers, what may follow what, and what follows by itself.

Routing by level: 000 and 003 (A: 分管领导 manages, 主要领导 supervises; B: 处室 manages, 分管
supervises; C: 处室 does both), by the level that is left after the measures. Five working days for
the answer: notes of practice (a city's rule on exercising powers on line). Who does not rectify in
time is held to account, and the engine opens that by itself: 001-3 L595 (R-212). The rest is ours.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from zhiheng.model.calendar import Calendar
from zhiheng.model.card import CardState, Colour, Step
from zhiheng.model.ids import SectionId
from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.model.notice import SUPERVISOR, to_grade, to_person, to_post
from zhiheng.model.person import Person, Roster
from zhiheng.model.risk import LEVELS
from zhiheng.rules.clock import Due, due
from zhiheng.rules.separation import rank

ANSWER_DAYS = 5
"""Working days for the answer, and for the answer to a letter of inquiry."""
_GRADES: Mapping[str, tuple[str, ...]] = {
    "low": (),
    "medium": ("deputy-head",),
    "high": ("deputy-head", "head"),
}
_CHIEF = rank("section-chief")
_S = CardState

MAY: Mapping[str, frozenset[CardState]] = {
    "answer-card": frozenset({_S.ISSUED, _S.DISPOSED}),
    "appeal-card": frozenset({_S.ISSUED, _S.ANSWERED}),
    "uphold-card": frozenset({_S.APPEALED}),
    "withdraw-card": frozenset({_S.ISSUED, _S.ANSWERED, _S.APPEALED, _S.DISPOSED}),
    "dispose-card": frozenset({_S.ANSWERED, _S.DISPOSED}),
    "close-card": frozenset({_S.ANSWERED, _S.DISPOSED, _S.ACCOUNTABLE}),
    "escalate-card": frozenset({_S.ISSUED, _S.DISPOSED}),
}
"""Verb -> the states in which it may be done. Nobody is disposed of before he was heard."""


def level_of(levels: Iterable[str]) -> str:
    """The highest; low where no risk is named."""
    return min(levels, key=LEVELS.index, default="low")


def addresses(
    level: str, colour: Colour, section: str | None, roster: Roster, today: date
) -> tuple[str, ...]:
    """The chief of the section, the leaders of the level; supervision of each red or high one."""
    found = [to_post(p.id) for p in roster.posts.values() if _heads(p.section, p.grade, section)]
    found += [to_grade(grade) for grade in _GRADES[level]]
    if colour is Colour.RED or level == "high":
        found.append(SUPERVISOR)
    if not section or not any(_chiefs(roster, section, today)):
        # Nobody stands above it in its own section: a leader does.
        found.insert(0, to_grade("deputy-head"))
    return tuple(dict.fromkeys(found))


def _heads(own: SectionId | None, grade: str, section: str | None) -> bool:
    return section is not None and own == section and rank(grade) == _CHIEF


def _chiefs(roster: Roster, section: str, today: date) -> list[Person]:
    posts = [p.id for p in roster.posts.values() if _heads(p.section, p.grade, section)]
    return [x for p in posts for x in roster.holders(p, today)]


def may_answer(
    person: Person, persons: Iterable[str], section: str | None, roster: Roster, today: date
) -> bool:
    """He himself, or the chief for the section; where it has no chief, anybody of it.

    Prevents a stranger from speaking for those who got the card.
    """
    if person.id in persons:
        return True
    if section is None:
        return False
    chiefs = _chiefs(roster, section, today)
    return person in chiefs if chiefs else person.section == section


def answer_by(today: date, calendar: Calendar, days: int = ANSWER_DAYS) -> Due:
    """The last day for an answer."""
    return due(days, LimitUnit.WORKING_DAY, today, calendar, Roll.NONE)


def told_of_step(step: Step, told: Iterable[str]) -> tuple[str, ...]:
    """Each step up is told one level higher; accountability to everybody above."""
    higher = {
        Step.INQUIRY: (to_grade("deputy-head"),),
        Step.CORRECT: (to_grade("deputy-head"), SUPERVISOR),
        Step.ACCOUNT: (to_grade("deputy-head"), to_grade("head"), SUPERVISOR),
    }
    return tuple(dict.fromkeys((*told, *higher.get(step, ()))))


def own_hand(issued_by: str, issuer: str, account: str) -> bool:
    """Whether who withdraws it has issued it himself, which takes a second hand."""
    return issuer != "law" and issued_by == account


def recipients(persons: Iterable[str], told: Iterable[str]) -> tuple[str, ...]:
    """The persons themselves, and those above."""
    return tuple(dict.fromkeys([*(to_person(p) for p in persons), *told]))
