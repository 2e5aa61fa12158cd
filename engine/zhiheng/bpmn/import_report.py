"""What becomes of each process of each BPMN file in a folder, as a page.

`python -m zhiheng.bpmn.import_report FOLDER` writes it to standard output.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhiheng.bpmn.importer import import_chart, processes_of
from zhiheng.bpmn.pipeline import ChartReading
from zhiheng.model.finding import Severity

_HEAD = """# 导入一览 What is imported

每个文件里画了环节的每个流程一行：能否读入分析，若被拒则为何、在哪一行；以及读入时补了什么、略了什么。
One row for each process in which something is drawn: whether it can be read for analysis, or else
why not and where; and what was mended or left out. `docs/import.md` says what the rules mean.

本页由 `python -m zhiheng.bpmn.import_report 文件夹` 生成。This page is generated.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A process of a file, by its id; '' where a file has none that can be named."""

    file: str
    process: str
    reading: ChartReading


def rows(folder: Path) -> Iterator[Row]:
    """The rows for all `.bpmn` files of a folder, by name."""
    for path in sorted(folder.glob("*.bpmn")):
        xml = path.read_bytes()
        for process in processes_of(xml) or (None,):
            yield Row(path.name, process or "", import_chart(xml, process))


def page(found: Sequence[Row]) -> str:
    """The page as Markdown, ending with a newline."""
    read = [row for row in found if row.reading.chart is not None]
    files = {row.file for row in found}
    whole = files - {row.file for row in found if row.reading.chart is None}
    total = (
        f"文件 files: {len(files)}，全部流程读入 all processes read: {len(whole)}。"
        f"流程 processes: {len(found)}，读入 read: {len(read)}，"
        f"被拒 refused: {len(found) - len(read)}。"
    )
    table = [
        "| 文件 file | 流程 process | 结果 result | 节点 nodes | 发现 findings |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([_HEAD, total, "", *table, *map(_row, found), ""])


def _row(row: Row) -> str:
    chart = row.reading.chart
    errors = [f for f in row.reading.findings if f.severity is Severity.ERROR]
    if chart is None:
        result, nodes = "拒绝 refused", ""
        told = "; ".join(f"{f.rule}@{f.line} {' '.join(f.elements[:1])}".strip() for f in errors)
    else:
        result, nodes = "读入 read", str(len(chart.nodes))
        counts = Counter(f.rule for f in row.reading.findings)
        told = ", ".join(rule if n == 1 else f"{rule} ×{n}" for rule, n in sorted(counts.items()))
    return f"| {row.file} | `{row.process}` | {result} | {nodes} | {told} |"


if __name__ == "__main__":
    sys.stdout.write(page(tuple(rows(Path(sys.argv[1])))))
