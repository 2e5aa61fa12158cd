"""The reference files of the BPMN Model Interchange Working Group, which are not ours to ship.

git clone https://github.com/bpmn-miwg/bpmn-miwg-test-suite
ZHIHENG_MIWG=bpmn-miwg-test-suite/Reference pytest tests/unit/bpmn/test_miwg.py
"""

import os
from pathlib import Path

import pytest
from lxml import etree
from unit.bpmn.foreign import STEP, process

from zhiheng.bpmn.import_report import Row, page, rows
from zhiheng.bpmn.reader import read_chart
from zhiheng.model.finding import Severity

FOLDER = os.environ.get("ZHIHENG_MIWG", "")
PAGE = Path(__file__).resolve().parents[3] / "docs" / "miwg.md"
needs_files = pytest.mark.skipif(
    not FOLDER, reason="ZHIHENG_MIWG names no folder with the MIWG reference files"
)


@pytest.fixture(scope="module")
def found() -> tuple[Row, ...]:
    return tuple(rows(Path(FOLDER)))


@needs_files
def test_each_process_is_read_or_refused_with_reasons(found: tuple[Row, ...]) -> None:
    assert len(found) > 30
    for row in found:
        errors = [f for f in row.reading.findings if f.severity is Severity.ERROR]
        assert (row.reading.chart is None) == bool(errors)
        assert all(f.line > 0 and f.cure.zh and f.cure.en for f in row.reading.findings)


@needs_files
def test_nothing_of_the_flow_is_lost(found: tuple[Row, ...]) -> None:
    """An independent count: each id of a flow node and of a flow is there, but compensation."""
    for row in found:
        root = etree.parse(Path(FOLDER) / row.file).getroot()
        drawn = next(p for p in root.iter("{*}process") if p.get("id") == row.process)
        chart = row.reading.chart
        assert chart is not None
        ids = {path.rpartition("/")[2] for path in chart.nodes} | {f.id for f in chart.flows}
        joined = {e.get("id") for e in drawn.iter("{*}*") if e.find("{*}outgoing") is not None}
        joined |= {e.get("id") for e in drawn.iter("{*}sequenceFlow")}
        undone = drawn.iterfind(".//{*}startEvent/{*}compensateEventDefinition/../..")
        assert joined - {inner.get("id") for e in undone for inner in e.iter("{*}*")} <= ids


@needs_files
def test_none_of_them_may_run(found: tuple[Row, ...]) -> None:
    for name in {row.file for row in found}:
        reading = read_chart((Path(FOLDER) / name).read_bytes())
        assert reading.chart is None
        assert all(f.line > 0 and f.cure.zh for f in reading.findings)


@needs_files
def test_the_page_is_up_to_date(found: tuple[Row, ...]) -> None:
    told = f"run: python -m zhiheng.bpmn.import_report {FOLDER} > docs/miwg.md"
    assert PAGE.read_text(encoding="utf-8") == page(found), told


def test_the_page_names_what_was_read_and_what_was_refused(tmp_path: Path) -> None:
    (tmp_path / "good.bpmn").write_bytes(process(STEP))
    (tmp_path / "bad.bpmn").write_bytes(process(STEP.replace('targetRef="e"', 'targetRef="x"')))
    (tmp_path / "none.bpmn").write_bytes(b"<a/>")
    text = page(tuple(rows(tmp_path)))
    assert "| good.bpmn | `p` | 读入 read | 3 |" in text
    assert "| bad.bpmn | `p` | 拒绝 refused |  | BPM022@" in text
    assert "| none.bpmn | `` | 拒绝 refused |  | BPM090@1 |" in text
    assert "processes: 3，读入 read: 1" in text
