"""Discretion within bounds (裁量权): never above the law, off the benchmark only with reasons.

Law: 处罚法 32 (减轻: below the least on a ground only), 34 (裁量基准), 45 (never heavier for a
defence), 57 (the heads together), 76-1(2) (kind and range come from the law). R-134: light or
heavy needs reasons, and lies in the benchmark band or goes to the meeting.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from zhiheng.errors import BadData, NotReady, Refusal

Standing = Literal["on-benchmark", "off-benchmark", "below-minimum"]
"""Where a value lies. On the benchmark, too, where none is set."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A value with its bounds; None: there is none of that kind.

    ground: whether one of 处罚法 32 is on record. met: whether a meeting has decided so since the
    party was told. reasons: whether they are written. firm: there
    is no ground on which the minimum gives way.
    """

    value: Decimal
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    noticed: Decimal | None = None
    ground: bool = False
    met: bool = False
    reasons: bool = False
    firm: bool = False


def standing_of(weighed: Weighed) -> Standing:
    """Where the value lies."""
    if weighed.minimum is not None and weighed.value < weighed.minimum:
        return "below-minimum"
    if weighed.low is not None and weighed.value < weighed.low:
        return "off-benchmark"
    if weighed.high is not None and weighed.value > weighed.high:
        return "off-benchmark"
    return "on-benchmark"


def within_bounds(weighed: Weighed, task: str, title: str) -> Refusal | None:
    """Prevents a decision beyond the law, or off the benchmark by one person's will alone.

    What is above the most, no ground, no reason and no meeting lifts.
    """
    if weighed.value < 0:
        # No ground of 处罚法 32 turns a fine into a payment to the party.
        return BadData("amount-not-positive", pointer="/values", task=task)
    told = {"task": task, "title": title, "value": _plain(weighed.value)}
    if weighed.maximum is not None and weighed.value > weighed.maximum:
        return NotReady("above-maximum", limit=_plain(weighed.maximum), **told)
    if weighed.noticed is not None and weighed.value > weighed.noticed:
        return NotReady("heavier-than-noticed", limit=_plain(weighed.noticed), **told)
    where = standing_of(weighed)
    if where == "below-minimum":
        return _below(weighed, told)
    if where == "off-benchmark" and not (weighed.reasons and weighed.met):
        return NotReady("off-benchmark", low=_plain(weighed.low), high=_plain(weighed.high), **told)
    return None


def _below(weighed: Weighed, told: dict[str, str]) -> Refusal | None:
    """Less than the minimum: on a ground and by the meeting, or not at all."""
    limit = _plain(weighed.minimum)
    if weighed.firm:
        return NotReady("less-than-due", limit=limit, **told)
    if weighed.ground and weighed.met:
        return None
    return NotReady("below-minimum", limit=limit, **told)


def _plain(number: Decimal | None) -> str:
    return "" if number is None else format(number, "f")
