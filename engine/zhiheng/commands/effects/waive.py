"""waive: a warning about a chart is accepted until a day, and the next release counts it."""

from datetime import date
from typing import Any

import msgspec

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.bureau.deploy import MAX_REASON
from zhiheng.commands.effects.order import Order
from zhiheng.errors import BadData


class _Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """chart: its key. until: the last day, inclusive. elements: none for wherever it warns."""

    chart: str
    rule: str
    reason: str
    until: date
    elements: tuple[str, ...] = ()


def waive(order: Order) -> AgencyDecision:
    """The paper names chart, rule, elements, reason and last day."""
    asked = _read(order, dict(order.data()))
    if not 0 < len(asked.reason.strip()) <= MAX_REASON:
        raise BadData("waiver-reason", pointer="/reason", limit=MAX_REASON)
    if asked.until < order.world.today:
        raise BadData("waiver-expired", pointer="/until", rule_id=asked.rule)
    fact = f.WaiverGranted(
        key=asked.chart,
        rule=asked.rule,
        reason=asked.reason,
        until=asked.until.isoformat(),
        elements=asked.elements,
    )
    return AgencyDecision([fact])


def _read(order: Order, data: dict[str, Any]) -> _Asked:
    try:
        return msgspec.convert(data, _Asked)
    except msgspec.ValidationError as error:
        raise order.unreadable() from error
