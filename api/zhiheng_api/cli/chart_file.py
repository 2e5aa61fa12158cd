"""The chart that a command is about, with the files that it imports put into it."""

from pathlib import Path
from typing import Annotated

import typer

from zhiheng.bpmn.assembly.assemble import NotAssembledError
from zhiheng.chart_files import assembled
from zhiheng.model.finding import Text
from zhiheng_api.cli.output import console, print_findings, unreadable


def chart_bytes(path: Path) -> bytes:
    """Exit 2 where the file cannot be opened. Raises NotAssembledError."""
    try:
        return assembled(path)
    except OSError as error:
        unreadable(Text(f"读不了文件 {path}：{error.strerror}", f"cannot read {path}"))


def whole(path: Path) -> bytes:
    """The same; what is wrong with the files it imports is told, with exit 1."""
    try:
        return chart_bytes(path)
    except NotAssembledError as error:
        print_findings(error.findings)
        raise typer.Exit(1) from error


def assemble(
    file: Annotated[Path, typer.Argument(help="BPMN文件 / BPMN file")],
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件 / file to write")],
) -> None:
    """把图和它所引的文件合成一个 / put a chart and what it imports into one file."""
    data = whole(file)
    try:
        output.write_bytes(data)
    except OSError as error:
        unreadable(Text(f"写不了 {output}：{error.strerror}", f"cannot write {output}"))
    console.print(f"已写入 / written: {output}", highlight=False)
