"""Build the shipped calendar of China from the package chinesecalendar and the statute.

Published years come from the package, which follows the State Council's notices. Later years
are statutory only: 13 days by 全国年节及纪念日放假办法 Art 2, from the shipped table of dates,
and a working day for each that falls on a weekend (Art 6). `python -m zhiheng.calendar_import`
prints the file `processes/calendar/china.json`.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from chinese_calendar.constants import holidays, workdays

from zhiheng.share import share

_SATURDAY = 5
_WORDS = "国务院办公厅关于部分节假日安排的通知, chinesecalendar {package}; 以后各年: {statute}"


def from_chinesecalendar() -> dict[str, Any]:
    """The calendar as data for `calendar_from_json`, 2004 to the last year of the table."""
    table = json.loads(_table().read_text(encoding="utf-8"))
    years = sorted({day.year for day in holidays})
    words = _WORDS.format(package=version("chinesecalendar"), statute=table["source"])
    return {
        "source": words,
        "published": {
            str(year): {"holidays": _of(holidays, year), "makeup": _of(workdays, year)}
            for year in years
        },
        "statutory": {
            year: _written(with_compensation(_dates(festivals)))
            for year, festivals in table["years"].items()
            if int(year) > years[-1]
        },
    }


def with_compensation(days: Iterable[date]) -> frozenset[date]:
    """Statutory days, and one working day for each on a weekend: the next one free (Art 6).

    Two festivals on one date are one day off: the statute gives nothing for that.
    """
    statutory = frozenset(days)
    rest = set(statutory)
    for day in sorted(d for d in statutory if d.weekday() >= _SATURDAY):
        instead = day
        while instead.weekday() >= _SATURDAY or instead in rest:
            instead += timedelta(days=1)
        rest.add(instead)
    return frozenset(rest)


def _table() -> Path:
    return share("processes") / "calendar" / "statutory-2027-2040.json"


def _dates(festivals: Mapping[str, list[str]]) -> Iterable[date]:
    return (date.fromisoformat(day) for days in festivals.values() for day in days)


def _of(days: Iterable[date], year: int) -> list[str]:
    return _written(day for day in days if day.year == year)


def _written(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]


if __name__ == "__main__":
    text = json.dumps(from_chinesecalendar(), ensure_ascii=False, indent=1)
    sys.stdout.write(f"{text}\n")
