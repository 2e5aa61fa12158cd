"""Verify a bundle or a database offline; replay a case; past decisions and event logs."""

import re
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import httpx
import msgspec
import typer
from rich.markup import escape
from rich.progress import track
from sqlalchemy import Connection

from zhiheng.audit.bundle import open_bundle
from zhiheng.audit.log_rows import LogRows, LogVerdict
from zhiheng.audit.log_verify import verify_logs
from zhiheng.audit.trust import Trust, trust
from zhiheng.audit.verify import verify as verify_bundle
from zhiheng.clock import system_now
from zhiheng.errors import NotVisible
from zhiheng.model.finding import Text
from zhiheng.queries.bundle import case_bundle, office_bundle
from zhiheng.queries.bundle_lines import period_of
from zhiheng.queries.replay import case_ids, replay_accounts, replay_notices
from zhiheng.queries.replay import replay as replay_case
from zhiheng.runtime import Runtime
from zhiheng.store.cards import card_differences
from zhiheng.store.log import stamp
from zhiheng.store.reports import report_differences
from zhiheng.store.vouching import log_keys
from zhiheng.store.whole_log import agencies, count_entries, whole_log
from zhiheng_api.cli import edition, explain, faults
from zhiheng_api.cli.opened import noted, opened
from zhiheng_api.cli.output import AsJson, console, errors, print_json, unreadable
from zhiheng_api.cli.remote import verify_remote
from zhiheng_api.cli.verifying import bundle_json, log_json, tell_bundle, tell_log, tell_remote

app = typer.Typer(no_args_is_help=True)
app.command()(explain.why)
app.command()(explain.export)
app.command()(edition.edition)


@app.command()
def verify(
    target: Annotated[
        str,
        typer.Argument(help="日志包、数据库URL或网址 / bundle, database, URL"),
    ],
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(help="见证方保存的检查点（文件） / what the witness has kept"),
    ] = None,
    key: Annotated[
        list[str] | None, typer.Option(help="日志公布的公钥 / the log's published key")
    ] = None,
    witness: Annotated[
        list[str] | None, typer.Option(help="见证方公布的公钥 / the witness's published key")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """校验日志包、数据库或运行中的日志 / verify a bundle, a database, or a running log."""
    with faults.reading("公钥或检查点", "key or checkpoint"):
        notes = [path.read_text(encoding="utf-8") for path in checkpoint or ()]
        trusted = trust(key or (), witness or (), notes)
    if target.startswith(("http://", "https://")):
        with httpx.Client(timeout=30) as client:
            shown = verify_remote(target, trusted, client)
        ok, told = shown.ok, msgspec.to_builtins(shown)
        say = partial(tell_remote, shown)
    elif _DATABASE.match(target):
        logs = _verify_database(target, trusted)
        ok, told = all(log.ok for log in logs), log_json(logs, published=bool(key))
        say = partial(_tell_logs, logs, published=bool(key))
    else:
        with faults.reading("日志包", "bundle"):
            verdict = verify_bundle(open_bundle(Path(target)), trusted)
        ok, told = verdict.ok, bundle_json(verdict)
        say = partial(tell_bundle, verdict)
    if as_json:
        print_json(told)
    else:
        say()
    if not ok:
        raise typer.Exit(1)


_DATABASE = re.compile(r"[a-z0-9]+(\+[a-z0-9]+)?://")


def _tell_logs(logs: list[LogVerdict], *, published: bool) -> None:
    for log in logs:
        tell_log(log, published=published)


def _verify_database(url: str, trusted: Trust) -> list[LogVerdict]:
    """Of each agency; the progress bar counts its entries."""
    rt = opened(url, faults.settings())
    with faults.opening(), rt.db.reading() as connection:
        if not trusted.log:
            own = (key for one in agencies(connection) for key in log_keys(connection, one))
            trusted = replace(trusted, log=tuple(own))
        logs = (_counted(connection, agency) for agency in agencies(connection))
        return verify_logs(logs, stamp(system_now()), trusted)


def _counted(connection: Connection, agency: str) -> LogRows:
    """With a progress bar."""
    rows = whole_log(connection, agency)
    total = count_entries(connection, agency)
    told = f"核对 / verifying {escape(agency)}"
    return replace(rows, entries=track(rows.entries, told, total, console=errors, transient=True))


@app.command()
def bundle(
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="首日 / first day")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="末日 / last day")
    ] = None,
    out: Annotated[Path, typer.Option(help="写到哪里 / where to write it")] = Path("bundle.zip"),
    case: Annotated[str | None, typer.Option(help="一件的id / of one case")] = None,
    database: Annotated[str | None, typer.Option(help="数据库URL / SQLAlchemy URL")] = None,
    *,
    cosigned: Annotated[
        bool,
        typer.Option(
            "--cosigned",
            help="用见证方已副署的检查点 / under a checkpoint that a witness has seen",
        ),
    ] = False,
) -> None:
    """从数据库取日志包：全部、一段时期或一件 / a bundle of all, of a period, or of a case."""
    settings = faults.settings()
    rt = opened(database or settings.url, settings)
    days = (since.date() if since else None, until.date() if until else None)
    keys = settings.witness_keys
    with faults.opening(), rt.db.reading() as connection:
        period = period_of(*days)
        if case is None:
            content = office_bundle(
                rt, connection, settings.agency, period, keys, cosigned=cosigned
            )
        elif period is None and case in case_ids(connection, settings.agency):
            content = case_bundle(
                rt,
                connection,
                settings.agency,
                case,
                full=True,
                witnesses=keys,
                cosigned=cosigned,
            )
        else:
            unreadable(Text(f"没有办件 {case}，或另给了日期", f"no case {case}, or days given"))
        out.write_bytes(content)
    noted(rt, "bundle", {"what": case or "agency", "digest": sha256(content).hexdigest()})
    console.print(f"{out}: {len(content)} 字节 / bytes", highlight=False, soft_wrap=True)


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
