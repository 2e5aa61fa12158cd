"""Verify a published item from the files of the public site, without us."""

from pathlib import Path
from typing import Annotated

import typer

from zhiheng.audit.trust import trust
from zhiheng.bpmn.reader import read_chart
from zhiheng.edition.outside import Files, edition_problems
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Text
from zhiheng_api.cli import faults
from zhiheng_api.cli.chart_file import whole
from zhiheng_api.cli.output import AsJson, console, print_problems, read_bytes, unreadable


def _chart(path: Path) -> Chart:
    """The chart of a file that may run; exit 2 where it may not."""
    found = read_chart(whole(path)).chart
    if found is None:
        unreadable(Text(f"{path} 不是可运行的图", f"{path} is no chart that may run"))
    return found


def edition(
    folder: Annotated[
        Path, typer.Argument(help="edition.json、entry.json、proof.json 所在目录 / their folder")
    ],
    key: Annotated[
        list[str] | None, typer.Option(help="日志公布的公钥 / the log's published key")
    ] = None,
    chart: Annotated[
        Path | None, typer.Option(help="运行的图，有权取得的 / the chart, for who may have it")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """核验公布的事项：公开版、日志条目、检查点 / verify a published item. Exit 1: not proved."""
    with faults.reading("公钥", "key"):
        keys = trust(key or (), ()).log
    with faults.reading("公布的文件", "published files"):
        files = Files(
            edition=read_bytes(folder / "edition.json"),
            entry=read_bytes(folder / "entry.json"),
            proof=read_bytes(folder / "proof.json"),
            chart=_chart(chart) if chart else None,
        )
        found = edition_problems(files, keys)
    print_problems(found, as_json=as_json, signed=bool(keys))
    if not as_json:
        console.print("[green]公开版与日志相符 / the edition is as the log has it[/green]")
        if not keys:
            console.print("没有给公钥，签名未核对 / no key given: signatures were not checked")
