"""Say what changed between two versions of a chart, without a service."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from zhiheng.bpmn.assembly.assemble import NotAssembledError
from zhiheng.bpmn.reader import read_chart
from zhiheng.difference import chart_difference
from zhiheng.model.chart import Chart
from zhiheng_api.cli.chart_file import chart_bytes
from zhiheng_api.cli.output import AsJson, console, print_json, unreadable


def diff(
    old: Annotated[Path, typer.Argument(help="旧版 / the version before")],
    new: Annotated[Path, typer.Argument(help="新版 / the version after")],
    *,
    as_json: AsJson = False,
) -> None:
    """两版流程图的差别，用话说 / the difference between two versions of a chart, in words."""
    lines = chart_difference(_read(old), _read(new))
    if as_json:
        print_json({"difference": [{"zh": x.zh, "en": x.en} for x in lines]})
    for line in () if as_json else lines:
        console.print(f"{escape(line.zh)}\n[dim]{escape(line.en)}[/dim]", highlight=False)
    if not lines and not as_json:
        console.print("没有差别 / no difference")
    raise typer.Exit(1 if lines else 0)


def _read(file: Path) -> Chart:
    try:
        reading = read_chart(chart_bytes(file))
    except NotAssembledError as error:
        unreadable(error.findings[0].message)
    if reading.chart is None:
        unreadable(reading.findings[0].message)
    return reading.chart
