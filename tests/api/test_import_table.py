"""`zhiheng import-table`: from a file to a chart that is read, checked and laid out."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from zhiheng.bpmn.reader import read_chart
from zhiheng.share import share
from zhiheng.tables.page import page
from zhiheng_api.cli import app

_ROOT = Path(__file__).resolve().parents[2]
_ROSTER = share("processes") / "planning/jingyue.roster.yaml"


def _import(file: Path, chart: Path, *more: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(app, ["import-table", str(file), "-o", str(chart), "--json", *more])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    told = json.loads(done.stdout)["findings"] if done.exit_code != 2 else []
    return done.exit_code, [f"{f['rule']} {f['elements'][0]}" for f in told]


def test_a_table_becomes_a_laid_out_chart_with_the_posts_of_the_roster(tmp_path: Path) -> None:
    table, chart = tmp_path / "t.csv", tmp_path / "场地.bpmn"
    rows = (
        "环节,岗位,时限,去向",
        "1 受理,规划科科员,5个工作日,不予受理->结束",
        "2 审核,规划科科长,2个工作日,退回1",
    )
    table.write_text("\n".join(rows), encoding="gb18030")
    assert _import(table, chart, "--title", "场地许可", "--roster", str(_ROSTER)) == (0, [])
    content = chart.read_bytes()
    assert content.count(b"BPMNShape ") >= 7
    made = read_chart(content).chart
    assert made is not None
    assert (made.key, made.name, [t.post for t in made.tasks]) == (
        "场地", "场地许可", ["GH-c", "GH-k"],
    )  # fmt: skip


def test_what_is_left_out_is_exit_1_and_what_cannot_be_read_exit_2(tmp_path: Path) -> None:
    table, chart = tmp_path / "t.csv", tmp_path / "t.bpmn"
    table.write_text("环节,岗位,风险点\n受理,窗口,拖延\n", encoding="utf-8")
    assert _import(table, chart) == (1, ["TBL044 C2", "TBL033 C2", "TBL040 A2", "TBL008 A2"])
    assert chart.exists()
    table.write_text("甲,乙\n", encoding="utf-8")
    assert _import(table, tmp_path / "none.bpmn") == (1, ["TBL001 A1"])
    assert not (tmp_path / "none.bpmn").exists()
    table.write_bytes(b"\xd0\xcf\x11\xe0")
    assert _import(table, chart) == (2, [])
    assert _import(tmp_path / "missing.csv", chart) == (2, [])


def test_a_chart_that_is_there_and_the_table_itself_are_not_written_over(tmp_path: Path) -> None:
    table, chart = tmp_path / "t.csv", tmp_path / "t.bpmn"
    table.write_text("环节,岗位,时限\n受理,窗口,5个工作日\n", encoding="utf-8")
    chart.write_text("by hand", encoding="utf-8")
    done = CliRunner().invoke(app, ["import-table", str(table), "-o", str(chart)])
    assert (done.exit_code, chart.read_text(encoding="utf-8")) == (2, "by hand")
    assert "--overwrite" in done.stderr
    own = ["import-table", str(table), "-o", str(table), "--overwrite"]
    assert CliRunner().invoke(app, own).exit_code == 2
    assert table.read_text(encoding="utf-8").startswith("环节")
    assert _import(table, chart, "--overwrite") == (0, [])
    assert b"userTask" in chart.read_bytes()


def test_a_table_too_large_for_a_chart_is_refused_in_words(tmp_path: Path) -> None:
    table, chart = tmp_path / "t.csv", tmp_path / "t.bpmn"
    rows = [f"{n} 步,岗,退回1；不同意→2；同意→3；暂缓→4" for n in range(1, 399)]
    table.write_text("\n".join(["环节,岗位,去向", *rows]), encoding="utf-8")
    assert _import(table, chart) == (2, [])
    assert not chart.exists()


def test_the_page_of_the_format_is_as_the_importer_is() -> None:
    assert (_ROOT / "docs/formats/table.md").read_text(encoding="utf-8") == page()


@pytest.mark.soak
def test_every_table_of_the_notes_is_laid_out(tmp_path: Path) -> None:
    for table in sorted((_ROOT / "tests/unit/tables/charts").glob("*.csv")):
        chart = tmp_path / f"{table.stem}.bpmn"
        _import(table, chart)
        content = chart.read_bytes()
        assert read_chart(content).chart is not None
        assert content.count(b"BPMNShape ") >= content.count(b"<bpmn:userTask ")
