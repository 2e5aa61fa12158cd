"""`zhiheng deadline`: the vectors of the law, day by day (许可法、处罚法、强制法、民法典)."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from zhiheng.share import share
from zhiheng_api.cli import app

REVIEW = ("--stop", "2026-03-09..2026-03-27")
Vector = tuple[str, str, str, tuple[str, ...], str, bool]
VECTORS: list[Vector] = [
    ("2026-02-10", "20", "working-day", (), "2026-03-16", False),
    ("2026-02-13", "5", "working-day", (), "2026-02-27", False),
    ("2026-09-24", "5", "working-day", (), "2026-10-09", False),
    ("2026-09-18", "7", "working-day", (), "2026-09-29", False),
    ("2026-09-30", "2", "working-day", (), "2026-10-09", False),
    ("2026-04-29", "3", "working-day", (), "2026-05-07", False),
    ("2025-12-30", "5", "working-day", (), "2026-01-07", False),
    ("2026-01-05", "90", "day", (), "2026-04-05", False),
    ("2026-01-05", "90", "day", ("--roll", "next"), "2026-04-07", False),
    ("2026-09-25", "15", "day", ("--roll", "next"), "2026-10-10", False),
    ("2026-02-02", "15", "day", (), "2026-02-17", False),
    ("2026-02-02", "15", "day", ("--roll", "next"), "2026-02-24", False),
    ("2026-08-03", "60", "day", ("--roll", "next"), "2026-10-08", False),
    ("2026-09-02", "30", "day", ("--roll", "none"), "2026-10-02", False),
    ("2026-03-02", "20", "working-day", (), "2026-03-30", False),
    ("2026-03-02", "20", "working-day", REVIEW, "2026-04-21", False),
    ("2026-03-02", "20", "working-day", (*REVIEW, "--extend", "10"), "2026-05-08", False),
    ("2026-10-12", "7", "working-day", ("--backward",), "2026-09-23", False),
    ("2026-10-12", "7", "working-day", ("--backward", "--loose"), "2026-09-24", False),
    ("2026-12-14", "20", "working-day", (), "2027-01-12", True),
    ("2026-03-31", "6", "month", (), "2026-09-30", False),
    ("2026-08-31", "6", "month", ("--roll", "next"), "2027-03-01", True),
    ("2026-10-01T14:30", "24", "hour", (), "2026-10-02T14:30:00+08:00", False),
    ("2028-01-31", "1", "month", (), "2028-02-29", False),
]


def told(*words: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["deadline", *words, "--json"], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.output)
    return found


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: " ".join((*v[:3], *v[3])))
def test_the_day_is_the_one_of_the_law(vector: Vector) -> None:
    start, n, unit, more, due, provisional = vector
    found = told("--from", start, "--n", n, "--unit", unit, *more)
    assert (found["due"], found["provisional"]) == (due, provisional)


def test_each_day_says_why_it_counts_or_not() -> None:
    found = told("--from", "2026-03-02", "--n", "20", "--unit", "working-day", *REVIEW)
    by_day = {s["day"]: s for s in found["steps"]}
    assert by_day["2026-03-02"]["reason"] == "event-day"
    assert (by_day["2026-03-09"]["reason"], by_day["2026-03-09"]["counted"]) == ("stopped", 0)
    assert (by_day["2026-04-21"]["reason"], by_day["2026-04-21"]["counted"]) == ("working-day", 20)


def test_another_calendar_moves_the_day(tmp_path: Path) -> None:
    data = json.loads((share("processes") / "calendar/china.json").read_text(encoding="utf-8"))
    data["published"]["2027"] = {"holidays": ["2027-01-01", "2027-01-04"], "makeup": []}
    del data["statutory"]["2027"]
    path = tmp_path / "calendar.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    words = ("--from", "2026-12-14", "--n", "20", "--unit", "working-day", "--calendar", str(path))
    found = told(*words)
    assert (found["due"], found["provisional"]) == ("2027-01-13", False)


@pytest.mark.parametrize(
    "more",
    [
        ("--unit", "day", "--stop", "soon"),
        ("--unit", "day", "--stop", "2026-03-09..2026-03-08"),
        ("--unit", "day", "--stop", "0001-01-01..9999-12-31"),
        ("--unit", "hour", "--stop", "2026-03-09..2026-03-10"),
        ("--unit", "hour", "--backward"),
        ("--unit", "month", "--backward"),
        ("--unit", "day", "--backward", "--stop", "2026-03-09"),
    ],
)
def test_what_cannot_be_counted_is_told_and_is_no_crash(more: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, ["deadline", "--from", "2026-03-02", "--n", "5", *more])
    assert done.exit_code == 2, done.output
    assert isinstance(done.exception, SystemExit)
