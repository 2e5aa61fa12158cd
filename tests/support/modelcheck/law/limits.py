"""Limits: counted day by day. Law: 民法典 201-203; 许可法 82; 处罚法 85; notes/domain.md §4."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from support.modelcheck.law.seen import Seen, held_to
from zhiheng.model.calendar import Calendar
from zhiheng.model.limit import Limit

DAY = timedelta(days=1)


def works(calendar: Calendar, day: date) -> bool:
    """Whether it is a working day, as far as is known."""
    weekend = day.isoweekday() in (6, 7)
    if day.year in calendar.published:
        return day in calendar.makeup if weekend else day not in calendar.holidays
    return not weekend and day not in calendar.statutory.get(day.year, ())


def last_day(calendar: Calendar, n: int, unit: str, roll: str, start: date) -> tuple[date, bool]:
    """The last day, and whether a day was asked about of which the notice is not in."""
    day, asked = start, False
    if unit == "working-day":
        while n:
            day += DAY
            asked |= day.year not in calendar.published
            n -= works(calendar, day)
        return day, asked
    if unit == "day":
        day = start + n * DAY
    else:
        year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
        day = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    if roll == "next":
        asked = day.year not in calendar.published
        while not works(calendar, day):
            day += DAY
            asked |= day.year not in calendar.published
    return day, asked


def last_day_before(
    calendar: Calendar, n: int, unit: str, event: date, *, loose: bool
) -> tuple[date, bool]:
    """The last day with n days between it and the event; loose: with n - 1 between."""
    known = calendar.published
    if unit == "day":
        return event - (n + (not loose)) * DAY, False
    day, between = event - DAY, 0
    while not works(calendar, day) or between < n - loose:
        between += works(calendar, day)
        day -= DAY
    return day, any((event - i * DAY).year not in known for i in range(1, (event - day).days + 1))


def used(calendar: Calendar, n: int, unit: str, start: date, end: date, percent: int) -> date:
    """The day on which so much of the limit is used up, begun units counted."""
    if unit == "month":
        n, unit = (end - start).days, "day"
    part = (n * percent + 99) // 100
    return last_day(calendar, part, unit, "none", start)[0]


def warnings(calendar: Calendar, n: int, unit: str, start: date, end: date) -> tuple[date, date]:
    """Reminder and yellow card."""
    before = end - DAY
    while before > start and not works(calendar, before):
        before -= DAY
    remind = min(used(calendar, n, unit, start, end, 80), before)
    yellow = min(used(calendar, n, unit, start, end, 90), end)
    return max(start, remind), max(start, yellow)


def started(seen: Seen) -> Iterator[str]:
    """Each limit that begins to run is counted right."""
    for fact in seen.of("ClockStarted"):
        limit = _limit(seen, fact)
        n: int
        written = seen.done.after.state.variables
        n = written[limit.variable] if limit.variable is not None else limit.n or 0
        if fact.unit == "hour":
            end = seen.before.now + timedelta(hours=n)
            if _instant(fact.red_at) != end or fact.due != end.date().isoformat():
                yield f"{fact.clock} ends at {fact.red_at}, and not at {end}"
            continue
        calendar = seen.before.scene.calendar
        start = date.fromisoformat(fact.start)
        unit = limit.unit.value
        begun = seen.today
        if limit.start == "event":
            begun = date.fromisoformat(str(written[limit.event or ""]))
        if not limit.backward:
            end_day, asked = last_day(calendar, n, unit, limit.roll.value, start)
        else:
            event = date.fromisoformat(str(written[limit.event or ""]))
            loose = limit.reading.value == "loose"
            end_day, asked = last_day_before(calendar, n, unit, event, loose=loose)
            n, unit = max(1, (end_day - start).days), "day"
        remind, yellow = warnings(calendar, n, unit, start, end_day)
        wanted = (end_day, remind, yellow, asked, begun)
        said = (
            *(date.fromisoformat(x) for x in (fact.due, fact.remind_on, fact.yellow_on)),
            fact.provisional,
            start,
        )
        if said != wanted:
            yield f"{fact.clock} of {n} {fact.unit}: {said}, and not {wanted}"
        midnight = datetime.combine(end_day + DAY, datetime.min.time(), seen.before.now.tzinfo)
        if _instant(fact.red_at) != midnight:
            yield f"{fact.clock} is red at {fact.red_at}, and not at {midnight}"


def _limit(seen: Seen, fact: Any) -> Limit:
    scene = seen.before.scene
    known = seen.definition(fact.task).limits if fact.task else scene.chart.limits
    return next(x for x in known if x.kind.value == fact.kind)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def asked(seen: Seen) -> Iterator[str]:
    """A limit that is asked about: its end, each day of the count, and what is left."""
    command = seen.command
    bad = not 1 <= command.n <= 10_000 or command.unit == "hour"
    if bad:
        if seen.done.answer != "refused":
            yield f"a limit of {command.n} {command.unit} was counted"
        return
    if seen.done.answer == "refused":
        yield f"a limit of {command.n} {command.unit} was refused"
        return
    if isinstance(seen.done.answer, str):
        yield seen.done.answer
        return
    due, left, hours, *warned, timer = seen.done.answer
    calendar, start = seen.before.scene.calendar, _start(seen)
    end, provisional = last_day(calendar, command.n, command.unit, command.roll, start)
    if (due.due, due.provisional) != (end, provisional):
        yield f"{command} ends on {due.due} ({due.provisional}), and not on {end} ({provisional})"
    if tuple(warned) != warnings(calendar, command.n, command.unit, start, end):
        yield f"{command} warns on {warned}"
    yield from _fires(seen, timer, end, provisional=provisional)
    yield from _steps(seen, due, end)
    for today, n in left:
        if n != _left(calendar, today, end):
            yield f"{n} working days left from {today} to {end}"
    if hours != seen.before.now + timedelta(hours=command.n):
        yield f"{command.n} hours end at {hours}"


def _fires(seen: Seen, timer: Any, end: date, *, provisional: bool) -> Iterator[str]:
    """At midnight after the last day, or at the end of the hours; never early, nor on a guess."""
    found, hours, against = timer
    now = seen.before.now
    midnight = datetime.combine(end + DAY, datetime.min.time(), now.tzinfo)
    if (found.due, found.at, found.provisional) != (end, midnight, provisional):
        yield f"a timer fires {found}, and not at {midnight}"
    instant = now + timedelta(hours=seen.command.n)
    if (hours.due, hours.at, hours.provisional) != (instant.date(), instant, False):
        yield f"a timer of hours fires {hours}, and not at {instant}"
    late = "timer-provisional" if provisional else None
    if against != ["timer-not-due", late, late, "timer-not-due", None, None]:
        yield f"around its time a timer is refused for {against}"


def _start(seen: Seen) -> date:
    day: date = seen.today - seen.command.ago * DAY
    return day


def _left(calendar: Calendar, today: date, end: date) -> int:
    first, last = sorted((today, end))
    n = sum(works(calendar, first + i * DAY) for i in range(1, (last - first).days + 1))
    return n if today <= end else -max(1, n)


def _steps(seen: Seen, due: Any, end: date) -> Iterator[str]:
    """The event day counts 0; then 1, 2, ... in order; each with its reason."""
    command, calendar = seen.command, seen.before.scene.calendar
    first, *rest = due.steps
    if (first.date, first.counted, first.reason.value) != (_start(seen), 0, "event-day"):
        yield f"the first step is {first}"
    if due.steps[-1].date != end:
        yield f"the last step is {due.steps[-1]}"
    if [s.counted for s in rest if s.counted] != list(range(1, command.n + 1)):
        yield f"{command} is counted {[s.counted for s in rest if s.counted]}"
    until = last_day(calendar, command.n, command.unit, "none", _start(seen))[0]
    for step in rest:
        wanted = _reason(
            calendar, command, step.date, _start(seen), rolling=step.date > until, end=end
        )
        if step.reason.value != wanted:
            yield f"{step.date} is called {step.reason.value}, and not {wanted}"
        if bool(step.counted) != _counts(calendar, command.unit, step.date, until):
            yield f"{step} is counted wrongly"


def _counts(calendar: Calendar, unit: str, day: date, until: date) -> bool:
    return works(calendar, day) if unit == "working-day" else day <= until


def _reason(
    calendar: Calendar, command: Any, day: date, start: date, *, rolling: bool, end: date
) -> str:
    if command.unit != "working-day" and not rolling:
        if command.unit == "day":
            return "natural-day"
        return "month" if day.day == start.day else "month-end"
    if rolling and day == end:
        return "rolled"
    if works(calendar, day):
        return "make-up-day" if day.isoweekday() in (6, 7) else "working-day"
    if day in calendar.holidays:
        return "holiday"
    if day.year not in calendar.published and day in calendar.statutory.get(day.year, ()):
        return "statutory-holiday"
    return "weekend"


__all__ = ["asked", "held_to", "started"]
