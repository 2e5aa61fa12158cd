"""`zhiheng check` on files of other tools: analysed, titled so, in Chinese and in English."""

import json
from pathlib import Path

import pytest
from support.broken import DEADLOCK, SOUND, UNREADABLE
from typer.testing import CliRunner, Result

from zhiheng_api.cli import app

TABLES = Path(__file__).resolve().parents[2] / "processes/planning/tables"
TITLE = "仅作分析，不能部署 / analysed only, cannot be deployed"


def run(folder: Path, xml: bytes, *options: str) -> Result:
    path = folder / "chart.bpmn"
    path.write_bytes(xml)
    return CliRunner().invoke(app, ["check", str(path), *options], env={"COLUMNS": "200"})


def test_a_foreign_chart_is_titled_as_analysed_only(tmp_path: Path) -> None:
    done = run(tmp_path, SOUND)
    assert done.exit_code == 0
    assert TITLE in done.output.replace("\n", "")
    assert "BPM098" in done.output


def test_a_deadlock_of_a_foreign_chart_is_told_in_both_languages(tmp_path: Path) -> None:
    done = run(tmp_path, DEADLOCK, "--json")
    assert done.exit_code == 1
    body = json.loads(done.output)
    stuck = next(f for f in body["findings"] if f["rule"] == "SND001")
    assert "将一直等待" in stuck["message"]["zh"]
    assert "waits for ever" in stuck["message"]["en"]
    assert [*body["title"].values()] == [
        {"zh": "仅作分析，不能部署", "en": "analysed only, cannot be deployed"}
    ]


def test_a_flow_that_leads_nowhere_is_told_with_its_line(tmp_path: Path) -> None:
    done = run(tmp_path, UNREADABLE, "--json")
    assert done.exit_code == 1
    error = next(f for f in json.loads(done.output)["findings"] if f["severity"] == "error")
    assert error["rule"] == "BPM022"
    assert error["line"] > 0


def test_a_foreign_chart_can_be_checked_as_one_that_is_to_run(tmp_path: Path) -> None:
    done = run(tmp_path, SOUND, "--to-run")
    assert done.exit_code == 1
    assert TITLE not in done.output


@pytest.mark.parametrize("xml", [b"", b"\x00\xff", b"<html/>", b"PK\x03\x04"])
def test_what_is_no_chart_is_refused_with_a_finding(tmp_path: Path, xml: bytes) -> None:
    done = run(tmp_path, xml)
    assert done.exit_code == 1
    assert "BPM" in done.output


def test_a_file_of_decision_tables_is_proved_by_itself(tmp_path: Path) -> None:
    good = (TABLES / "hearing-threshold.dmn").read_bytes()
    assert run(tmp_path, good).exit_code == 0
    done = run(tmp_path, good.replace(b"&gt;= 10000<", b"&gt; 10000<"), "--json")
    assert done.exit_code == 1
    (gap,) = json.loads(done.output)["findings"]
    assert gap["rule"] == "DEC007"
    assert "“当事人”为“person”，“拟处罚款（元）”为 10000时" in gap["message"]["zh"]


def test_a_file_that_is_not_there_ends_with_two(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["check", str(tmp_path / "none.bpmn")])
    assert done.exit_code == 2


def test_what_a_name_says_is_no_markup(tmp_path: Path) -> None:
    named = DEADLOCK.replace(b'name="join"', b'name="[red]J[/red]"')
    assert "[red]J[/red]" in run(tmp_path, named).output


def test_the_gravest_finding_is_drawn_into_a_file_and_the_others_told(tmp_path: Path) -> None:
    target = tmp_path / "out.svg"
    done = run(tmp_path, DEADLOCK, "--picture", str(target))
    assert done.exit_code == 1
    picture = target.read_text(encoding="utf-8")
    assert 'id="step-1"' in picture
    assert "SND001" in picture
    assert f"已画 {target}" in done.stderr.replace("\n", " ").replace("  ", " ")
    assert "drawn:" in done.stderr


def test_a_picture_leaves_the_json_alone(tmp_path: Path) -> None:
    done = run(tmp_path, DEADLOCK, "--json", "--picture", str(tmp_path / "out.svg"))
    assert json.loads(done.stdout)["findings"]


def test_a_folder_gets_a_picture_of_each_fault(tmp_path: Path) -> None:
    run(tmp_path, DEADLOCK, "--picture", str(tmp_path / "pictures"))
    names = sorted(p.name for p in (tmp_path / "pictures").iterdir())
    assert "chart.SND001.svg" in names
    assert not any("BPM118" in name for name in names)  # a note is no fault


def test_the_finding_to_draw_can_be_named(tmp_path: Path) -> None:
    target = tmp_path / "out.svg"
    run(tmp_path, DEADLOCK, "--picture", str(target), "--rule", "BPM118")
    assert "BPM118" in target.read_text(encoding="utf-8")
    target.unlink()
    done = run(tmp_path, DEADLOCK, "--picture", str(target), "--rule", "SND099")
    assert not target.exists()
    assert "没有 SND099 可画的问题" in done.stderr.replace("\n", "")


def test_a_chart_in_our_words_that_is_refused_is_drawn_as_it_was_imported(tmp_path: Path) -> None:
    venue = Path(__file__).resolve().parents[2] / "docs/how-to/examples/venue.bpmn"
    broken = venue.read_bytes().replace(b' default="to_rejected"', b"")
    target = tmp_path / "out.svg"
    done = run(tmp_path, broken, "--picture", str(target))
    assert done.exit_code == 1
    picture = target.read_text(encoding="utf-8")
    assert "BPM027" in picture
    assert "仅作分析" not in picture


def test_where_no_flow_can_be_read_no_picture_is_drawn(tmp_path: Path) -> None:
    done = run(tmp_path, UNREADABLE, "--picture", str(tmp_path / "out.svg"))
    assert done.exit_code == 1
    assert not (tmp_path / "out.svg").exists()
    assert "画不了图" in done.stderr
    assert "cannot draw" in done.stderr


@pytest.mark.parametrize("name", ["out.gif", "none/../chart.bpmn/out.svg"])
def test_what_cannot_be_written_ends_with_two(tmp_path: Path, name: str) -> None:
    done = run(tmp_path, DEADLOCK, "--picture", str(tmp_path / name))
    assert done.exit_code == 2
