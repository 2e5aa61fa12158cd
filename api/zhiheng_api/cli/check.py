"""Check charts from files, without a service: the same findings as the service gives."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.markup import escape

from zhiheng.bpmn.assembly.assemble import NotAssembledError
from zhiheng.check import Checked, check_file
from zhiheng.clock import local_date, system_now
from zhiheng.model.parameters import Parameters
from zhiheng.model.person import Roster
from zhiheng.rules.parameter_file import read_parameters
from zhiheng_api.cli.chart_file import chart_bytes
from zhiheng_api.cli.deadline import read_calendar
from zhiheng_api.cli.faults import reading
from zhiheng_api.cli.output import (
    AsJson,
    console,
    print_findings,
    print_json,
    read_bytes,
    unreadable,
)
from zhiheng_api.cli.pictures import Seen
from zhiheng_api.cli.pictures import picture as draw
from zhiheng_api.cli.roster_file import roster_of
from zhiheng_api.families import FAMILIES, unknown_family
from zhiheng_api.problems import finding_json

Files = Annotated[list[Path], typer.Argument(help="BPMN文件 / BPMN files")]


def check(
    files: Files,
    roster: Annotated[Path | None, typer.Option(help="花名册 / roster file")] = None,
    parameters: Annotated[Path | None, typer.Option(help="参数文件 / parameter file")] = None,
    rules: Annotated[
        str, typer.Option(help=f"只看这些族 / only these families: {','.join(FAMILIES)}")
    ] = "",
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
    picture: Annotated[
        Path | None,
        typer.Option(
            help="把问题画在图上：svg、png、pdf 文件画一条，文件夹每条一张 / draw what was found: "
            "into a file one finding, into a folder each"
        ),
    ] = None,
    rule: Annotated[
        str | None, typer.Option(help="画哪一条 / which finding to draw: SND001")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """检查流程图 / check charts: read, prove, lint, staff; or analyse those of other tools."""
    families = [r.strip() for r in rules.split(",") if r.strip()]
    wrong = unknown_family(families)
    if wrong is not None:
        unreadable(wrong)
    bureau = roster_of(roster) if roster is not None else None
    values = _parameters(parameters, bureau) if parameters is not None else None
    day, calendar = local_date(system_now()), read_calendar(None)

    def judge(xml: bytes) -> Checked:
        return check_file(
            xml,
            bureau,
            day,
            families,
            analyse=analyse,
            process=process,
            parameters=values,
            calendar=calendar,
        )

    seen = [_seen(path, process, judge) for path in files]
    if as_json:
        _print_json(seen)
    else:
        _print(seen)
    if picture is not None:
        draw(picture, seen, rule)
    if any(one.checked.blocked for one in seen):
        raise typer.Exit(1)


def _seen(path: Path, process: str | None, judge: Callable[[bytes], Checked]) -> Seen:
    """The chart put together; where that cannot be done, what is wrong with its files."""
    try:
        xml = chart_bytes(path)
    except NotAssembledError as error:
        return Seen(path, read_bytes(path), Checked(None, error.findings, {}), process)
    return Seen(path, xml, judge(xml), process)


def _parameters(path: Path, roster: Roster | None) -> Parameters:
    with reading("参数", "parameters"):
        return read_parameters(yaml.safe_load(read_bytes(path)), roster)


def _print_json(seen: list[Seen]) -> None:
    rows = [{**finding_json(x), "file": str(s.path)} for s in seen for x in s.checked.findings]
    titles = {
        str(s.path): {"zh": s.checked.title.zh, "en": s.checked.title.en}
        for s in seen
        if s.checked.title is not None
    }
    body = {"findings": rows, "certificate": {str(s.path): s.checked.certificate for s in seen}}
    print_json({**body, "title": titles} if titles else body)


def _print(seen: list[Seen]) -> None:
    for one in seen:
        if (title := one.checked.title) is not None:
            told = f"{escape(str(one.path))}: {title.zh} / {title.en}"
            console.print(f"[bold yellow]{told}[/bold yellow]")
    found = [x for one in seen for x in one.checked.findings]
    if found:
        print_findings(found)
    else:
        n = len(seen)
        console.print(f"[green]{n} 张流程图没有问题 / {n} chart(s) fine[/green]")
    for one in seen:
        _print_hands(one)


def _print_hands(one: Seen) -> None:
    """The least number of persons that can carry a case, where a roster was given."""
    hands = one.checked.certificate.get("hands")
    if hands is not None:
        least, who = hands["least"], "、".join(hands["who"])
        told = f"至少{least}人才办得成一件 / a case takes at least {least} persons: {who}"
        unsure = "" if hands["proven"] else "（未证明 not proven）"
        console.print(escape(f"{one.path}: {told}{unsure}"), highlight=False)
