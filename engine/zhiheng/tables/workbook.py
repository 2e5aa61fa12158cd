"""The first visible sheet of an Office Open XML workbook (ECMA-376) as texts, from hostile bytes.

Merged cells repeat what stands in their first: a post over three rows is the post of each.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from zhiheng.model.finding import Text

MAX_UNPACKED = 20 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS = 400, 40
"""As many as a table of steps may have and one more is told; beyond, nothing is built."""
_REF = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_BASE = 26
_MOST_SHEETS = 20
"""Other sheets looked into."""
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class TableFileError(ValueError):
    """The file holds no table that can be read. `message` says why."""

    def __init__(self, message: Text) -> None:
        super().__init__(f"{message.zh} / {message.en}")
        self.message = message


@dataclass(frozen=True, slots=True)
class Sheet:
    """rows: from the top, each as wide as its last cell. unread: other sheets that hold cells."""

    rows: list[list[str]]
    unread: tuple[str, ...] = ()


def first_sheet(data: bytes) -> Sheet:
    """The sheet that people see first. Raises TableFileError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(i.file_size for i in archive.infolist()) > MAX_UNPACKED:
                raise TableFileError(Text("解开后太大", "it unpacks to too much"))
            shared = list(_shared(archive))
            (_, first), *others = _sheets(archive)
            sheet = _part(archive, first)
            unread = tuple(name for name, part in others[:_MOST_SHEETS] if _filled(archive, part))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise _unreadable() from error
    if sheet is None:
        raise _unreadable()
    cells = dict(_cells(sheet, shared))
    _merge(sheet, cells)
    return Sheet(_rows(cells), unread)


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Name and part of each sheet in the order of the workbook, hidden ones last."""
    book, links = _part(archive, "xl/workbook.xml"), _part(archive, "xl/_rels/workbook.xml.rels")
    sheets = list(book.iterfind("{*}sheets/{*}sheet")) if book is not None else []
    if not sheets or links is None:
        raise _unreadable()
    targets = {str(r.get("Id")): str(r.get("Target")) for r in links}
    sheets.sort(key=lambda sheet: sheet.get("state", "visible") != "visible")
    return [
        (str(s.get("name") or ""), _named(targets.get(str(s.get(f"{{{_RELATIONS}}}id")), "")))
        for s in sheets
    ]


def _named(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/xl/") else f"xl/{target}"


def _filled(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether any cell of the sheet has a value."""
    sheet = _part(archive, name)
    cells = sheet.iterfind("{*}sheetData/{*}row/{*}c") if sheet is not None else iter(())
    return any(len(cell) for cell in cells)


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """A part as XML, None where it is not there. Nothing is expanded, loaded or fetched."""
    if name not in archive.namelist():
        return None
    with archive.open(name) as file:
        content = file.read(MAX_UNPACKED + 1)
    if len(content) > MAX_UNPACKED or b"<!DOCTYPE" in content or content[:2] in _UTF_16:
        raise _unreadable()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _unreadable() from error


_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
"""In which a document type could hide from the search for it; no spreadsheet writes it."""


def _shared(archive: zipfile.ZipFile) -> Iterator[str]:
    table = _part(archive, "xl/sharedStrings.xml")
    for item in table.iterfind("{*}si") if table is not None else ():
        yield _text(item)


def _text(item: etree._Element) -> str:
    """Its runs together, without the readings of characters (rPh)."""
    runs = (t for t in item.iter("{*}t") if _local(t.getparent()) != "rPh")
    return "".join(t.text or "" for t in runs)


def _local(element: etree._Element | None) -> str:
    return "" if element is None else etree.QName(element).localname


def _cells(sheet: etree._Element, shared: list[str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Place -> text. A cell without a reference stands right of the one before."""
    for no, row in enumerate(sheet.iterfind("{*}sheetData/{*}row"), 1):
        line, column = _whole(row.get("r")) or no, 0
        for cell in row.iterfind("{*}c"):
            found = _REF.fullmatch(cell.get("r") or "")
            line, column = (int(found[2]), _column(found[1])) if found else (line, column + 1)
            if cell.find("{*}f") is not None:
                raise _formula(line, column)
            text = _value(cell, shared)
            if text:
                _within(line, column)
                yield (line, column), text


def _value(cell: etree._Element, shared: list[str]) -> str:
    kind, value = cell.get("t"), cell.findtext("{*}v") or ""
    if kind == "inlineStr":
        return _text(cell)
    if kind == "s":
        at = _whole(value)
        if at is None or at >= len(shared):
            raise _unreadable()
        return shared[at]
    if kind in ("b", "e"):
        return {"1": "是", "0": "否"}.get(value, value)
    return re.sub(r"(\d)\.0+$", r"\1", value)


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"\d{1,7}", text) else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * _BASE + ord(letter) - ord("A") + 1
    return number


def _merge(sheet: etree._Element, cells: dict[tuple[int, int], str]) -> None:
    """Merged areas never overlap: together they are no larger than the table."""
    left_over = MAX_ROWS * MAX_COLUMNS
    for merged in sheet.iterfind("{*}mergeCells/{*}mergeCell"):
        found = re.fullmatch(f"{_REF.pattern}:{_REF.pattern}", merged.get("ref") or "")
        if found is None:
            continue
        top, bottom = int(found[2]), min(int(found[4]), MAX_ROWS)
        left, right = _column(found[1]), min(_column(found[3]), MAX_COLUMNS)
        text = cells.get((top, left))
        if not text:
            continue
        left_over -= (bottom + 1 - top) * (right + 1 - left)
        if left_over < 0:
            raise _unreadable()
        places = ((i, j) for i in range(top, bottom + 1) for j in range(left, right + 1))
        cells.update(dict.fromkeys(places, text))


def _rows(cells: dict[tuple[int, int], str]) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(max((i for i, _ in cells), default=0))]
    for (i, j), text in sorted(cells.items()):
        row = rows[i - 1]
        row.extend([""] * (j - len(row)))
        row[j - 1] = text
    return rows


def _within(line: int, column: int) -> None:
    if line > MAX_ROWS or column > MAX_COLUMNS:
        raise TableFileError(
            Text(
                f"第一张表太大：最多 {MAX_ROWS} 行 {MAX_COLUMNS} 列",
                f"the first sheet is too large: at most {MAX_ROWS} rows of {MAX_COLUMNS} cells",
            )
        )


def _formula(line: int, column: int) -> TableFileError:
    return TableFileError(
        Text(
            f"第 {line} 行第 {column} 列是公式：请粘贴为数值",
            f"row {line}, column {column} is a formula: paste it as a value",
        )
    )


def _unreadable() -> TableFileError:
    return TableFileError(Text("不是可以读的 .xlsx 文件", "this is no .xlsx that can be read"))
