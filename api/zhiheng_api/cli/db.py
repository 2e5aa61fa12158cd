"""The database."""

from typing import Annotated

import typer

from zhiheng.runtime import Runtime
from zhiheng.runtime.operator import upgraded
from zhiheng_api.cli import faults
from zhiheng_api.cli.output import console

app = typer.Typer(no_args_is_help=True)


@app.callback()
def about() -> None:
    """数据库 / database."""


@app.command()
def upgrade(
    database: Annotated[str | None, typer.Option(help="数据库URL / SQLAlchemy URL")] = None,
) -> None:
    """升级到最新结构 / bring the schema up to date."""
    settings = faults.settings()
    db = faults.database(database or settings.url)
    with faults.opening():
        settings.data.mkdir(parents=True, exist_ok=True)
        upgraded(Runtime(db, settings.documents))
    console.print("数据库结构已是最新 / schema is up to date")
