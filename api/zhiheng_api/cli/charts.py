"""Draw charts from files, without a service."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.finding import Text
from zhiheng_api.cli.chart_file import whole
from zhiheng_api.cli.output import console, print_findings, unreadable
from zhiheng_api.cli.roster_file import roster_of
from zhiheng_diagrams import GlyphMissing, count_pages
from zhiheng_diagrams import render as draw

_DPI = 200
"""Of a page in pixels: letters of 6 points are 17 pixels high."""


class Edition(StrEnum):
    """Who the picture is for."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Template(StrEnum):
    """Which of the two charts that offices publish."""

    LANES = "lanes"
    RISK = "risk"


class Paper(StrEnum):
    """The size of its pages."""

    A4 = "a4"
    A3 = "a3"


class Format(StrEnum):
    """The kind of file."""

    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


def render(
    file: Annotated[Path, typer.Argument(help="BPMN文件 / BPMN file")],
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件 / file to write")],
    edition: Annotated[Edition, typer.Option(help="版本 / edition")] = Edition.INTERNAL,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="格式，默认按文件后缀 / format; by default as -o ends"),
    ] = None,
    chart: Annotated[
        Template, typer.Option("--chart", help="流程图或风险防控图 / lanes or risk chart")
    ] = Template.LANES,
    issued: Annotated[str | None, typer.Option(help="发布日期 / date of publication")] = None,
    verify: Annotated[
        str | None, typer.Option(help="核对网址，印成二维码 / address to verify at, as a QR code")
    ] = None,
    paper: Annotated[
        Paper | None, typer.Option(help="纸张，字太小就分页 / paper; pages while letters are small")
    ] = None,
    page: Annotated[
        int | None, typer.Option(min=1, help="长图的第几页 / which page of a long chart")
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(help="花名册：标出有B角的岗位 / roster: marks posts with a stand-in"),
    ] = None,
    *,
    unfold: Annotated[
        bool,
        typer.Option(
            "--unfold", help="调用的流程画在原处，不另作附图 / draw what is called in place"
        ),
    ] = False,
) -> None:
    """画流程图或风险防控图 / draw a chart."""
    kind = _format(output, form)
    reading = read_chart(whole(file))
    if reading.chart is None:
        print_findings(reading.findings)
        raise typer.Exit(1)
    count = count_pages(reading.chart, unfold=unfold)
    if page is not None and page > count:
        unreadable(Text(f"只有 {count} 页", f"it has {count} pages"))
    try:
        drawn = draw(
            reading.chart,
            edition=edition.value,
            fmt=kind.value,
            template=chart.value,
            issued=issued,
            verify=verify,
            paper=paper.value if paper else None,
            dpi=_DPI if paper else None,
            sheet=page,
            unfold=unfold,
            standby=roster_of(roster).standby if roster else frozenset(),
        )
        output.write_bytes(drawn)
    except GlyphMissing as error:
        unreadable(error.message)
    except OSError as error:
        unreadable(Text(f"写不了 {output}：{error.strerror}", f"cannot write {output}"))
    console.print(f"已写入 / written: {output}", highlight=False)
    if count > 1 and page is None:
        console.print(f"可分 {count} 页：--page / can be drawn on {count} pages: --page")


def _format(output: Path, asked: Format | None) -> Format:
    """What the ending says, or what was asked for; never one inside a file named as another."""
    ending = output.suffix.lower().removeprefix(".")
    named = Format(ending) if ending in set(Format) else None
    if named and asked and named is not asked:
        unreadable(
            Text(
                f"{output.name} 的后缀与 --format {asked.value} 矛盾",
                f"the ending of {output.name} contradicts --format {asked.value}",
            )
        )
    if ending and not named and not asked:
        known = "、".join(Format)
        unreadable(
            Text(
                f"不认识后缀 .{ending}（有 {known}）；请写明 --format",
                f"unknown ending .{ending}; say --format {'|'.join(Format)}",
            )
        )
    return named or asked or Format.SVG
