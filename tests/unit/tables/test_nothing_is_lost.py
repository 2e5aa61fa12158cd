"""What a table says stands in the chart or is told; nothing is left out in silence or guessed."""

import io
import zipfile
from collections.abc import Sequence

import openpyxl
import pytest

from zhiheng.tables import Imported, import_rows
from zhiheng.tables.file import rows_in, sheet_in
from zhiheng.tables.workbook import TableFileError
from zhiheng.tables.write import Title

_HEAD = ("序号", "环节", "岗位", "时限")


def _made(*rows: Sequence[str], posts: dict[str, str] | None = None) -> Imported:
    return import_rows([list(r) for r in rows], Title("t", "t", "t.csv"), {}, posts or {})


def _rules(made: Imported) -> list[str]:
    quiet = ("TBL024", "TBL040", "TBL044", "TBL033")
    return [f.rule for f in made.findings if f.rule not in quiet]


@pytest.mark.parametrize(
    ("rows", "rule", "said"),
    [
        ((_HEAD, ("1", "受理", "窗口", "5日", "格外")), "TBL038", "格外"),
        (((*_HEAD, "备注"), ("1", "受理", "窗口", "5日", "节假日除外")), None, "节假日除外"),
        ((("违法建设办理表",), _HEAD, ("1", "受理", "窗口", "5日")), None, "违法建设办理表"),
        (
            ((*_HEAD, "风险"), ("1", "受理", "窗口", "5日", ""), ("", "", "", "", "拖着不办")),
            "TBL039",
            "拖着不办",
        ),
        ((("环节", "岗位"), ("受理", "窗口"), ("", "局长")), "TBL039", "局长"),
        ((_HEAD, ("1", "受理", "窗口", "5日"), ("2", "-", "局长", "3日")), "TBL039", "局长"),
        ((("环节", "岗位", "责任人"), ("受理", "窗口", "张三")), "TBL037", "张三"),
        ((_HEAD, ("1", "受理", "窗口", "5日"), ("1", "审核", "局长", "3时")), "TBL004", "3时"),
    ],
)
def test_what_becomes_no_part_of_a_step_is_told_and_kept(
    rows: Sequence[Sequence[str]], rule: str | None, said: str
) -> None:
    made = _made(*rows)
    assert rule is None or rule in _rules(made)
    assert made.xml is not None
    assert said in made.xml.decode()


def test_the_first_of_two_like_columns_counts_and_an_empty_one_gives_way() -> None:
    twice = ("环节", "岗位", "时限", "办理时限")
    made = _made(
        twice, ("受理", "窗口", "5个工作日", "7个工作日"), ("审核", "局长", "", "2个工作日")
    )
    assert [[x.n for x in s.limits] for s in made.steps] == [[5], [2]]
    assert _rules(made) == ["TBL037"]


@pytest.mark.parametrize("limit", ["两三天", "一二日", "三五个工作日", "十十日", "0日", ".5日"])
def test_a_limit_that_names_no_one_number_is_not_guessed(limit: str) -> None:
    made = _made(_HEAD, ("1", "受理", "窗口", limit))
    assert (_rules(made), made.steps[0].limits) == (["TBL022"], ())


@pytest.mark.parametrize(
    ("limit", "n"),
    [("十日", 10), ("二十五个工作日", 25), ("一百零五日", 105), ("百日", 100), ("两个月", 2),
     ("一百二十日", 120), ("５个工作日", 5)],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written(limit: str, n: int) -> None:
    made = _made(_HEAD, ("1", "受理", "窗口", limit))
    assert [x.n for x in made.steps[0].limits] == [n]


@pytest.mark.parametrize("apart", ["2a-3", "3-1", "3-2a"])
def test_a_range_that_is_none_is_told(apart: str) -> None:
    rows = (
        ("序号", "环节", "岗位", "不得同人"),
        ("1", "受理", "窗口", apart),
        ("2", "审", "长", ""),
    )
    made = _made(*rows, ("2a", "补", "长", ""), ("3", "发", "长", ""))
    assert (_rules(made), made.steps[0].not_same) == (["TBL026"], ())


def test_a_range_holds_every_step_however_wide_and_numbers_of_any_width() -> None:
    rows = [
        (str(n), f"步{n}", "岗", "1-130" if n == 1 else "２" if n == 2 else "")
        for n in range(1, 131)
    ]
    made = _made(("序号", "环节", "岗位", "不得同人"), *rows)
    assert made.steps[0].not_same == tuple(str(n) for n in range(2, 131))
    ways = _made(("环节", "岗位", "去向"), ("1 受理", "甲", "退→２"), ("2 审", "乙", ""))
    assert "TBL005" not in _rules(ways)


def test_a_post_that_the_roster_has_not_is_told() -> None:
    made = _made(
        _HEAD, ("1", "受理", "窗口", "5日"), ("2", "审", "局长", "5日"), posts={"局长": "JZ"}
    )
    assert [(f.rule, f.elements) for f in made.findings if f.rule == "TBL046"] == [
        ("TBL046", ("B2",))
    ]


def _book(*sheets: tuple[str, bool, list[list[str]]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, hidden, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if hidden else "visible"
        for row in rows:
            sheet.append(row)
    book.active = next(i for i, s in enumerate(sheets) if not s[1])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_the_sheet_that_people_see_is_read_and_the_others_are_named() -> None:
    table = [["环节", "岗位"], ["受理", "窗口"]]
    found = sheet_in(_book(("底稿", True, [["旧"]]), ("表", False, table), ("空", False, [])))
    assert (found.rows, found.unread) == (table, ("底稿",))
    made = import_rows(found.rows, Title("t", "t", "t.xlsx"), {}, {}, found.unread)
    assert "底稿" in next(f.message.zh for f in made.findings if f.rule == "TBL045")


_MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_CELL = b'<row r="1"><c r="A1" t="inlineStr"><is><t>a<!-- -->b</t></is></c></row></sheetData>'


def _sheet(content: bytes) -> bytes:
    made = io.BytesIO()
    old_file = _book(("表", False, [["环节", "岗位"]]))
    with zipfile.ZipFile(io.BytesIO(old_file)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name.endswith("sheet1.xml") else old.read(name))
    return made.getvalue()


def test_many_merges_over_one_another_are_refused_before_they_are_filled() -> None:
    merges = b"<mergeCells>" + b'<mergeCell ref="A1:XFD9999"/>' * 20_000 + b"</mergeCells>"
    with pytest.raises(TableFileError):
        rows_in(_sheet(_MAIN + _CELL + merges + b"</worksheet>"))


def test_a_comment_within_a_text_hides_nothing_and_a_missing_text_is_a_fault() -> None:
    assert rows_in(_sheet(_MAIN + _CELL + b"</worksheet>")) == [["ab"]]
    missing = b'<row><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>'
    with pytest.raises(TableFileError):
        rows_in(_sheet(_MAIN + missing))


def test_tabs_are_seen_below_a_title() -> None:
    assert rows_in("办理表\n环节\t岗位\n".encode()) == [["办理表"], ["环节", "岗位"]]
