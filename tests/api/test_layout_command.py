"""`zhiheng layout`: a chart gets its positions, and keeps those that it has."""

from pathlib import Path

from support.joint import JOINT
from typer.testing import CliRunner, Result

from zhiheng_api.cli import app


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["layout", *map(str, words)], env={"COLUMNS": "200"})


def test_a_chart_is_laid_out_where_it_stands_or_elsewhere(tmp_path: Path) -> None:
    chart, other = tmp_path / "chart.bpmn", tmp_path / "other.bpmn"
    chart.write_text(JOINT, encoding="utf-8")
    assert run(chart, "-o", other).exit_code == 0
    assert chart.read_text(encoding="utf-8") == JOINT
    assert run(chart).exit_code == 0
    assert chart.read_bytes() == other.read_bytes()
    assert run(other).exit_code == 0
    assert chart.read_bytes() == other.read_bytes()


def test_what_finds_no_room_is_named(tmp_path: Path) -> None:
    chart = tmp_path / "chart.bpmn"
    chart.write_text(JOINT, encoding="utf-8")
    run(chart)
    lane = '<laneSet id="set"><lane id="late" name="后来"><flowNodeRef>draft</flowNodeRef></lane>'
    text = chart.read_text(encoding="utf-8")
    text = text.replace('<startEvent id="start" />', f'{lane}</laneSet><startEvent id="start" />')
    chart.write_text(text, encoding="utf-8")
    done = run(chart)
    assert done.exit_code == 1
    assert "late" in done.stderr
    assert run(chart, "--again").exit_code == 0


def test_what_is_no_chart_is_refused(tmp_path: Path) -> None:
    chart = tmp_path / "chart.bpmn"
    assert run(chart).exit_code == 2
    chart.write_text("<a/>", encoding="utf-8")
    assert run(chart).exit_code == 2
    assert chart.read_text(encoding="utf-8") == "<a/>"
