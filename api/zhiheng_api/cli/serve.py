"""Serve: migrate, load the sample bureau into an empty database, listen."""

from datetime import datetime
from pathlib import Path
from typing import IO, Annotated

import typer
import uvicorn

from zhiheng.clock import SHANGHAI
from zhiheng.model.finding import Text
from zhiheng.runtime import Runtime
from zhiheng.store.db import Database
from zhiheng.store.migrate import upgrade
from zhiheng_api.app import create_app
from zhiheng_api.cli.output import console, unreadable
from zhiheng_api.sample import is_empty, load_sample, load_sample_cases
from zhiheng_api.settings import Settings
from zhiheng_api.single import AlreadyServedError, hold


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
    given = {"host": host, "port": port, "data": data, "database_url": database}
    settings = Settings(**{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]  # checked by pydantic
    settings.data.mkdir(parents=True, exist_ok=True)
    rt = Runtime(Database(settings.url), settings.documents)
    lock = _alone(rt.db)
    upgrade(rt.db)
    if sample and is_empty(rt.db):
        with console.status("载入示例单位 净月 / loading the sample bureau …"):
            _load(rt, demo_from)
    console.print(f"制衡 zhiheng → http://{settings.host}:{settings.port}/", highlight=False)
    uvicorn.run(
        create_app(settings, rt), host=settings.host, port=settings.port, log_level="warning"
    )
    if lock is not None:
        lock.close()


def _alone(db: Database) -> IO[str] | None:
    """Hold an SQLite database alone; PostgreSQL takes as many processes as one likes."""
    if not db.sqlite or db.engine.url.database is None:
        return None
    try:
        return hold(Path(db.engine.url.database))
    except AlreadyServedError as error:
        unreadable(
            Text(
                f"另一个进程正在使用 {error}；SQLite只能由一个服务进程使用，多进程请用PostgreSQL",
                f"another process serves {error}; use PostgreSQL for several",
            )
        )


def _load(rt: Runtime, demo_from: datetime | None) -> None:
    """A live sample gets some applications; a demo starts empty, its scenario brings its own."""
    if demo_from is None:
        load_sample(rt, "live")
        load_sample_cases(rt)
    else:
        load_sample(rt, "demo", demo_from.replace(tzinfo=SHANGHAI))
