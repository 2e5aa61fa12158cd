"""The workbook: well-formed parts, texts that stay texts, numbers that stay numbers."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from zhiheng_api.spreadsheet import Sheet, safe, workbook

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _cells(content: bytes, number: int = 1) -> list[list[object]]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
        root = etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
    assert root.find(f".//{_S}f") is None, "no formula anywhere"
    return [[_value(c) for c in row] for row in root.iter(f"{_S}row")]


def _value(cell: etree._Element) -> object:
    if cell.get("t") == "inlineStr":
        return cell.findtext(f"{_S}is/{_S}t")
    number = cell.findtext(f"{_S}v")
    return None if number is None else float(number)


@given(st.text(max_size=80))
def test_any_text_stays_a_text(text: str) -> None:
    content = workbook([("表", ("列",), [(text, 7, None, -1.5)])])
    ((head,), row) = _cells(content)
    assert head == "列"
    assert row[1:] == [7.0, None, -1.5]
    assert str(row[0] or "")[:1] not in tuple("=+-@\t\r")


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_would_be_calculated_is_marked_as_text(text: str) -> None:
    assert safe(text) == f"'{text}"


def test_each_table_has_its_sheet_and_the_same_tables_the_same_bytes() -> None:
    sheets: list[Sheet] = [("一<&\"'", ("a",), [("甲",)]), ("二", ("b",), [(1,), (2,)])]
    content = workbook(sheets)
    assert _cells(content, 2) == [["b"], [1.0], [2.0]]
    assert content == workbook(sheets)
