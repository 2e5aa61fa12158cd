"""The surcharge on a fine paid late (加处罚款): 3% a day, announced, and never above the fine.

Law: 处罚法 67-3 (15 days from receipt to pay), 66-2 (put off), 72-1(1) (3% of the fine each day,
the sum not above the fine), 73-3 (not while a review or suit runs);
罚款决定与罚款收缴分离实施办法 7, 9 (only if the decision says so); 行政强制法 45.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal, localcontext

from zhiheng.errors import BadData, NotReady, Refusal

DAILY = Decimal("0.03")
_TO_PAY = timedelta(days=15)
_CENT = Decimal("0.01")
_PRECISION = 60


@dataclass(frozen=True, slots=True)
class Late:
    """A fine and how late it was paid. suspended: days of review or suit, which do not count.

    due: the last day to pay as it was written; served: when the party got the decision; deferred:
    to when payment was put off.
    """

    fine: Decimal
    announced: bool
    due: date
    paid: date
    suspended: int = 0
    served: date | None = None
    deferred: date | None = None

    @property
    def last_day(self) -> date:
        """Never before the law gives up waiting, whatever day was written."""
        days = [self.due]
        if self.served is not None:
            days.append(self.served + _TO_PAY)
        if self.deferred is not None:
            days.append(self.deferred)
        return max(days)


def surcharge(late: Late) -> Decimal:
    """The most that may be asked: whole days since the due day, capped at the fine."""
    days = max(0, (late.paid - late.last_day).days - max(0, late.suspended))
    if not late.announced or late.fine <= 0:
        return Decimal("0.00")
    with localcontext() as context:
        context.prec = _PRECISION
        owed = min(late.fine, late.fine * DAILY * days)
        return owed.quantize(_CENT, rounding=ROUND_FLOOR)


def may_surcharge(asked: Decimal, late: Late, task: str) -> Refusal | None:
    """Prevents a surcharge that was not announced, or above what the days and the fine give."""
    if asked < 0:
        return BadData("amount-not-positive", pointer="/values", task=task)
    if asked > 0 and not late.announced:
        return NotReady("surcharge-not-announced", task=task)
    most = surcharge(late)
    if asked > most:
        return NotReady(
            "surcharge-too-high", task=task, value=format(asked, "f"), limit=format(most, "f")
        )
    return None
