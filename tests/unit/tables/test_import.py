"""Tables as departments keep them: Chinese headings, workbooks, faults by cell, old limits."""

import io
import zipfile

import openpyxl
import pytest

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart
from zhiheng.model.limit import LimitKind, LimitUnit
from zhiheng.tables import Imported, import_rows
from zhiheng.tables.file import rows_in
from zhiheng.tables.risks import CodeWord
from zhiheng.tables.workbook import TableFileError
from zhiheng.tables.write import Title

_WORDS = {"P09": CodeWord("补正内容未一次告知", "integrity")}
_HEADS = (
    "序号|环节|岗位|办理方式|法定时限|去向|不得同人|风险点"
    "|风险类别|等级|剩余等级|防控措施|文书|依据"
)
_INTAKE = (
    "1|收件受理|窗口||五个工作日|不予受理→结束；受理→2|3、4|P09|廉政|中|低|一次性告知"
    "|受理通知书|《行政许可法》第三十二条"
)
_TABLE = [
    row.split("|")
    for row in (
        "某县建设局权力运行环节表",
        _HEADS,
        _INTAKE,
        "2|现场踏勘|规划科科员+监察科科员|双人|||3|走过场；收受好处|廉政|高|中|拍照|踏勘记录|",
        "3|科长审核|规划科科长||2个工作日|退回2；同意→4||拖延不办|效能|中风险||限时办结||",
        "4|局务会|局务会|集体讨论|||||||||会议纪要|",
    )
]


def _made(rows: list[list[str]], **posts: str) -> Imported:
    return import_rows(rows, Title("shi", "建设许可", "表.xlsx"), _WORDS, posts)


def _chart(made: Imported) -> Chart:
    assert made.xml is not None
    reading = read_chart(made.xml)
    assert reading.chart is not None, [f.message.en for f in reading.findings]
    return reading.chart


def _told(made: Imported) -> list[tuple[str, str]]:
    return [(f.rule, f.elements[0]) for f in made.findings if f.severity != "info"]


def test_a_table_in_chinese_becomes_a_chart_with_posts_limits_and_controls() -> None:
    made = _made(_TABLE, 窗口="CK", 规划科科长="GH-k")
    chart = _chart(made)
    intake, visit, check, meeting = chart.tasks
    assert (intake.post, check.post, visit.post) == ("CK", "GH-k", "规划科科员")
    (limit,) = intake.limits
    assert (limit.n, limit.unit, limit.kind) == (5, LimitUnit.WORKING_DAY, LimitKind.STATUTORY)
    assert [(b.law, b.article) for b in intake.bases] == [("行政许可法", "第三十二条")]
    assert visit.sign_off is not None
    assert (visit.sign_off.kind, visit.sign_off.second) == ("two-person", "监察科科员")
    assert [(r.manifestation, r.kind, r.inherent, r.residual) for r in visit.risks] == [
        ("走过场", "integrity", "high", "medium"),
        ("收受好处", "integrity", "high", "medium"),
    ]
    assert check.risks[0].kind == "efficacy"
    assert intake.risks[0].measures[0].guard == "one_time_notice"
    assert meeting.collective is not None
    assert {(str(s.a), str(s.b)) for s in chart.separations} == {
        (str(frozenset({"step_1"})), str(frozenset({"step_3", "step_4"}))),
        (str(frozenset({"step_2"})), str(frozenset({"step_3"}))),
    }
    ways = {f.name: f.target for f in chart.flows if f.name}
    assert ways == {
        "不予受理": "end_1_1", "受理": "step_2", "退回2": "step_2", "同意": "step_4"
    }  # fmt: skip
    assert _told(made) == [
        ("TBL046", "B4"), ("TBL046", "B4"), ("TBL046", "B6"), ("TBL032", "B6")
    ]  # fmt: skip


def test_what_is_not_understood_is_told_by_its_cell_and_kept_with_the_step() -> None:
    rows = [
        ["环节", "岗位", "时限", "去向", "不得同人", "风险点", "等级", "备用栏"],
        ["1 受理", "窗口", "尽快", "视情况处理", "经办人", "Q99", "很高", "甲"],
        ["2 办结", "", "", "同意→9", "7", "", "", ""],
    ]
    made = _made(rows)
    assert not made.whole
    assert set(_told(made)) == {
        ("TBL020", "H1"), ("TBL026", "E2"), ("TBL031", "G2"), ("TBL022", "C2"), ("TBL007", "F2"),
        ("TBL025", "D2"), ("TBL005", "E3"), ("TBL005", "D3"), ("TBL006", "A3"),
    }  # fmt: skip
    assert made.xml is not None
    text = made.xml.decode()
    for kept in ("C2: 尽快", "D2: 视情况处理", "E2: 经办人", "F2: Q99", "G2: 很高", "备用栏：甲"):
        assert kept in text, kept
    for found in made.findings:
        assert found.message.zh != found.message.en
        assert found.line == int(found.elements[0].lstrip("ABCDEFGH"))


@pytest.mark.parametrize("numbers", ["1 2", "第一步 第二步", "① ②", "（一） （二）", "1. 2."])
def test_steps_are_numbered_as_people_number_them(numbers: str) -> None:
    first, second = numbers.split()
    made = _made(
        [
            ["序号", "环节", "岗位", "去向"],
            [first, "受理", "窗口", ""],
            [second, "审核", "科长", "退回1"],
        ]
    )
    assert ([s.no for s in made.steps], made.whole) == (["1", "2"], True)


def test_a_number_that_is_none_leaves_its_row_out_and_says_so() -> None:
    rows = [["序号", "环节", "岗位"], ["1", "受理", "窗口"], ["2.1", "踏勘", "科员"]]
    made = _made(rows)
    assert (_told(made), len(made.steps)) == ([("TBL009", "A3")], 1)
    assert "踏勘" in (made.xml or b"").decode()


def test_a_risk_without_measure_or_paper_is_no_risk_that_is_held() -> None:
    made = _made([["环节", "岗位", "风险点", "措施"], ["受理", "窗口", "P09", ""]])
    assert _told(made) == [("TBL033", "C2"), ("TBL008", "A2")]
    assert _chart(made).tasks[0].risks == ()
    assert b"P09" in (made.xml or b"")


def test_a_side_step_goes_where_its_branches_say_and_nowhere_else() -> None:
    rows = [
        ["环节", "岗位", "去向"],
        ["1 受理", "窗口", "缺件 -> 1a"],
        ["1a 补正", "申请人", "补齐 -> 1；逾期 -> 终止"],
        ["2 审批", "局长", "-"],
    ]
    flows = {(f.source, f.target) for f in _chart(_made(rows)).flows}
    assert ("after_1a", "step_2") not in flows
    assert {("after_1a", "step_1"), ("after_1", "step_1a"), ("after_1", "step_2")} <= flows


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"环节": "听证申请", "时限": "3日"}, "TBL050"),
        ({"环节": "要求听证", "时限": "3个工作日"}, "TBL050"),
        ({"环节": "听证通知", "时限": "7日"}, "TBL051"),
        ({"环节": "当场处罚", "去向": "50元以下 -> 2；1000元以上 -> 2"}, "TBL052"),
        ({"环节": "听证申请", "时限": "5个工作日"}, None),
        ({"环节": "听证通知", "时限": "7个工作日"}, None),
        ({"环节": "当场处罚", "去向": "200元以下 -> 2"}, None),
        ({"环节": "当场处罚", "去向": "1,500元以下 -> 2"}, None),
    ],
)
def test_limits_of_the_old_penalty_law_are_flagged_and_modelled_as_written(
    cells: dict[str, str], rule: str | None
) -> None:
    heads = ["环节", "岗位", "时限", "去向"]
    first = [cells.get(h, "-") for h in heads]
    first[0], first[1] = f"1 {first[0]}", "窗口"
    made = _made([heads, first, ["2 归档", "窗口", "-", "-"]])
    assert {r for r, _ in _told(made) if r.startswith("TBL05")} == ({rule} if rule else set())
    if "时限" in cells:
        assert [x.n for x in _chart(made).tasks[0].limits] == [int(cells["时限"][0])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20个工作日", (20, "working-day", 0)),
        ("二十个工作日", (20, "working-day", 0)),
        ("十五日", (15, "day", 0)),
        ("3个月内", (3, "month", 0)),
        ("24小时", (24, "hour", 0)),
        ("20 wd, +10 wd by the head", (20, "working-day", 10)),
        ("20 wd, +10 wd", None),
        ("20 wd + 10 nd by head", None),
        ("受理后20个工作日", None),
        ("尽快", None),
        ("5或10个工作日", None),
        (">= 7 wd before", None),
    ],
)
def test_a_limit_is_taken_only_where_nothing_else_is_said(
    text: str, expected: tuple[int, str, int] | None
) -> None:
    made = _made([["环节", "岗位", "时限"], ["受理", "窗口", text]])
    (task,) = _chart(made).tasks
    found = [(x.n, x.unit.value, x.extension.n if x.extension else 0) for x in task.limits]
    assert found == ([expected] if expected else [])
    assert ("TBL022" in {f.rule for f in made.findings}) is (expected is None)
    assert ("TBL043" in {f.rule for f in made.findings}) is bool(expected and expected[2])


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([], "TBL001"),
        ([["甲", "乙"]], "TBL001"),
        ([["环节", "岗位"]], "TBL003"),
        ([["环节", "岗位"], ["", ""]], "TBL003"),
        ([["环节"] * 41], "TBL002"),
        ([["x" * 2001]], "TBL002"),
        ([["a"]] * 401, "TBL002"),
    ],
)
def test_what_is_no_table_gives_no_chart(rows: list[list[str]], rule: str) -> None:
    made = _made(rows)
    assert (made.xml, [f.rule for f in made.findings]) == (None, [rule])


def test_markup_in_a_cell_stays_text_and_control_characters_go() -> None:
    made = _made([["环节", "岗位"], ['<script>"&\x01', "A]]>\ud800"]])
    assert _chart(made).tasks[0].name == '<script>"&'
    assert [lane.name for lane in _chart(made).lanes] == ["A]]>"]


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in _TABLE:
        sheet.append([x or None for x in row])
    sheet.merge_cells("A1:N1")
    sheet["A3"] = 1
    sheet["C5"] = None
    sheet.merge_cells("C4:C5")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_workbook_is_read_with_numbers_and_merged_cells() -> None:
    rows = rows_in(_workbook())
    assert rows[2][:3] == ["1", "收件受理", "窗口"]
    assert rows[4][2] == rows[3][2] == "规划科科员+监察科科员"
    assert len(_chart(_made(rows)).tasks) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_as_spreadsheets_here_write_it(encoding: str) -> None:
    text = "环节,岗位\r\n受理,窗口\r\n"
    assert rows_in(text.encode(encoding)) == [["环节", "岗位"], ["受理", "窗口"]]
    assert rows_in(text.replace(",", "\t").encode(encoding))[0] == ["环节", "岗位"]


def _with(part: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return made.getvalue()


_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        b"PK\x03\x04" + b"x" * 500,
        b"\xd0\xcf\x11\xe0" + b"x" * 500,
        b"\xff\xfe\x00",
        b"\x81\x00\x81",
        b"x" * (5 * 1024 * 1024 + 1),
        _with(_SHEET, _BOMB),
        _with(_SHEET, b"not xml"),
        _with(_SHEET, b" " * (21 * 1024 * 1024)),
        _with(_SHEET, _MAIN + b'<row><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
              b"</sheetData></worksheet>"),
        _with(_SHEET, _MAIN + b'<row><c r="A1"><f>HYPERLINK("x")</f><v>1</v></c></row></sheetData>'
              b"</worksheet>"),
        _with("xl/workbook.xml", b"<workbook/>"),
        _with("[Content_Types].xml", b"")[:200],
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(TableFileError) as caught:
        rows_in(data)
    assert caught.value.message.zh != caught.value.message.en


def test_a_merge_over_the_whole_sheet_fills_no_more_than_a_table() -> None:
    merged = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    cell = b'<row><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    rows = rows_in(_with(_SHEET, _MAIN + cell + merged))
    assert (len(rows), len(rows[0])) == (400, 40)
