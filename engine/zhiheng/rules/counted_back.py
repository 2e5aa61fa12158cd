"""Limits that count back (倒算): a step is done so long before the day of an event, or not at all.

Notice of a hearing is given seven days before it (许可法 48, 处罚法 64). Notice that is later is no
notice, so what is late is refused, and what helps is another day for the event. A provisional day
may still change: by it nothing is refused (design.md §9), unless the event itself is over by then.
"""

from datetime import date
from typing import Any

from zhiheng.errors import BadData, NotReady
from zhiheng.model.calendar import Calendar
from zhiheng.model.chart import Chart, Task
from zhiheng.model.limit import Limit, Reading
from zhiheng.model.limit_words import UNITS
from zhiheng.rules.clock import Due, latest


def last_day(limit: Limit, event: date, calendar: Calendar) -> Due:
    """The last day on which the step may be done for an event on that day."""
    loose = limit.reading is Reading.LOOSE
    return latest(limit.n or 0, limit.unit, event, calendar, limit.roll, loose=loose)


def done_in_time(
    chart: Chart, task: Task, limit: Limit, event: date | None, on: date, calendar: Calendar
) -> None:
    """Prevents a hearing of which the party was told too late (许可法 48, 处罚法 64)."""
    if event is None:
        raise NotReady("no-event-day", task=task.path, **_said(chart, limit))
    found = last_day(limit, event, calendar)
    if _late(found, on, event):
        raise NotReady(
            "past-last-day",
            task=task.path,
            day=event.isoformat(),
            last=found.due.isoformat(),
            on=on.isoformat(),
            **_said(chart, limit),
        )


def soon_enough(
    chart: Chart, task: Task, limit: Limit, event: date, earliest: date, calendar: Calendar
) -> None:
    """Prevents a day for the event that leaves no time for the step that must come before it.

    earliest: the day on which the step was done, or on which it still may be. Doing it again helps
    nothing, since that is later still.
    """
    found = last_day(limit, event, calendar)
    if _late(found, earliest, event):
        raise BadData(
            "event-too-soon",
            pointer=f"/values/{limit.event}",
            task=task.path,
            day=event.isoformat(),
            last=found.due.isoformat(),
            earliest=earliest.isoformat(),
            **_said(chart, limit),
        )


def _late(found: Due, day: date, event: date) -> bool:
    return day > found.due and (not found.provisional or day >= event)


def _said(chart: Chart, limit: Limit) -> dict[str, Any]:
    unit = UNITS[limit.unit]
    said: dict[str, Any] = {
        "event": chart.variables[limit.event or ""].title,
        "n": limit.n,
        "unit_zh": unit.zh,
        "unit_en": unit.en,
    }
    if limit.basis is not None:
        said["basis"] = f"{limit.basis.law} {limit.basis.article}"
    return said
