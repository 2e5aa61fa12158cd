"""Serve: migrate, load the sample bureau into an empty database, listen."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from zhiheng.model.finding import Text
from zhiheng.model.zone import SHANGHAI
from zhiheng.runtime import Runtime
from zhiheng.runtime.operator import upgraded
from zhiheng_api.app import create_app
from zhiheng_api.cli import faults
from zhiheng_api.cli.opened import alone
from zhiheng_api.cli.output import console, unreadable
from zhiheng_api.key_file import add_key
from zhiheng_api.sample import AGENCY, is_empty, load_sample, load_sample_cases
from zhiheng_api.sample_publication import publish_all

_YEARS = range(1949, 2200)
"""Those that a calendar may speak of; also far enough from where dates end."""


def serve(
    host: Annotated[str | None, typer.Option(help="监听地址 / address")] = None,
    port: Annotated[int | None, typer.Option(help="端口 / port")] = None,
    data: Annotated[Path | None, typer.Option(help="数据目录 / data folder")] = None,
    database: Annotated[str | None, typer.Option(help="数据库URL / SQLAlchemy URL")] = None,
    demo_from: Annotated[
        datetime | None,
        typer.Option(
            help="空库建成演示库，模拟时钟从此刻（北京时间）开始 / a demo's clock starts here"
        ),
    ] = None,
    *,
    sample: Annotated[bool, typer.Option(help="空库时载入示例单位 / load the sample")] = True,
) -> None:
    """启动服务 / run the service."""
    if demo_from is not None and demo_from.year not in _YEARS:
        first, last = _YEARS[0], _YEARS[-1]
        unreadable(
            Text(
                f"模拟时钟须从 {first} 至 {last} 年间开始",
                f"a demo's clock starts within the years {first} to {last}",
            )
        )
    settings = faults.settings(host=host, port=port, data=data, database_url=database)
    db = faults.database(settings.url, settings.agency, pending=settings.seal_pending)
    with ExitStack() as held:
        with faults.opening():
            settings.data.mkdir(parents=True, exist_ok=True)
            held.callback(db.close)
            rt = Runtime(db, settings.documents)
            held.enter_context(alone(db))
            upgraded(rt)
            if sample and is_empty(db):
                with console.status("载入示例单位 净月 / loading the sample bureau …"):
                    _load(rt, demo_from)
            if db.sqlite and settings.seal_seconds and not settings.key_path.exists():
                # The service can read it anyway here; what counts is the witness (ADR 0029).
                add_key(settings.key_path)
        if not settings.address and not settings.loopback:
            console.print(
                "没有设 ZHIHENG_ADDRESS：图上、回执上不印二维码 / not set, so no codes are printed",
                highlight=False,
            )
        console.print(f"制衡 zhiheng → http://{settings.host}:{settings.port}/", highlight=False)
        uvicorn.run(
            create_app(settings, rt), host=settings.host, port=settings.port, log_level="warning"
        )


def _load(rt: Runtime, demo_from: datetime | None) -> None:
    """A live sample gets some applications; a demo starts empty, its scenario brings its own."""
    if demo_from is None:
        load_sample(rt, "live")
        load_sample_cases(rt)
        publish_all(rt, AGENCY)
    else:
        load_sample(rt, "demo", demo_from.replace(tzinfo=SHANGHAI))
