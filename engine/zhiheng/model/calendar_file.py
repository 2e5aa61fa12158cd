"""The working-day calendar as a file, and as the canonical artifact that the log names."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhiheng.model.calendar import Calendar
from zhiheng.model.finding import Text

_SATURDAY = 5
_YEARS = range(1949, 2200)


class CalendarError(ValueError):
    """The file is no calendar. pointer: where (RFC 6901)."""

    def __init__(self, pointer: str, zh: str, en: str) -> None:
        super().__init__(f"{pointer or '/'}: {zh} / {en}")
        self.pointer = pointer
        self.message = Text(zh, en)


def calendar_from_json(data: object) -> Calendar:
    """Read a calendar. Raises CalendarError.

    data: `source`, `published` {year: {holidays, makeup}} and `statutory` {year: [dates]}.
    """
    top = _object(data, "", {"source", "published", "statutory"})
    source = top["source"]
    if not isinstance(source, str) or not source.strip():
        raise CalendarError("/source", "须写明来源", "say where the days come from")
    published = _years(top["published"], "/published")
    holidays: set[date] = set()
    makeup: set[date] = set()
    for year, days in published.items():
        where = f"/published/{year}"
        parts = _object(days, where, {"holidays", "makeup"})
        holidays |= _days(parts["holidays"], f"{where}/holidays", year)
        makeup |= _days(parts["makeup"], f"{where}/makeup", year)
    _check_makeup(makeup, holidays)
    statutory = {
        year: _days(days, f"/statutory/{year}", year)
        for year, days in _years(top["statutory"], "/statutory").items()
    }
    return Calendar(
        published=frozenset(published),
        holidays=frozenset(holidays),
        makeup=frozenset(makeup),
        statutory=statutory,
        source=source,
    )


def calendar_to_json(calendar: Calendar) -> dict[str, Any]:
    """The calendar in its one form: years and days in order, each day once."""
    return {
        "source": calendar.source,
        "published": {
            str(year): {
                "holidays": _written(calendar.holidays, year),
                "makeup": _written(calendar.makeup, year),
            }
            for year in sorted(calendar.published)
        },
        "statutory": {
            str(year): _written(days, year) for year, days in sorted(calendar.statutory.items())
        },
    }


def _object(data: object, where: str, keys: set[str]) -> Mapping[str, Any]:
    if not isinstance(data, Mapping) or set(data) != keys:
        names = ", ".join(sorted(keys))
        raise CalendarError(where, f"须为含 {names} 的对象", f"an object of {names}")
    return data


def _years(data: object, where: str) -> dict[int, Any]:
    if not isinstance(data, Mapping):
        raise CalendarError(where, "须按年份分列", "an object by year")
    for key in data:
        # YAML reads a bare 2026 as a number; both are the year.
        if not str(key).isascii() or not str(key).isdigit() or int(key) not in _YEARS:
            raise CalendarError(f"{where}/{key}", "不是年份", "no year")
    years = {int(key): days for key, days in data.items()}
    if len(years) != len(data):
        raise CalendarError(where, "同一年份出现两次", "a year stands twice")
    return years


def _days(data: object, where: str, year: int) -> frozenset[date]:
    if not isinstance(data, list):
        raise CalendarError(where, "须为日期列表", "a list of dates")
    days = [_day(item, f"{where}/{index}", year) for index, item in enumerate(data)]
    if len(set(days)) != len(days):
        raise CalendarError(where, "同一日期出现两次", "a date stands twice")
    return frozenset(days)


def _day(item: object, where: str, year: int) -> date:
    try:
        # YAML reads a bare 2026-01-01 as a date; str() of one is its ISO form.
        day = date.fromisoformat(str(item))
    except ValueError:
        day = None
    if day is None or day.isoformat() != str(item):
        raise CalendarError(where, "日期须写作 2026-01-31", "a date is written as 2026-01-31")
    if day.year != year:
        raise CalendarError(where, f"不在 {year} 年", f"not in the year {year}")
    return day


def _check_makeup(makeup: set[date], holidays: set[date]) -> None:
    for day in sorted(makeup):
        where = f"/published/{day.year}/makeup"
        if day.weekday() < _SATURDAY:
            raise CalendarError(
                where,
                f"{day} 不是周六周日，不能是调休上班日",
                f"{day} is no Saturday or Sunday, so it cannot make up for one",
            )
        if day in holidays:
            raise CalendarError(
                where, f"{day} 既放假又上班", f"{day} is both a holiday and a working day"
            )


def _written(days: frozenset[date], year: int) -> list[str]:
    return [day.isoformat() for day in sorted(days) if day.year == year]
