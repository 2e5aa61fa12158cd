"""Suspension of a case (暂停): on which ground, by whom, for how long, and what goes on meanwhile.

The platform must offer it (徐政办发〔2016〕80号, art 30). It stops no limit: only a stop of the
clock on a legal ground does that (许可法 45), so that nobody gains time by it. Who asks and who
grants are two, the second a leader in charge; ground, people and longest span are ours.
"""

from datetime import date, timedelta
from enum import StrEnum

from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.person import Person
from zhiheng.rules.separation import rank

LONGEST = timedelta(days=183)
"""From the day of asking."""
_LEADER = rank("deputy-head")


class SuspensionGround(StrEnum):
    """Why nobody can go on with a case for now."""

    OTHER_CASE = "other-case"
    """须以另一案件的结果为依据."""
    LAW_QUESTION = "law-question"
    """法律适用问题已送请有权机关解释."""
    FORCE_MAJEURE = "force-majeure"
    """不可抗力."""
    PARTY = "party"
    """当事人下落不明或者不能参加."""


GOES_ON = frozenset(
    {
        "resume",
        "record-result",
        "withdraw",
        "ask-recusal",
        "decide-recusal",
        "copy",
        "acknowledge",
        "fire-timer",
        "reproject",
        "extend",
    }
)
"""What an officer may do in a suspended case; the applicant's own acts are never held up.

Its limits run on, so that they are extended in time, or not at all (许可法 42-1).
"""


def goes_on(verb: str, task: str | None, until: str) -> None:
    """Prevents work on a case that is suspended. until: its last day."""
    if verb not in GOES_ON:
        raise NotReady("suspended", verb=verb, task=task or "", until=until)


def may_suspend(ground: str, today: date, until: date) -> None:
    """Prevents a suspension without a ground, or one that has no end in sight."""
    if ground not in set(SuspensionGround):
        raise BadData("bad-suspension-ground", pointer="/ground", known="、".join(SuspensionGround))
    if not today <= until <= today + LONGEST:
        raise BadData("bad-suspension-end", pointer="/until", days=LONGEST.days)


def may_grant(asked_by: str, grade: str | None, person: Person, verb: str) -> None:
    """Prevents one hand from asking and granting, and one below the leaders from granting.

    grade: of his post today. verb: what is granted.
    """
    if person.id == asked_by:
        raise Forbidden("own-asking", person=person.name, verb=verb)
    if rank(grade) < _LEADER:
        raise Forbidden("leader-grants", person=person.name, verb=verb)
