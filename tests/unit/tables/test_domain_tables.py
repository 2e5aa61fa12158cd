"""The tables of 22 powers become charts that say what the tables say, and what is left is told."""

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from unit.tables.understood import lines

from zhiheng.bpmn.reader import read_chart
from zhiheng.check import check_file
from zhiheng.model.chart import Chart
from zhiheng.tables import Imported, import_rows
from zhiheng.tables.write import Title
from zhiheng_api.cli.import_table import code_words

_FOLDER = Path(__file__).parent / "charts"
_NAMES = sorted(p.stem for p in _FOLDER.glob("*.csv"))
_STEP, _POST, _RULE, _LIMIT, _WAYS, _APART, _RISK, _PAPER = range(8)
_RANGE = re.compile(r"([A-Z])(\d+)-[A-Z](\d+)")
_by_table = pytest.mark.parametrize("name", _NAMES)


@cache
def _rows(name: str) -> list[list[str]]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@cache
def _made(name: str) -> Imported:
    return import_rows(_rows(name), Title(f"t{name}", name, f"{name}.csv"), code_words(), {})


@cache
def _chart(name: str) -> Chart:
    xml = _made(name).xml
    assert xml is not None
    reading = read_chart(xml)
    assert reading.chart is not None, [f.message.en for f in reading.findings]
    return reading.chart


def test_every_table_is_here() -> None:
    assert [*(f"10-{n:02d}" for n in range(1, 16)), *(f"9-{n:02d}" for n in range(1, 8))] == _NAMES


@_by_table
def test_the_chart_says_what_was_read_and_held_against_the_table(name: str) -> None:
    expected = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert "\n".join(lines(_chart(name))) + "\n" == expected


@pytest.mark.parametrize("name", _NAMES[::7])
def test_the_same_table_gives_the_same_bytes(name: str) -> None:
    again = import_rows(_rows(name), Title(f"t{name}", name, f"{name}.csv"), code_words(), {})
    assert again.xml == _made(name).xml


@_by_table
def test_limits_risks_and_separations_stand_as_written_or_are_told_by_their_cell(
    name: str,
) -> None:
    """By another reading than the importer's: what is plain is there, what is not is reported."""
    told = {cell for f in _made(name).findings for cell in f.elements}
    tasks = {str(t.path).removeprefix("step_"): t for t in _chart(name).tasks}
    for at, row in enumerate(_rows(name)[1:], 2):
        numbers = re.findall(r"(?:^|(?:/|->) )(\d+[a-z]?) ", row[_STEP])
        if len(numbers) != 1 or numbers[0] not in tasks:
            continue
        task = tasks[numbers[0]]
        plain = re.fullmatch(r"\(P (\d+) (?:wd|nd)\)", row[_LIMIT])
        if plain:
            assert [x.n for x in task.limits] == [int(plain[1])], row
        elif row[_LIMIT] != "-" and not task.limits:
            assert f"D{at}" in told, row
        codes = re.findall(r"[A-Z]\d+", _RANGE.sub(_spread, row[_RISK]))
        shown = [r.id.partition("-")[0] for r in task.risks]
        assert shown == codes or (not shown and f"A{at}" in told), row
        if re.fullmatch(r"\d+[a-z]?(, \d+[a-z]?)*", row[_APART]):
            apart = {
                str(x)
                for s in _chart(name).separations
                for one, other in ((s.a, s.b), (s.b, s.a))
                if task.path in one
                for x in other
            }
            assert {f"step_{n}" for n in row[_APART].split(", ")} <= apart, row
        elif not re.fullmatch(r"-|[\d\s,-]+(?:\([^a-z]*\d+(?:-\d)?\))?|\d+ \[D\]", row[_APART]):
            assert f"F{at}" in told, row


def _spread(found: re.Match[str]) -> str:
    first, last = int(found[2]), int(found[3])
    wide = len(found[2])
    return " ".join(f"{found[1]}{n:0{wide}d}" for n in range(first, last + 1))


@_by_table
def test_every_branch_leads_where_the_cell_says_or_the_cell_is_told(name: str) -> None:
    told = {cell for f in _made(name).findings for cell in f.elements}
    chart = _chart(name)
    ends = {n.name for n in chart.nodes.values()} | {"end"}
    led = {(str(f.source), f.name): str(f.target) for f in chart.flows}
    only = {str(f.source): str(f.target) for f in chart.flows if not f.name}
    for at, row in enumerate(_rows(name)[1:], 2):
        numbers = re.findall(r"(?:^|(?:/|->) )(\d+[a-z]?) ", row[_STEP])
        if not numbers or f"E{at}" in told or row[_WAYS] == "-":
            continue
        for piece in row[_WAYS].split("; "):
            label, target = piece.split(" -> ")
            step = f"step_{target.removeprefix('back to ')}"
            ways = (led.get((f"after_{numbers[-1]}", label)), only.get(f"step_{numbers[-1]}"))
            assert step in ways or target in ends, piece


def test_a_row_that_is_no_step_is_kept_whole() -> None:
    xml = _made("9-03").xml
    assert xml is not None
    text = xml.decode()
    assert all(
        part in text for part in ("later: 变更 Change", "restart at 5", "控规 changed first")
    )


@_by_table
def test_every_chart_is_sound_and_lacks_only_what_no_table_holds(name: str) -> None:
    xml = _made(name).xml
    assert xml is not None
    found = check_file(xml, None, date(2026, 11, 30), ["SND", "BPM"]).findings
    assert [f.message.en for f in found if f.severity == "error"] == []
