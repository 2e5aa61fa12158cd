"""Recusal (回避): who must stand aside from a case, and who decides on it.

Law: 公务员法 74, 76, 77 (本人申请、他人申请、机关决定); 处罚法 43 (由行政机关负责人决定，决定作出
之前不停止调查). Ladder: the chief of the section for a clerk, the head for a chief or a deputy, the
meeting for the head; in a penalty case the head for everybody but himself. A higher leader may
always decide in a lower one's stead; nobody decides on himself.
"""

from datetime import date
from enum import StrEnum

from zhiheng.errors import Forbidden, Refusal
from zhiheng.model.person import Person, Roster
from zhiheng.rules.act import Act
from zhiheng.rules.separation import rank

PENALTY = "行政处罚"
_CHIEF, _HEAD = rank("section-chief"), rank("head")


class Ground(StrEnum):
    """Why somebody should stand aside."""

    SELF = "self-interest"
    """本人利害关系 (公务员法 76-1)."""
    KIN = "kin-interest"
    """与亲属有利害关系 (公务员法 76-2)."""
    OTHER = "other"
    """其他可能影响公正 (公务员法 76-3; 处罚法 43-1)."""


def aside(act: Act) -> Refusal | None:
    """Prevents one who is recused, related to the applicant, or has stood aside from acting."""
    if act.person.id not in act.recused:
        return None
    return Forbidden("recused", person=act.person.name, task=act.task.path)


def by_meeting(subject: Person, roster: Roster, day: date) -> bool:
    """Whether only the meeting can decide: nobody stands above the head."""
    return _rank(subject, roster, day) >= _HEAD


def may_decide(
    decider: Person, subject: Person, roster: Roster, day: date, category: str
) -> Refusal | None:
    """Prevents a decision by the person himself, by an equal, or by the wrong chief."""
    if decider.id == subject.id:
        return Forbidden("own-recusal", person=decider.name)
    mine, his = (_rank(p, roster, day) for p in (decider, subject))
    if his >= _HEAD:
        # He only records what the meeting resolved; the minutes are asked for elsewhere.
        enough = mine >= _CHIEF
    elif PENALTY in category or his >= _CHIEF:
        enough = mine >= _HEAD
    else:
        enough = mine > _CHIEF or (mine == _CHIEF and decider.section == subject.section)
    if enough:
        return None
    return Forbidden("may-not-decide-recusal", person=decider.name, subject=subject.name)


def _rank(person: Person, roster: Roster, day: date) -> int:
    """His highest grade of that day."""
    return max((rank(roster.posts[h.post].grade) for h in person.holdings if h.on(day)), default=-1)
