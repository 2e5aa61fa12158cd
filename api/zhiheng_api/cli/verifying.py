"""What `zhiheng audit verify` says of a bundle, of a database, and of a log behind a URL."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec
from rich.markup import escape

from zhiheng.audit.log_rows import LogVerdict
from zhiheng.audit.remote import RemoteVerdict
from zhiheng.audit.trust import Cosigned
from zhiheng.audit.verdict import Problem, Verdict, Vouched
from zhiheng.audit.verify import ChangedPaper
from zhiheng.model.finding import Text, harmless
from zhiheng_api.cli.output import console, errors

_MOST = 50
"""Problems that are told to people; JSON has them all."""


def bundle_json(verdict: Verdict) -> dict[str, Any]:
    """As documented in design.md §14, and more."""
    return {
        "ok": verdict.ok,
        "entries": verdict.entries,
        "first_bad": verdict.first_bad,
        "documents": verdict.documents,
        "signed": verdict.signed,
        "absent": list(verdict.absent),
        "unnamed": list(verdict.unnamed),
        "problems": [_problem_json(p) for p in verdict.problems],
        "checkpoint": msgspec.to_builtins(verdict.vouched),
    }


def _problem_json(p: Problem) -> dict[str, Any]:
    body = {"line": p.line, "kind": p.kind, "zh": p.message.zh, "en": p.message.en}
    if isinstance(p, ChangedPaper):
        body |= {"digest": p.digest, "name": p.name, "named_on": p.named_on}
    return body


def tell_bundle(verdict: Verdict) -> None:
    """For people."""
    if verdict.absent:
        console.print(
            f"[yellow]日志所列材料有 {len(verdict.absent)} 份不在包中 / not enclosed[/yellow]"
        )
    for digest in verdict.unnamed:
        console.print(f"[yellow]无条目引用 / named by no entry: {digest}[/yellow]", soft_wrap=True)
    _tell_vouched(verdict.vouched)
    if verdict.ok:
        console.print(
            f"[green]通过：{verdict.entries} 条日志、{verdict.documents} 份材料 / verified[/green]"
        )
    if verdict.signed:
        console.print(f"其中 {verdict.signed} 条有本人签名 / signed by the actor's own key")
    for p in verdict.problems:
        where = f"第 {p.line} 行" if p.line else f"材料 {p.digest}" if p.digest else "检查点"
        _tell_problem(f"{where} {p.kind}", p.message)


def _tell_vouched(vouched: Vouched | None) -> None:
    if vouched is None:
        _warn("没有检查点为这些条目作证", "no checkpoint vouches for these entries")
        return
    console.print(
        f"检查点 / checkpoint: {escape(vouched.origin)}，{vouched.size} 条 / leaves", soft_wrap=True
    )
    if vouched.unsealed:
        _warn(f"{vouched.unsealed} 条尚未封存", f"{vouched.unsealed} lines are not yet sealed")
    if not vouched.published:
        _warn("公钥取自包内，请与公布的比对", "the keys came with the bundle: compare them")
    for key in vouched.signed_by:
        console.print(f"日志已签 / signed: {escape(key)}", soft_wrap=True, highlight=False)
    _tell_cosigned(vouched.cosigned)


def log_json(verdicts: Iterable[LogVerdict], *, published: bool) -> dict[str, Any]:
    """Of the logs of a database together. published: the keys did not come from it."""
    logs = list(verdicts)
    bad = (log.first_bad for log in logs if log.first_bad)
    return {
        "ok": all(log.ok for log in logs),
        "entries": sum(log.entries for log in logs),
        "first_bad": next(bad, None),
        "published": published,
        "logs": [msgspec.to_builtins(log) for log in logs],
    }


def tell_log(verdict: LogVerdict, *, published: bool) -> None:
    """For people."""
    console.print(
        f"{escape(harmless(verdict.agency))}：{verdict.entries} 条日志，{verdict.size} 片叶，"
        f"{verdict.checkpoints} 个检查点 / entries, leaves, checkpoints",
        soft_wrap=True,
    )
    if verdict.unsealed:
        _warn(f"{verdict.unsealed} 条尚未封存", f"{verdict.unsealed} entries are not yet sealed")
    if not published:
        _warn("公钥取自数据库，请与公布的比对", "the keys came from the database: compare them")
    _tell_cosigned(verdict.cosigned)
    if not verdict.compared:
        _warn(
            "没有与见证方的检查点比对：截尾、回退、整体重写看不出来",
            "no witness asked: a cut tail, an older copy, a new history would not show",
        )
    for p in verdict.problems[:_MOST]:
        _tell_problem(f"{escape(harmless(p.place))} {p.kind}", p.message)
    if len(verdict.problems) > _MOST:
        _warn(f"共 {len(verdict.problems)} 处", f"{len(verdict.problems)} problems in all")
    if verdict.ok:
        console.print("[green]通过 / verified[/green]")


def tell_remote(verdict: RemoteVerdict) -> None:
    """For people."""
    console.print(
        f"{escape(verdict.origin)}，{verdict.entries} 条 / leaves", soft_wrap=True, highlight=False
    )
    if not verdict.published:
        _warn("公钥取自该地址，请与公布的比对", "the key came from there: compare it")
    _tell_cosigned(verdict.cosigned)
    if not verdict.compared:
        _warn("没有与见证方的检查点比对", "not compared with what a witness has seen")
    for text in verdict.problems:
        _tell_problem("日志", text)
    if verdict.ok:
        console.print("[green]通过 / verified[/green]")


def _tell_cosigned(cosigned: Iterable[Cosigned]) -> None:
    for seen in cosigned:
        at = datetime.fromtimestamp(seen.seconds, UTC).isoformat()
        console.print(f"见证 / seen by {escape(seen.witness)}: {at}", soft_wrap=True)


def _tell_problem(where: str, message: Text) -> None:
    told = f"{escape(harmless(message.zh))}\n  {escape(harmless(message.en))}"
    errors.print(f"[red]{where}[/red]: {told}", highlight=False, soft_wrap=True)


def _warn(zh: str, en: str) -> None:
    console.print(f"[yellow]{escape(zh)} / {escape(en)}[/yellow]", soft_wrap=True)
