"""`zhiheng audit why` and `zhiheng audit export`: past decisions, and event logs for mining."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from zhiheng.errors import Refusal, ReplayDiffers
from zhiheng.messages import tell
from zhiheng.model.finding import Text
from zhiheng.queries.event_log.write import Format, Selection, Written, count, write_event_log
from zhiheng.runtime import Runtime
from zhiheng.why.explain import why as explained
from zhiheng.why.verdict import Same, Why
from zhiheng_api.cli import faults
from zhiheng_api.cli.opened import noted, opened
from zhiheng_api.cli.output import AsJson, console, errors, print_json, unreadable
from zhiheng_api.schemas.explained import why_json
from zhiheng_api.settings import Settings

Database = Annotated[str | None, typer.Option(help="数据库URL / SQLAlchemy URL")]


def why(
    case: Annotated[
        str,
        typer.Argument(help="办件id；或访问日志流 access/单位/日期 / case id, or an access stream"),
    ],
    n: Annotated[int, typer.Argument(help="第几条 / number of the entry")],
    database: Database = None,
    *,
    as_json: AsJson = False,
) -> None:
    """当时为什么可以、为什么不可以：按当时的情形逐条规则重判 / judge a past decision again."""
    settings = faults.settings()
    rt = opened(database or settings.url, settings)
    stream = case if "/" in case else f"case/{case}"
    try:
        with rt.db.reading() as connection:
            found = explained(rt, connection, settings.agency, stream, n)
    except Refusal as refusal:
        unreadable(tell(refusal).text)
    except ReplayDiffers as differs:
        unreadable(Text(f"日志重放不出来：{differs}", f"the log does not replay: {differs}"))
    noted(rt, "audit-why", {"stream": stream, "n": str(n)})
    if as_json:
        print_json(why_json(found))
    else:
        _tell(found)
    if found.same is Same.DIFFERENT:
        raise typer.Exit(1)


def _tell(found: Why) -> None:
    who = f"{found.person or found.account}　{found.command}　{found.task or ''}　{found.at}"
    console.print(escape(who), highlight=False)
    console.print(f"当时 then：{_verdict(found.then)}　重判 now：{_verdict(found.now)}")
    told = {
        Same.SAME: "[green]与当时一致 / the same verdict[/green]",
        Same.DIFFERENT: "[red]与当时不一致 / another verdict[/red]",
        Same.NOT_IN_THE_LOG: "[yellow]不能全部重判 / not all of it can be judged again[/yellow]",
    }
    console.print(told[found.same])
    if found.beyond is not None:
        console.print(f"{escape(found.beyond.zh)}\n[dim]{escape(found.beyond.en)}[/dim]")
    if not found.rules_are_the_same:
        then, now = (found.rules_then or "?")[:16], found.rules_now[:16]
        console.print(
            f"[yellow]当时按规则集 {then}… 判断，这里是 {now}… / "
            "judged by another rule set than this one[/yellow]"
        )
    table = Table("规则 rule", "人 person", "结论 verdict", "依据 basis")
    for x in found.asked:
        verdict = "[green]通过 passed[/green]" if x.passed else f"[red]{x.refusal}[/red]"
        if x.told is not None:
            verdict += f"\n{escape(x.told.zh)}"
        place = f"（{x.slot}）" if x.slot is not None else ""
        rule = f"{escape(x.title.zh)}\n[dim]{escape(x.name)}[/dim]"
        table.add_row(rule, escape(f"{x.person or ''}{place}"), verdict, escape("；".join(x.basis)))
    console.print(table)


def _verdict(rule: str | None) -> str:
    return "可以 allowed" if rule is None else f"不可以 refused ({rule})"


def export(
    out: Annotated[Path, typer.Option("-o", "--out", help="写到哪里 / file to write")],
    kind: Annotated[Format, typer.Option("--format", help="xes | ocel")] = Format.OCEL,
    case: Annotated[list[str] | None, typer.Option(help="办件id，可多次 / case ids")] = None,
    chart: Annotated[str | None, typer.Option(help="流程编号 / key of a chart")] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="首日 / first day")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="末日 / last day")
    ] = None,
    database: Database = None,
    *,
    masked: Annotated[
        bool, typer.Option("--masked/--internal", help="人、件、材料化名，或原样 / pseudonyms")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """导出事件日志 XES / OCEL 2.0 / export an event log for process mining."""
    settings = faults.settings()
    rt = opened(database or settings.url, settings)
    selection = Selection(
        tuple(case or ()), chart, since.date() if since else None, until.date() if until else None
    )
    with faults.opening():
        found = _write(rt, settings, selection, kind, out, masked=masked)
    detail = {"format": kind.value, "masked": str(masked).lower(), "sha256": found.sha256}
    noted(rt, "export", detail | selection.told())
    if as_json:
        print_json({"cases": found.cases, "events": found.events, "sha256": found.sha256})
    else:
        console.print(f"{found.cases} 件，{found.events} 个事件 / events → {out}", highlight=False)
    if not found.cases:
        raise typer.Exit(1)


def _write(
    rt: Runtime,
    settings: Settings,
    selection: Selection,
    kind: Format,
    out: Path,
    *,
    masked: bool,
) -> Written:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with (
        rt.db.reading() as connection,
        Progress(*columns, console=errors, transient=True) as progress,
    ):
        total = count(connection, settings.agency, selection)
        bar = progress.add_task("导出 / exporting", total=total)

        def each() -> None:
            progress.advance(bar)

        return write_event_log(
            rt, connection, settings.agency, selection, kind, out, masked=masked, each=each
        )
