"""Verify a bundle or a database offline; replay a case; past decisions and event logs."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import track
from sqlalchemy import Connection

from zhiheng.audit.bundle import open_bundle
from zhiheng.audit.verdict import Problem, Verdict
from zhiheng.audit.verify import ChangedPaper
from zhiheng.audit.verify import verify as verify_bundle
from zhiheng.errors import NotVisible
from zhiheng.model.finding import Text
from zhiheng.queries.replay import case_ids, replay_accounts, replay_notices
from zhiheng.queries.replay import replay as replay_case
from zhiheng.runtime import Runtime
from zhiheng.store.cards import card_differences
from zhiheng.store.reports import report_differences
from zhiheng_api.cli import explain, faults
from zhiheng_api.cli.opened import opened
from zhiheng_api.cli.output import AsJson, console, errors, print_json, unreadable

app = typer.Typer(no_args_is_help=True)
app.command()(explain.why)
app.command()(explain.export)


@app.command()
def verify(
    path: Annotated[Path, typer.Argument(help="日志包（zip或目录）/ bundle")],
    *,
    as_json: AsJson = False,
) -> None:
    """校验日志包：哈希链与材料摘要 / check hashes of entries and papers."""
    with faults.reading("日志包", "bundle"):
        verdict = verify_bundle(open_bundle(path))
    _tell(verdict, as_json=as_json)
    if not verdict.ok:
        raise typer.Exit(1)


def _tell(verdict: Verdict, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "ok": verdict.ok,
                "entries": verdict.entries,
                "first_bad": verdict.first_bad,
                "documents": verdict.documents,
                "signed": verdict.signed,
                "absent": list(verdict.absent),
                "unnamed": list(verdict.unnamed),
                "problems": [_problem_json(p) for p in verdict.problems],
            }
        )
        return
    if verdict.absent:
        console.print(
            f"[yellow]日志所列材料有 {len(verdict.absent)} 份不在包中 / not enclosed[/yellow]"
        )
    for digest in verdict.unnamed:
        console.print(f"[yellow]无条目引用 / named by no entry: {digest}[/yellow]", soft_wrap=True)
    if verdict.ok:
        console.print(
            f"[green]通过：{verdict.entries} 条日志、{verdict.documents} 份材料 / verified[/green]"
        )
    if verdict.signed:
        console.print(f"其中 {verdict.signed} 条有本人签名 / signed by the actor's own key")
    for p in verdict.problems:
        where = f"材料 {p.digest}" if p.line is None else f"第 {p.line} 行"
        told = f"{escape(p.message.zh)}\n  {escape(p.message.en)}"
        errors.print(f"[red]{where} {p.kind}[/red]: {told}", highlight=False, soft_wrap=True)


def _problem_json(p: Problem) -> dict[str, Any]:
    body = {"line": p.line, "kind": p.kind, "zh": p.message.zh, "en": p.message.en}
    if isinstance(p, ChangedPaper):
        body |= {"digest": p.digest, "name": p.name, "named_on": p.named_on}
    return body


@app.command()
def replay(
    case: Annotated[str, typer.Argument(help="办件id；`all` 为全部 / case id, or `all`")],
    database: Annotated[str | None, typer.Option(help="数据库URL / SQLAlchemy URL")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """从日志重放办件，与数据表比对 / replay from the log and compare with the tables."""
    settings = faults.settings()
    rt = opened(database or settings.url, settings)
    with rt.db.reading() as connection:
        everything = case == "all"
        cases = case_ids(connection, settings.agency) if everything else [case]
        found: dict[str, list[str]] = {}
        for one in track(cases, "重放 / replaying", console=errors, transient=True):
            try:
                found[one] = replay_case(rt, connection, settings.agency, one)
            except NotVisible:
                unreadable(Text(f"没有办件 {one}", f"no case {one}"))
        beside = _beside(connection, rt, settings.agency) if everything else {}
    bad = {k: v for k, v in (found | beside).items() if v}
    if as_json:
        print_json({"ok": not bad, "cases": len(found), "differences": bad})
    else:
        for one, lines in bad.items():
            errors.print(f"[red]{one}[/red]\n  " + "\n  ".join(lines))
        console.print(f"{len(found)} 件，{len(bad)} 件不一致 / {len(bad)} of {len(found)} differ")
    if bad:
        raise typer.Exit(1)


def _beside(connection: Connection, rt: Runtime, agency: str) -> dict[str, list[str]]:
    """What stands in tables of no case."""
    return {
        "notices": replay_notices(connection, agency),
        "accounts": replay_accounts(rt, connection, agency),
        "reports": report_differences(connection, agency),
        "cards": card_differences(connection, agency),
    }
