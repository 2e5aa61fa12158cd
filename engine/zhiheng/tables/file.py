"""A table in a file: CSV, or the first visible sheet of a workbook, as rows of texts."""

import csv
import io

from zhiheng.model.finding import Text, harmless
from zhiheng.tables.headings import MOST_HEADING_ROWS
from zhiheng.tables.workbook import Sheet, TableFileError, first_sheet

MAX_BYTES = 5 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"
"""Of the binary formats before 2007."""
_ENCODINGS = ("utf-8-sig", "gb18030")
"""What spreadsheets write CSV in here; GB 18030 takes nearly any bytes, so it comes last."""


def rows_in(data: bytes) -> list[list[str]]:
    """The rows of the file, whatever it is called. Raises TableFileError."""
    return sheet_in(data).rows


def sheet_in(data: bytes) -> Sheet:
    """The same, with what else the file holds. Raises TableFileError."""
    if len(data) > MAX_BYTES:
        raise TableFileError(Text("文件太大", "the file is too large"))
    if data.startswith(_ZIP):
        return first_sheet(data)
    if data.startswith(_OLD):
        raise TableFileError(
            Text("是旧的 .xls 格式：请另存为 .xlsx 或 CSV", "an old .xls: save it as .xlsx or CSV")
        )
    return Sheet(_delimited(_decoded(data)))


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TableFileError(
        Text("不是 UTF-8 或 GB 18030 的文字", "this is no text in UTF-8 or GB 18030")
    )


def _delimited(text: str) -> list[list[str]]:
    """Tabs where the first lines, up to the headings, have more of them than of commas."""
    first = "\n".join(text.splitlines()[:MOST_HEADING_ROWS])
    separator = "\t" if first.count("\t") > first.count(",") else ","
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        said = harmless(str(error))
        raise TableFileError(Text(f"CSV 读不了：{said}", f"cannot read the CSV: {said}")) from error
