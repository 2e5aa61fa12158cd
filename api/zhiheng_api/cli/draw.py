"""Recompute a published draw, without the service and without the database."""

from pathlib import Path
from typing import Annotated

import typer

from zhiheng.audit.bundle import open_bundle
from zhiheng.draw_check import faults_of, head_faults, read_published
from zhiheng_api.cli import faults
from zhiheng_api.cli.output import AsJson, console, print_problems, read_bytes

app = typer.Typer(no_args_is_help=True)


@app.callback()
def main() -> None:
    """随机抽取 / random draws."""


@app.command()
def verify(
    path: Annotated[Path, typer.Argument(help="公布的抽取（JSON）/ a draw as published")],
    bundle: Annotated[
        Path | None, typer.Option(help="全单位日志包，核对种子所取的条目 / the agency's bundle")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """按公布的数据重算一次抽取 / recompute a draw from what was published."""
    with faults.reading("抽取", "draw"):
        published = read_published(read_bytes(path))
    found = list(faults_of(published))
    if bundle is not None:
        with faults.reading("日志包", "bundle"):
            bodies = open_bundle(bundle).entries.split(b"\n")
        found += head_faults(published, bodies)
    print_problems(found, as_json=as_json, no=published.no)
    if not as_json:
        console.print(f"[green]第 {published.no} 次抽取：重算一致 / recomputed, the same[/green]")
