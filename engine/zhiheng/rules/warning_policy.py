"""Warnings (预警) in the parameter file, and the days on which a limit warns by them.

Percentages are of no law: 90% yellow and one working day before are local rules (notes of
practice), 80% is ours.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from zhiheng.model.calendar import Calendar
from zhiheng.model.card import Colour
from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.model.roster_record import Record
from zhiheng.model.warning_policy import DEFAULT_POLICY, WarningPolicy
from zhiheng.rules.clock import due as due_by

MAX_BEFORE = 30
"""Working days before the last one, at most."""
_DAY = timedelta(days=1)


def warning_policy(item: Record) -> WarningPolicy:
    """One entry of `warnings`. Raises RosterError, which says where and what is wrong."""
    item.only("name", "chart", "remind", "before", "yellow", "step", "whole", "source")
    found = WarningPolicy(
        item.text("name"),
        item.text_or_none("chart"),
        _number(item, "remind", DEFAULT_POLICY.remind, 1, 100),
        _number(item, "before", DEFAULT_POLICY.before, 0, MAX_BEFORE),
        _number(item, "yellow", DEFAULT_POLICY.yellow, 1, 100),
        _colour(item, "step", DEFAULT_POLICY.step),
        _colour(item, "whole", DEFAULT_POLICY.whole),
        item.text_or_none("source") or "",
    )
    if found.remind > found.yellow:
        raise item.fault("remind 不应晚于 yellow", "remind comes no later than yellow")
    return found


def _number(item: Record, name: str, default: int, least: int, most: int) -> int:
    value = item.fields.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise item.fault(f"{name} 应为 {least} 至 {most}", f"{name} is {least} to {most}")
    return value


def _colour(item: Record, name: str, default: Colour) -> Colour:
    word = item.text_or_none(name) or default.value
    if word not in set(Colour):
        raise item.fault(f"{name} 应为 yellow 或 red", f"{name} is yellow or red")
    return Colour(word)


def one_for_each_power(top: Record, policies: Mapping[str, WarningPolicy]) -> None:
    """Prevents two policies from holding for one power. Raises RosterError."""
    charts = [p.chart for p in policies.values()]
    if len(charts) != len(set(charts)):
        raise top.fault("warnings 中同一事项有两条", "warnings has two entries for one power")


def warning_policy_json(policy: WarningPolicy) -> dict[str, Any]:
    """In the shape of the file."""
    told: dict[str, Any] = {
        "name": policy.name,
        "remind": policy.remind,
        "before": policy.before,
        "yellow": policy.yellow,
        "step": policy.step.value,
        "whole": policy.whole.value,
    }
    more = {"chart": policy.chart, "source": policy.source or None}
    return told | {k: v for k, v in more.items() if v is not None}


def warning_days(
    policy: WarningPolicy, start: date, due: date, n: int, unit: LimitUnit, calendar: Calendar
) -> tuple[date, date]:
    """The days of reminder and yellow: never before the start, yellow at the latest on the last."""
    before = due
    for _ in range(policy.before):
        before -= _DAY
        while before > start and not calendar.is_working(before):
            before -= _DAY
    remind = min(_used(start, due, n, unit, calendar, policy.remind), before)
    yellow = min(_used(start, due, n, unit, calendar, policy.yellow), due)
    return max(start, min(remind, yellow)), max(start, yellow)


def _used(
    start: date, due: date, n: int, unit: LimitUnit, calendar: Calendar, percent: int
) -> date:
    """The first day on which so much of the limit is used up."""
    if unit is LimitUnit.MONTH:
        n, unit = max(1, (due - start).days), LimitUnit.DAY
    return due_by(-(-n * percent // 100), unit, start, calendar, Roll.NONE).due
