"""Figures of each step of a chart over many cases (环节热力图): how often, how long, how late."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from zhiheng.model.calendar import Calendar
from zhiheng.model.ids import ElementPath
from zhiheng.rules.clock import working_days


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of one step in one case. closed: None while it waits.

    late: whether a limit of the step has passed; None where it has none.
    """

    task: ElementPath
    opened: date
    closed: date | None
    waiting: bool
    late: bool | None


@dataclass(frozen=True, slots=True)
class StepFigures:
    """count: visits; waiting: of them, not done yet.

    median: working days from the day after opening to the day of closing, of those done.
    late: of a hundred visits with a limit, those that have passed it.
    """

    count: int
    waiting: int
    median: float | None
    late: float | None


def figures(visits: Iterable[Visit], calendar: Calendar) -> dict[ElementPath, StepFigures]:
    """By step. Working days follow the calendar in force (许可法 82)."""
    by_task: dict[ElementPath, list[Visit]] = defaultdict(list)
    for visit in visits:
        by_task[visit.task].append(visit)
    spans: dict[tuple[date, date], int] = {}
    return {task: _of(found, calendar, spans) for task, found in by_task.items()}


def _of(found: list[Visit], calendar: Calendar, spans: dict[tuple[date, date], int]) -> StepFigures:
    taken = []
    for visit in found:
        if visit.closed is not None:
            span = (visit.opened, visit.closed)
            if span not in spans:
                spans[span] = working_days(*span, calendar)
            taken.append(spans[span])
    limited = [visit.late for visit in found if visit.late is not None]
    return StepFigures(
        count=len(found),
        waiting=sum(visit.waiting for visit in found),
        median=float(median(taken)) if taken else None,
        late=round(sum(limited) * 100 / len(limited), 1) if limited else None,
    )
