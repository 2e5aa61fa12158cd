"""The calendar as a file: read with the place of its faults, written in one form."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from unit.rules.calendars import CHINA, calendars

from zhiheng.audit.canonical import canonical
from zhiheng.calendar_import import from_chinesecalendar, with_compensation
from zhiheng.model.calendar import Calendar
from zhiheng.model.calendar_file import CalendarError, calendar_from_json, calendar_to_json
from zhiheng.share import share

FOLDER = share("processes") / "calendar"
SHIPPED = json.loads((FOLDER / "china.json").read_text(encoding="utf-8"))
TABLE = json.loads((FOLDER / "statutory-2027-2040.json").read_text(encoding="utf-8"))
SMALL: dict[str, Any] = {
    "source": "国务院办公厅通知",
    "published": {"2026": {"holidays": ["2026-01-01", "2026-01-02"], "makeup": ["2026-01-04"]}},
    "statutory": {"2027": ["2027-01-01"]},
}


def test_the_shipped_calendar_is_what_the_builder_builds() -> None:
    assert from_chinesecalendar() == SHIPPED


def test_the_shipped_calendar_reads_back_as_it_was() -> None:
    assert calendar_to_json(CHINA) == SHIPPED
    assert canonical(calendar_to_json(CHINA))


@given(calendar=calendars())
def test_any_calendar_reads_back_as_it_was(calendar: Calendar) -> None:
    written = calendar_to_json(calendar)
    assert calendar_from_json(json.loads(json.dumps(written))) == calendar
    assert calendar_to_json(calendar_from_json(written)) == written


def test_dates_may_come_from_yaml() -> None:
    yaml = {
        "source": SMALL["source"],
        "published": {
            2026: {"holidays": [date(2026, 1, 2), date(2026, 1, 1)], "makeup": [date(2026, 1, 4)]}
        },
        "statutory": {2027: [date(2027, 1, 1)]},
    }
    assert calendar_to_json(calendar_from_json(yaml)) == SMALL


def test_the_make_up_days_of_2026_are_those_of_the_notice() -> None:
    days = [d.isoformat()[5:] for d in sorted(CHINA.makeup) if d.year == 2026]
    assert days == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
    assert CHINA.published == frozenset(range(2004, 2027))
    assert not CHINA.is_working(date(2026, 2, 23))
    assert CHINA.is_working(date(2026, 2, 14))


def test_every_later_year_has_its_thirteen_days() -> None:
    assert set(TABLE["years"]) == {str(year) for year in range(2027, 2041)}
    for year, festivals in TABLE["years"].items():
        days = [day for found in festivals.values() for day in found]
        assert len(days) == 13
        assert all(day.startswith(year) for day in days)
        assert {date.fromisoformat(d) for d in days} <= CHINA.statutory[int(year)]


def test_2027_is_made_up_for_as_article_6_says() -> None:
    statutory = {date.fromisoformat(d) for f in TABLE["years"]["2027"].values() for d in f}
    instead = sorted(CHINA.statutory[2027] - statutory)
    assert [d.isoformat() for d in instead] == [
        "2027-02-09",
        "2027-02-10",
        "2027-05-03",
        "2027-05-04",
        "2027-10-04",
        "2027-10-05",
    ]


@given(calendar=calendars())
def test_each_weekend_holiday_gives_one_working_day(calendar: Calendar) -> None:
    days = calendar.statutory[2028]
    instead = with_compensation(days) - days
    assert len(instead) == sum(d.weekday() > 4 for d in days)
    assert all(d.weekday() < 5 for d in instead)


def spoiled(change: str, value: object) -> dict[str, Any]:
    """SMALL with one place changed."""
    data = copy.deepcopy(SMALL)
    *path, last = change.split("/")
    at = data
    for step in path:
        at = at[step]
    at[last] = value
    return data


@pytest.mark.parametrize(
    ("change", "value", "pointer"),
    [
        ("source", "", "/source"),
        ("source", 1, "/source"),
        ("extra", 1, ""),
        ("published", [], "/published"),
        ("published/next", {}, "/published/next"),
        ("published/99999", {}, "/published/99999"),
        ("published/２０２６", {}, "/published/２０２６"),
        ("published/2026", {"holidays": []}, "/published/2026"),
        ("published/2026/holidays", "2026-01-01", "/published/2026/holidays"),
        ("published/2026/holidays", ["2026-02-30"], "/published/2026/holidays/0"),
        ("published/2026/holidays", ["20260101"], "/published/2026/holidays/0"),
        ("published/2026/holidays", [20260101], "/published/2026/holidays/0"),
        ("published/2026/holidays", ["2026-01-01", "2025-01-01"], "/published/2026/holidays/1"),
        ("published/2026/holidays", ["2026-01-01", "2026-01-01"], "/published/2026/holidays"),
        ("published/2026/makeup", ["2026-01-05"], "/published/2026/makeup"),
        ("published/2026/holidays", ["2026-01-04"], "/published/2026/makeup"),
        ("statutory/2027", None, "/statutory/2027"),
        ("statutory/2027", ["2027-01-01T00:00"], "/statutory/2027/0"),
    ],
)
def test_a_fault_is_named_with_its_place(change: str, value: object, pointer: str) -> None:
    with pytest.raises(CalendarError) as caught:
        calendar_from_json(spoiled(change, value))
    assert caught.value.pointer == pointer
    assert caught.value.message.zh


@pytest.mark.parametrize("data", [None, [], "calendar", {}, {"source": "x"}])
def test_what_is_no_calendar_is_refused(data: object) -> None:
    with pytest.raises(CalendarError):
        calendar_from_json(data)


def test_a_year_written_twice_is_refused() -> None:
    data = copy.deepcopy(SMALL)
    data["statutory"][2027] = []
    with pytest.raises(CalendarError):
        calendar_from_json(data)
