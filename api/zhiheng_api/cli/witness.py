"""The witness of a log, on a machine of the discipline-inspection office (见证)."""

import threading
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.markup import escape

from zhiheng.audit.note import NoteError
from zhiheng.clock import system_now
from zhiheng.model.finding import Text
from zhiheng.witness.folder import make_key, read_key, read_logs
from zhiheng.witness.memory import Memory
from zhiheng.witness.serve import keep_following, server
from zhiheng.witness.witness import Witness
from zhiheng_api.cli import faults
from zhiheng_api.cli.output import console, errors, unreadable

app = typer.Typer()

Data = Annotated[Path, typer.Option(help="见证方的目录 / the witness's own folder")]
_FOLDER = Path("witness")


@app.callback(invoke_without_command=True)
def run(
    context: typer.Context,
    *,
    data: Data = _FOLDER,
    host: Annotated[str, typer.Option(help="监听地址 / address")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口 / port")] = 8700,
    every: Annotated[float, typer.Option(help="几秒问一次 / seconds between rounds")] = 60,
    silence: Annotated[
        int, typer.Option(help="几秒无应答算失联 / seconds without an answer that are told")
    ] = 900,
) -> None:
    """见证：跟随各日志，只副署只增不改的 / follow logs, cosign what has only grown."""
    if context.invoked_subcommand is not None:
        return
    with faults.reading("见证方的目录", "witness's folder"):
        witness = Witness(
            read_key(data), read_logs(data), Memory(data), lambda: int(system_now().timestamp())
        )
        served = server(witness, (host, port), silence)
    stop = threading.Event()
    with httpx.Client(timeout=10) as client:
        follower = threading.Thread(
            target=keep_following,
            args=(witness, every, client, stop, lambda said: errors.print(escape(said))),
        )
        follower.start()
        console.print(f"http://{host}:{served.server_address[1]}/ {witness.signer.name}")
        try:
            served.serve_forever()
        except KeyboardInterrupt:
            console.print("停 / stopped")
        finally:
            served.server_close()
            stop.set()
            follower.join()


@app.command()
def key(
    name: Annotated[str, typer.Argument(help="见证方的名称，如 jijian.example/w1 / its name")],
    *,
    data: Data = _FOLDER,
) -> None:
    """生成见证方的密钥，公钥印出来 / make the witness's key and print its public half."""
    try:
        word = make_key(data, name)
    except FileExistsError:
        unreadable(Text(f"{data} 里已有密钥", f"there is a key in {data}"))
    except (NoteError, OSError) as fault:
        unreadable(Text(f"不能生成：{fault}", f"cannot be made: {fault}"))
    console.print(word, highlight=False, soft_wrap=True)


@app.command()
def export(
    origin: Annotated[str, typer.Argument(help="日志的名称 / the log's origin")],
    *,
    data: Data = _FOLDER,
) -> None:
    """印出见过的检查点，供 `audit verify --checkpoint` / print what was seen, for an auditor."""
    with faults.reading("见证方的目录", "witness's folder"):
        notes = [seen.note.encode() for seen in Memory(data).history(origin)]
    if not notes:
        unreadable(Text(f"没见过日志 {origin}", f"no log {origin} was seen"))
    typer.echo("".join(notes), nl=False)
