"""How much of a limit of the whole case the longest way uses up, and what each step leaves.

In the limit's own unit where all steps have it: working days against working days are exact.
Mixed units are compared by dates: for each day on which a case may be accepted the steps are
counted one after the other, and the worst day decides, in natural days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Limit, LimitUnit, Roll
from zhiheng.verify.deadlines.contract import contracted
from zhiheng.verify.deadlines.elapse import Days
from zhiheng.verify.deadlines.longest import Measure, Ways, ways_of

Timed = Mapping[ElementPath, Limit]
"""The steps that count, with their limits."""


@dataclass(frozen=True, slots=True)
class Margin:
    """taken and allowed: units of `limit`, or natural days from `start` when units are mixed.

    way: the nodes of the longest way. slack: what is left when a case goes over the node and all
    limits are used in full; negative when it comes too late.
    """

    limit: Limit
    taken: int
    allowed: int
    way: tuple[ElementPath, ...]
    slack: Mapping[ElementPath, int]
    start: date | None = None

    @property
    def left(self) -> int:
        """What the longest way leaves."""
        return self.allowed - self.taken


def is_plain(timed: Timed, limit: Limit) -> bool:
    """Whether units may simply be added up: all alike, and no end that rolls."""
    rolls = any(x.roll is Roll.NEXT for x in timed.values())
    same = all(x.unit is limit.unit for x in timed.values())
    return same and (limit.unit is LimitUnit.WORKING_DAY or not rolls)


def total(ways: Ways, timed: Timed) -> int:
    """The longest way in the one unit that all steps have."""
    arrivals = ways.arrivals(0, _adding(timed))
    end = ways.last(arrivals)
    return 0 if end is None else arrivals[end].time


def margin(ways: Ways, timed: Timed, limit: Limit, days: Days | None) -> Margin | None:
    """None when units are mixed and no calendar is given to compare them by.

    limit: with a fixed number. The ways must lead to some end.
    """
    short = ways_of(contracted(ways.between, timed), timed)
    if is_plain(timed, limit):
        return _measured(ways, short, timed, limit, 0, limit.n or 0, _adding(timed))
    if days is None:
        return None
    measure = _counting(timed, days)
    start = min(days.starts, key=lambda s: days.end(limit, s) - _latest(short, s, measure))
    allowed = days.end(limit, start) - start
    return _measured(ways, short, timed, limit, start, allowed, measure)


def _measured(
    ways: Ways,
    short: Ways,
    timed: Timed,
    limit: Limit,
    begin: int,
    allowed: int,
    measure: Measure,
) -> Margin:
    arrivals = ways.arrivals(begin, measure)
    end = ways.last(arrivals)
    if end is None:
        raise ValueError("no way leads to the end of the limit")
    through = short.through(begin, measure)
    return Margin(
        limit=limit,
        taken=arrivals[end].time - begin,
        allowed=allowed,
        way=ways.way(arrivals, end),
        slack={p: allowed - (through[p] - begin) for p in timed if p in through},
        start=date.fromordinal(begin) if begin else None,
    )


def promise_over(promised: Limit, statutory: Limit, days: Days | None) -> int | None:
    """By how much a promise is longer than the statute; 0 when it never is.

    In their unit, or in natural days from the worst start; None without a calendar to compare by.
    """
    if promised.unit is statutory.unit:
        return max(0, (promised.n or 0) - (statutory.n or 0))
    if days is None:
        return None
    return max(0, *(days.end(promised, s) - days.end(statutory, s) for s in days.starts))


def _adding(timed: Timed) -> Measure:
    length = {path: limit.n or 0 for path, limit in timed.items()}
    return lambda path, time: time + length.get(path, 0)


def _counting(timed: Timed, days: Days) -> Measure:
    # Many begin on the same days: a limit is counted once from each.
    ends = {path: cache(partial(days.end, limit)) for path, limit in timed.items()}
    return lambda path, time: ends[path](time) if path in ends else time


def _latest(ways: Ways, start: int, measure: Measure) -> int:
    arrivals = ways.arrivals(start, measure)
    end = ways.last(arrivals)
    return start if end is None else arrivals[end].time
