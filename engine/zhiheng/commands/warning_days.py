"""Limits that begin warn on the days that the agency's parameters say (预警参数)."""

from datetime import date

import msgspec

from zhiheng import facts as f
from zhiheng.model.limit import LimitUnit
from zhiheng.model.warning_policy import policy_for
from zhiheng.rules.warning_policy import warning_days
from zhiheng.runtime.world import World


def by_policy(world: World, facts: list[f.AnyFact]) -> list[f.AnyFact]:
    """The same facts, the limits among them with the warning days of the power's policy.

    Where the agency has none the days are those of design.md §9 already. Hours warn on their day.
    """
    if not world.parameters.warnings:
        return facts
    return [_dated(world, x) if isinstance(x, f.ClockStarted) else x for x in facts]


def _dated(world: World, x: f.ClockStarted) -> f.ClockStarted:
    unit = LimitUnit(x.unit)
    if unit is LimitUnit.HOUR:
        return x
    policy = policy_for(world.parameters.warnings, world.chart.key)
    start, due = date.fromisoformat(x.start), date.fromisoformat(x.due)
    remind, yellow = warning_days(policy, start, due, x.n, unit, world.calendar)
    return msgspec.structs.replace(x, remind_on=remind.isoformat(), yellow_on=yellow.isoformat())
