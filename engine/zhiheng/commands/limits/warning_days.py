"""Limits that begin, or get other days, warn on the days that the parameters say (预警参数)."""

from datetime import date
from typing import Any

import msgspec

from zhiheng import facts as f
from zhiheng.model.limit import LimitUnit
from zhiheng.model.warning_policy import policy_for
from zhiheng.rules.clock_effects import days_left
from zhiheng.rules.warning_policy import warning_days
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState

_DATED = (f.ClockResumed, f.ClockRestarted, f.ClockExtended, f.ClockReprojected)
"""They give a limit that runs other days."""


def by_policy(state: CaseState, world: World, facts: list[f.AnyFact]) -> list[f.AnyFact]:
    """The same facts, the limits among them with the warning days of the power's policy.

    Where the agency has none the days are those of design.md §9 already. Hours warn on their day.
    """
    if not world.parameters.warnings:
        return facts
    return [_by_policy(state, world, x) for x in facts]


def _by_policy(state: CaseState, world: World, x: f.AnyFact) -> f.AnyFact:
    if isinstance(x, f.ClockStarted):
        return msgspec.structs.replace(x, **_days(world, x, x.start, x.n, x.unit, x.before))
    if not isinstance(x, _DATED):
        return x
    known = state.clocks.get(x.clock)
    if known is None:
        return x
    start = x.start if isinstance(x, f.ClockRestarted) else known.start
    more = x.n if isinstance(x, f.ClockExtended) else 0
    units = known.n + known.extended + more
    return msgspec.structs.replace(x, **_days(world, x, start, units, known.unit, known.before))


def _days(
    world: World, x: Any, start: str, n: int, unit: str, before: str | None
) -> dict[str, str]:
    if unit == LimitUnit.HOUR.value:
        return {}
    if before is not None:
        n, unit = days_left(date.fromisoformat(start), date.fromisoformat(x.due)), LimitUnit.DAY
    policy = policy_for(world.parameters.warnings, world.chart.key)
    days = date.fromisoformat(start), date.fromisoformat(x.due), n, LimitUnit(unit)
    remind, yellow = warning_days(policy, *days, world.calendar)
    return {"remind_on": remind.isoformat(), "yellow_on": yellow.isoformat()}
