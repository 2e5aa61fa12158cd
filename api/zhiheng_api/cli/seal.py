"""Seal the log in a process of its own, which alone has the key."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Annotated

import typer

from zhiheng.audit.note import NoteError
from zhiheng.audit.suites import SealKey
from zhiheng.commands.log.seal import BrokenLogError
from zhiheng.model.finding import Text
from zhiheng.runtime import Runtime
from zhiheng.store.sealed import TornLogError
from zhiheng_api.cli import faults
from zhiheng_api.cli.opened import alone, opened
from zhiheng_api.cli.output import console, errors, unreadable
from zhiheng_api.key_file import add_key, read_key_file
from zhiheng_api.sealing import Sealing, log_origin
from zhiheng_api.settings import Settings

app = typer.Typer(invoke_without_command=True)

_Database = Annotated[str | None, typer.Option(help="数据库URL / SQLAlchemy URL")]


@app.callback()
def seal(
    context: typer.Context,
    database: _Database = None,
    *,
    once: Annotated[bool, typer.Option(help="封存到没有剩余为止，然后退出 / once")] = False,
) -> None:
    """封存日志：叶、检查点、签名 / seal the log into leaves and signed checkpoints."""
    if context.invoked_subcommand is not None:
        return
    settings = faults.settings(database_url=database)
    with _opened(settings) as rt, alone(rt.db):
        sealing = Sealing(rt, settings)
        sealed = _pass(sealing)
        if once:
            console.print(f"封存 {sealed} 条 / {sealed} entries sealed")
            return
        console.print("封存中 / sealing …")
        while True:
            time.sleep(settings.seal_seconds or 1)
            _pass(sealing)


@app.command()
def key(
    database: _Database = None,
    *,
    new: Annotated[
        bool, typer.Option(help="另生成一把，从此用它 / another key from now on")
    ] = False,
) -> None:
    """生成或显示签名公钥 / make the sealing key, and tell its public half."""
    settings = faults.settings(database_url=database)
    with _opened(settings) as rt:
        with rt.db.reading() as connection:
            origin = log_origin(rt, connection, settings)
        if new or not settings.key_path.exists():
            add_key(settings.key_path)
        for one in _read(settings, origin):
            console.print(one.vkey, highlight=False, soft_wrap=True)


@contextmanager
def _opened(settings: Settings) -> Iterator[Runtime]:
    rt = opened(settings.url, settings)
    with faults.opening(), closing(rt.db):
        yield rt


def _pass(sealing: Sealing) -> int:
    """Raises Exit 1 when the log is not what was signed: people must look."""
    try:
        return sealing.run()
    except (BrokenLogError, TornLogError) as error:
        told = f"日志与已签名的不符，停止封存 / not what was signed: {error}"
        errors.print(f"[red]{told}[/red]", highlight=False)
        raise typer.Exit(1) from error
    except NoteError as error:
        unreadable(Text(f"密钥文件不能用：{error}", f"the key file will not do: {error}"))


def _read(settings: Settings, origin: str) -> tuple[SealKey, ...]:
    try:
        return read_key_file(settings.key_path, origin)
    except NoteError as error:
        unreadable(Text(f"密钥文件不能用：{error}", f"the key file will not do: {error}"))
