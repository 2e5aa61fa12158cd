"""The format of a table of steps as a page: `python -m zhiheng.tables.page` writes it."""

from collections.abc import Iterator
from pathlib import Path

from zhiheng.model.finding import Severity
from zhiheng.tables.headings import KNOWN, Column
from zhiheng.tables.texts import TEXTS

_HEAD = """# 环节表 Table of steps

`zhiheng import-table` 认得的列和它说的话。怎么用见[由表格生成流程图](../how-to/import-table.md)。
What `zhiheng import-table` understands, and what it says. How to use it:
[from a table to a chart](../how-to/import-table.md).

本页由 `python -m zhiheng.tables.page` 生成，请勿手改。This page is generated; do not edit it.

## 列 Columns

表头是前十行里第一行既有环节又有岗位的。一列可以写两样，如“风险点/等级”“措施 -> 文书”。
列名的空格、大小写、标点不计。不认识的列报告一次，内容留作说明。

| 内容 what | 列名 headings |
|---|---|
"""
_MIDDLE = """
## 说的话 Findings

每条都写明单元格。错误 error：有内容没有写进图里，或图里缺了必须有的；
警告 warning：按原文留作说明，或按所说的办了，请看一遍；提示 info。

Each names its cell. An error leaves something out; a warning is kept as documentation or done
as said.

| 编号 | 级别 | 说 says | 怎么办 cure |
|---|---|---|---|
"""


def page() -> str:
    """The page as Markdown, ending with a newline."""
    return _HEAD + "\n".join(_columns()) + "\n" + _MIDDLE + "\n".join(_findings()) + "\n"


def _columns() -> Iterator[str]:
    for column in Column:
        words = " ".join(f"`{w}`" for w, c in KNOWN.items() if c is column)
        yield f"| {column.value} | {words} |"


def _findings() -> Iterator[str]:
    for rule, text in TEXTS.items():
        severity = Severity(text.severity).value
        says, cure = (f"{text.zh}<br>{text.en}", f"{text.cure_zh}<br>{text.cure_en}")
        yield f"| `{rule}` | {severity} | {says} | {cure} |"


def main() -> None:
    """Write the page into the checkout that this module lies in."""
    checkout = Path(__file__).resolve().parents[3]
    (checkout / "docs/formats/table.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
