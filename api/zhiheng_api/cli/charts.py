"""Check and draw charts from files, without a service."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.table import Table

from zhiheng.bpmn.reader import read_chart
from zhiheng.check import check_chart
from zhiheng.clock import local_date, system_now
from zhiheng.model.finding import Finding, Text
from zhiheng.model.person import Roster
from zhiheng.model.roster_file import RosterError, read_roster
from zhiheng_api.cli.output import AsJson, console, print_json, unreadable
from zhiheng_api.problems import finding_json
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


Files = Annotated[list[Path], typer.Argument(help="BPMN文件 / BPMN files")]


def check(
    files: Files,
    roster: Annotated[Path | None, typer.Option(help="花名册 / roster file")] = None,
    rules: Annotated[str, typer.Option(help="只看这些族 / only these families: SND,WSP,LNT")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """检查流程图 / check charts: read, prove, lint, staff."""
    bureau = _roster(roster) if roster is not None else None
    families = [r.strip() for r in rules.split(",") if r.strip()]
    day = local_date(system_now())
    checked = [(path, check_chart(_bytes(path), bureau, day, families)) for path in files]
    found = [(path, x) for path, c in checked for x in c.findings]
    if as_json:
        rows = [{**finding_json(x), "file": str(p)} for p, x in found]
        certificates = {str(p): c.certificate for p, c in checked}
        print_json({"findings": rows, "certificate": certificates})
    else:
        _print(found, len(files))
    if any(c.blocked for _, c in checked):
        raise typer.Exit(1)


def _roster(path: Path) -> Roster:
    try:
        return read_roster(yaml.safe_load(_bytes(path)))
    except RosterError as error:
        unreadable(error.message)
    except yaml.YAMLError as error:
        unreadable(Text(f"花名册不是YAML：{error}", f"the roster is no YAML: {error}"))


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
    try:
        output.write_bytes(draw(reading.chart, edition=edition.value, fmt=form.value))
    except FontMissing as error:
        unreadable(error.message)
    except OSError as error:
        unreadable(Text(f"写不了 {output}：{error.strerror}", f"cannot write {output}"))
    console.print(f"已写入 / written: {output}", highlight=False)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        unreadable(Text(f"读不了文件 {path}：{error.strerror}", f"cannot read {path}"))
