"""The approval ladder (审批权限): whose signature is enough for an amount, and for its sum.

Sources: notes/domain.md §5.5 (level chosen by rule; lower levels may not skip); 001-4 L661: 基建
50万元以上 and 办公用房维修装修 30万元以上 go by open tender, the bound itself included (民法典
1259: 以上、以下 include it); 001-1 L361 and R-157: what was split (化整为零) is summed first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhiheng.errors import BadData, Forbidden, NotReady, Refusal
from zhiheng.model.ids import PersonId
from zhiheng.model.parameters import COLLECTIVE, GRADES, Ladder, Rung
from zhiheng.model.party import name_key


@dataclass(frozen=True, slots=True)
class Hand:
    """One who signs. grade: of the post in whose right he does; bound: he, and the A he is B of."""

    name: str
    grade: str | None
    bound: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount with what counts beside it: amounts of other cases within the window."""

    amount: Decimal
    earlier: tuple[Decimal, ...] = ()

    @property
    def total(self) -> Decimal:
        """What is judged."""
        return self.amount + sum(self.earlier, Decimal(0))


def may_decide(
    ladder: Ladder, asked: Sum, hands: Sequence[Hand], task: str, *, collective: bool
) -> Refusal | None:
    """Prevents a decision above one's authority, by one large amount or by several small ones.

    hands: all who sign the task; one who reaches far enough is enough. collective: it is decided
    by a meeting.
    """
    if asked.amount <= 0:
        return BadData("amount-not-positive", pointer="/values", task=task)
    if _reached(ladder, asked.total, hands, collective=collective):
        return None
    return _refused(ladder, asked, hands, _told(ladder, asked, task), collective=collective)


def _refused(
    ladder: Ladder, asked: Sum, hands: Sequence[Hand], told: dict[str, str], *, collective: bool
) -> Refusal:
    """Why it is too much: for the sum, for everybody, for his level, or for himself."""
    if asked.earlier and _reached(ladder, asked.amount, hands, collective=collective):
        return Forbidden("split-amount", count=len(asked.earlier), **told)
    rung = rung_of(ladder, asked.total)
    if rung is None:
        return NotReady("above-the-ladder", **told)
    if rung.grade == COLLECTIVE:
        return NotReady("collective-amount", **told)
    persons = "、".join(h.name for h in hands)
    graded = [h for h in hands if _grade(h) >= GRADES.index(rung.grade)]
    if graded:
        most = max(_most(ladder, h, asked.total) for h in graded)
        return Forbidden("above-person-limit", person=persons, limit=_plain(most), **told)
    return Forbidden("above-authority", person=persons, needed=rung.grade, **told)


def rung_of(ladder: Ladder, total: Decimal) -> Rung | None:
    """The first rung that the sum stays below; None: it is above them all."""
    return next((r for r in ladder.rungs if r.below is None or total < r.below), None)


def scope_of(by: str, key: str) -> str:
    """The name under which amounts are summed; spaces, width and case make no other supplier."""
    return f"{by}/{name_key(key)}"


def _reached(ladder: Ladder, total: Decimal, hands: Sequence[Hand], *, collective: bool) -> bool:
    rung = rung_of(ladder, total)
    if rung is None:
        return False
    if collective:
        return True
    if rung.grade == COLLECTIVE:
        return False
    needed = GRADES.index(rung.grade)
    return any(_grade(h) >= needed and total <= _most(ladder, h, total) for h in hands)


def _grade(hand: Hand) -> int:
    return GRADES.index(hand.grade) if hand.grade in GRADES else -1


def _most(ladder: Ladder, hand: Hand, total: Decimal) -> Decimal:
    """A stand-in decides no more than either of the two may."""
    return min((ladder.limits.get(p, total) for p in hand.bound), default=total)


def _told(ladder: Ladder, asked: Sum, task: str) -> dict[str, str]:
    return {
        "task": task,
        "ladder": ladder.title,
        "amount": _plain(asked.amount),
        "total": _plain(asked.total),
        "basis": ladder.source,
    }


def _plain(amount: Decimal) -> str:
    return format(amount, "f")
