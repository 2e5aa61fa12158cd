"""`zhiheng deadline`: the vectors of the law, day by day (许可法、处罚法、强制法、民法典)."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.vectors import FORWARD, HEARING, NOTICE_BY, NOTICE_BY_LOOSE, REVIEW, WD, Vector
from typer.testing import CliRunner

from zhiheng.share import share
from zhiheng_api.cli import app


def told(*words: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["deadline", *words, "--json"], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.output)
    return found


@pytest.mark.parametrize("vector", FORWARD, ids=lambda v: v.what)
def test_the_day_is_the_one_of_the_law(vector: Vector) -> None:
    found = told(*vector.words)
    assert (found["due"], found["provisional"]) == (vector.due, vector.provisional)


@pytest.mark.parametrize(
    ("more", "due"), [((), NOTICE_BY), (("--loose",), NOTICE_BY_LOOSE)], ids=["strict", "loose"]
)
def test_the_notice_of_a_hearing_is_counted_back(more: tuple[str, ...], due: str) -> None:
    day, n = HEARING
    found = told("--from", day, "--n", str(n), "--unit", WD, "--backward", *more)
    assert (found["due"], found["provisional"]) == (due, False)


def test_each_day_says_why_it_counts_or_not() -> None:
    found = told(
        "--from", "2026-03-02", "--n", "20", "--unit", "working-day", "--stop", "..".join(REVIEW)
    )
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
