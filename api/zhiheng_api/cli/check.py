"""Check charts from files, without a service: the same findings as the service gives."""

from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.markup import escape

from zhiheng.check import Checked, check_file
from zhiheng.clock import local_date, system_now
from zhiheng.model.finding import Text
from zhiheng.model.person import Roster
from zhiheng.model.roster_file import RosterError, read_roster
from zhiheng_api.cli.output import (
    AsJson,
    console,
    print_findings,
    print_json,
    read_bytes,
    unreadable,
)
from zhiheng_api.problems import finding_json

Files = Annotated[list[Path], typer.Argument(help="BPMN文件 / BPMN files")]


def check(
    files: Files,
    roster: Annotated[Path | None, typer.Option(help="花名册 / roster file")] = None,
    rules: Annotated[str, typer.Option(help="只看这些族 / only these families: SND,WSP,LNT")] = "",
    analyse: Annotated[
        bool | None,
        typer.Option(
            "--analyse/--to-run",
            help="只作分析，或按要运行的检查；默认看有没有 zh: 词 / only analyse, or check as "
            "one that is to run; by default as the file has zh: words or not",
        ),
    ] = None,
    process: Annotated[
        str | None,
        typer.Option(help="分析文件里的哪个流程（编号）/ which process to analyse, by its id"),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """检查流程图 / check charts: read, prove, lint, staff; or analyse those of other tools."""
    bureau = _roster(roster) if roster is not None else None
    families = [r.strip() for r in rules.split(",") if r.strip()]
    day = local_date(system_now())
    checked = [
        (
            path,
            check_file(read_bytes(path), bureau, day, families, analyse=analyse, process=process),
        )
        for path in files
    ]
    if as_json:
        _print_json(checked)
    else:
        _print(checked)
    if any(c.blocked for _, c in checked):
        raise typer.Exit(1)


def _roster(path: Path) -> Roster:
    try:
        return read_roster(yaml.safe_load(read_bytes(path)))
    except RosterError as error:
        unreadable(error.message)
    except yaml.YAMLError as error:
        unreadable(Text(f"花名册不是YAML：{error}", f"the roster is no YAML: {error}"))


def _print_json(checked: list[tuple[Path, Checked]]) -> None:
    rows = [{**finding_json(x), "file": str(p)} for p, c in checked for x in c.findings]
    titles = {str(p): {"zh": c.title.zh, "en": c.title.en} for p, c in checked if c.title}
    body = {"findings": rows, "certificate": {str(p): c.certificate for p, c in checked}}
    print_json({**body, "title": titles} if titles else body)


def _print(checked: list[tuple[Path, Checked]]) -> None:
    for path, one in checked:
        if one.title is not None:
            told = f"{one.title.zh} / {one.title.en}"
            console.print(f"[bold yellow]{escape(str(path))}: {told}[/bold yellow]")
    found = [x for _, c in checked for x in c.findings]
    if found:
        print_findings(found)
    else:
        n = len(checked)
        console.print(f"[green]{n} 张流程图没有问题 / {n} chart(s) fine[/green]")
