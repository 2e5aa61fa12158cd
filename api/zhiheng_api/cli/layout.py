"""Give the elements of a chart their positions, without a service."""

from pathlib import Path
from typing import Annotated

import typer

from zhiheng_api.cli.output import console, errors, read_bytes, unreadable, write_bytes
from zhiheng_diagrams.interchange import NoChart, lay


def layout(
    file: Annotated[Path, typer.Argument(help="BPMN文件 / BPMN file")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="输出文件，默认写回原文件 / file to write, else FILE"),
    ] = None,
    *,
    again: Annotated[
        bool, typer.Option("--again", help="全部重排，手工摆好的也不留 / place all of it anew")
    ] = False,
) -> None:
    """给流程图排版（写BPMN图形信息），手工摆好的不动 / lay out a chart, keep what has a place."""
    target = output or file
    try:
        laid = lay(read_bytes(file), again=again)
    except NoChart as error:
        unreadable(error.message)
    write_bytes(target, laid.xml)
    console.print(
        f"已排 {laid.placed} 处，写入 {target}\nplaced: {laid.placed}, written: {target}",
        highlight=False,
        markup=False,
    )
    if laid.left:
        names = ", ".join(laid.left)
        errors.print(
            f"现有图形之间放不下，或位置不是数：{names}；--again 全部重排\n"
            f"no room between what stands there, or no place at all: {names}; "
            "--again places all anew",
            highlight=False,
            markup=False,
        )
        raise typer.Exit(1)
