"""Check and draw charts from files, without a service."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.table import Table

from zhiheng.bpmn.reader import read_chart
from zhiheng.clock import local_date, system_now
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding, Severity, Text
from zhiheng.model.roster_file import RosterError, read_roster
from zhiheng.verify.staffing import critical, staff
from zhiheng_api.cli.output import AsJson, console, print_json, unreadable
from zhiheng_api.problems import finding_json
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


Files = Annotated[list[Path], typer.Argument(help="BPMN文件 / BPMN files")]


def check(
    files: Files,
    roster: Annotated[Path | None, typer.Option(help="花名册 / roster file")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """检查流程图 / check charts."""
    found: list[tuple[Path, Finding]] = []
    certificate: dict[str, object] = {}
    for path in files:
        reading = read_chart(_bytes(path))
        found += [(path, x) for x in reading.findings]
        if reading.chart is not None and roster is not None:
            certificate[reading.chart.key] = _staffing(path, reading.chart, roster, found)
    if as_json:
        rows = [{**finding_json(x), "file": str(p)} for p, x in found]
        print_json({"findings": rows, "certificate": certificate})
    else:
        _print(found, len(files))
    if any(x.severity is Severity.ERROR for _, x in found):
        raise typer.Exit(1)


def _staffing(
    path: Path, chart: Chart, roster: Path, found: list[tuple[Path, Finding]]
) -> dict[str, object]:
    try:
        bureau = read_roster(yaml.safe_load(_bytes(roster)))
    except (RosterError, yaml.YAMLError) as error:
        message = getattr(error, "message", None)
        unreadable(message if isinstance(message, Text) else Text(str(error), str(error)))
    day = local_date(system_now())
    staffing = staff(chart, bureau, day)
    if staffing.unstaffed:
        names = "、".join(chart.nodes[p].name for p in staffing.unstaffed)
        found.append(
            (
                path,
                Finding(
                    "WSP001",
                    Severity.ERROR,
                    tuple(staffing.unstaffed),
                    Text(f"无人可以合法办理：{names}", f"nobody may lawfully do: {names}"),
                    Text("增加人员或调整岗位", "add persons or change posts"),
                ),
            )
        )
    return {"staffed": not staffing.unstaffed, "critical": list(critical(chart, bureau, day))}


def _print(found: list[tuple[Path, Finding]], files: int) -> None:
    if not found:
        console.print(f"[green]{files} 张流程图没有问题 / {files} chart(s) fine[/green]")
        return
    table = Table("规则 rule", "行 line", "元素 element", "问题 finding", "怎么办 cure")
    for _, x in found:
        table.add_row(
            f"{x.rule}\n{x.severity.value}",
            str(x.line or ""),
            "\n".join(x.elements),
            f"{x.message.zh}\n[dim]{x.message.en}[/dim]",
            f"{x.cure.zh}\n[dim]{x.cure.en}[/dim]",
        )
    console.print(table)


def render(
    file: Annotated[Path, typer.Argument(help="BPMN文件 / BPMN file")],
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件 / file to write")],
    edition: Annotated[Edition, typer.Option(help="版本 / edition")] = Edition.INTERNAL,
    form: Annotated[Format, typer.Option("--format", help="格式 / format")] = Format.SVG,
) -> None:
    """画流程图 / draw a chart."""
    reading = read_chart(_bytes(file))
    if reading.chart is None:
        _print([(file, x) for x in reading.findings], 1)
        raise typer.Exit(1)
    output.write_bytes(draw(reading.chart, edition=edition.value, fmt=form.value))
    console.print(f"已写入 / written: {output}", highlight=False)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        unreadable(Text(f"读不了文件 {path}：{error.strerror}", f"cannot read {path}"))
