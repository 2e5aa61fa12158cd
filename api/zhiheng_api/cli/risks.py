"""Judge a risk register and its charts from files, without a service."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from zhiheng.queries.register import RegisterReport, report
from zhiheng.share import share
from zhiheng_api.cli.faults import reading
from zhiheng_api.cli.output import AsJson, console, errors, print_json, write_bytes
from zhiheng_api.register import SHIPPED, charts_in, register_in, shipped_catalogue
from zhiheng_api.register_sheets import as_workbook


def risks(
    register: Annotated[
        Path | None, typer.Argument(help="风险库，默认随附的净月风险库 / register file")
    ] = None,
    charts: Annotated[
        Path | None, typer.Option(help="流程图所在文件夹 / folder of the charts")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写成 Excel / write a workbook")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """核对风险库：措施、等级、责任人、与流程图是否一致 / check a risk register."""
    folder = charts or share("processes") / "planning"
    with reading("风险库", "risk register"):
        found = register_in(register or share("processes") / SHIPPED)
        drawn = charts_in(sorted(folder.glob("*.bpmn")))
    made = report(found, shipped_catalogue(), drawn, {})
    if output is not None:
        write_bytes(output, as_workbook(made))
    if as_json:
        print_json(msgspec.to_builtins(made))
    else:
        _print(made)
    if made.faults:
        raise typer.Exit(1)


def _print(made: RegisterReport) -> None:
    table = Table("编号", "流程图", "岗位", "风险点", "等级", "直接管理", "负责监督")
    for p in made.points:
        graded = (p.grade or "未评", p.manager or "", p.supervisor or "")
        table.add_row(*map(escape, (p.id, p.chart_name, p.post, p.risk, *graded)))
    console.print(table)
    for fault in made.faults:
        told = f"[red]{escape(fault.point)} {escape(fault.text.zh)}[/red]"
        errors.print(f"{told}\n  {escape(fault.text.en)}", highlight=False)
    if made.missing:
        console.print(f"尚无流程图 / no chart yet: {escape('、'.join(made.missing))}")
