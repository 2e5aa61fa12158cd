"""Whatever the cells hold, an import ends, and its chart is read back with every step in it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhiheng.bpmn.reader import read_chart
from zhiheng.tables import import_rows
from zhiheng.tables.headings import KNOWN
from zhiheng.tables.risks import CodeWord
from zhiheng.tables.write import Title

_WORDS = {"P09": CodeWord("补正内容未一次告知", "integrity"), "M1": CodeWord("无依据", "integrity")}
_PIECES = st.sampled_from(
    (
        *("1", "2", "3", "1a", "99", "受理", "审核", "窗口", "申请人", "rule", "局务会", "-", "无"),
        *("->", "→", "退回", "转", ";", "；", ",", "、", " ", "\n", "/", "(", ")", "（", "）", "+"),
        *(
            "结束",
            "end",
            "else",
            "其他",
            "同意",
            "T2",
            "双人",
            "COL",
            "EXT",
            "LEG",
            "AB-X by",
            "with",
        ),
        *("5个工作日", "(P 3 wd)", "3日", "+10 wd by head", "十", "P09", "M1-M3", "M5-M1", "Q99"),
        *(
            "高",
            "H",
            "A级",
            "廉政",
            "《许可法》第三十二条",
            "one from JC",
            "<b>&'\"",
            "\x07",
            "%s {x}",
        ),
    )
)
_CELL = st.lists(_PIECES | st.text(max_size=4), max_size=5).map("".join)
_HEADS = st.lists(st.sampled_from(sorted(KNOWN)) | _CELL, max_size=8)


def _holds(heads: list[str], rows: list[list[str]]) -> None:
    made = import_rows(
        [["环节", "岗位", *heads], *rows], Title("any", "任意", "any.csv"), _WORDS, {}
    )
    assert all(f.elements and f.line > 0 for f in made.findings)
    if made.xml is None:
        assert made.findings
        return
    reading = read_chart(made.xml)
    told = [f.message.en for f in reading.findings]
    unreachable = [f for f in made.findings if f.rule == "TBL035"]
    unnamed = [s for s in made.steps if not s.name.strip()]
    assert reading.chart is not None or unreachable or unnamed, told
    if reading.chart is not None:
        assert [t.name for t in reading.chart.tasks] == [
            " ".join(s.name.split()) for s in made.steps
        ]


_ROWS = st.lists(st.lists(_CELL, max_size=10), max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(_HEADS, _ROWS)
def test_no_table_stops_the_importer(heads: list[str], rows: list[list[str]]) -> None:
    _holds(heads, rows)


@pytest.mark.soak
@settings(max_examples=4000, suppress_health_check=[HealthCheck.too_slow])
@given(_HEADS, _ROWS)
def test_no_table_stops_the_importer_in_full(heads: list[str], rows: list[list[str]]) -> None:
    _holds(heads, rows)
