"""Draw charts from files, without a service."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.finding import Text
from zhiheng_api.cli.output import console, print_findings, read_bytes, unreadable
from zhiheng_diagrams import FontMissing
from zhiheng_diagrams import render as draw


class Edition(StrEnum):
    """Who the picture is for."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Format(StrEnum):
    """The kind of file."""

    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


def render(
    file: Annotated[Path, typer.Argument(help="BPMN文件 / BPMN file")],
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件 / file to write")],
    edition: Annotated[Edition, typer.Option(help="版本 / edition")] = Edition.INTERNAL,
    form: Annotated[Format, typer.Option("--format", help="格式 / format")] = Format.SVG,
) -> None:
    """画流程图 / draw a chart."""
    reading = read_chart(read_bytes(file))
    if reading.chart is None:
        print_findings(reading.findings)
        raise typer.Exit(1)
    try:
        output.write_bytes(draw(reading.chart, edition=edition.value, fmt=form.value))
    except FontMissing as error:
        unreadable(error.message)
    except OSError as error:
        unreadable(Text(f"写不了 {output}：{error.strerror}", f"cannot write {output}"))
    console.print(f"已写入 / written: {output}", highlight=False)
