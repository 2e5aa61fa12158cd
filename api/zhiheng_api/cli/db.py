"""The database."""

from contextlib import closing
from typing import Annotated

import typer

from zhiheng.model.finding import Text
from zhiheng.runtime import Runtime
from zhiheng.runtime.operator import operator_acted, upgraded
from zhiheng.store.roles import make_roles
from zhiheng_api.cli import faults
from zhiheng_api.cli.output import console, unreadable

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
    with closing(db), faults.opening():
        settings.data.mkdir(parents=True, exist_ok=True)
        upgraded(Runtime(db, settings.documents))
    console.print("数据库结构已是最新 / schema is up to date")


@app.command()
def roles(
    database: Annotated[
        str | None, typer.Option(help="管理员的数据库URL / URL of an administrator")
    ] = None,
) -> None:
    """建立或更新数据库角色和权限 / make or update the database roles and their rights."""
    settings = faults.settings()
    db = faults.database(database or settings.url)
    if db.sqlite:
        unreadable(Text("SQLite 没有角色；要 PostgreSQL", "SQLite has no roles; use PostgreSQL"))
    with closing(db), faults.opening():
        make_roles(db)
        operator_acted(Runtime(db, settings.documents), "db-roles", {})
    console.print("角色和权限已是最新 / roles and rights are up to date")
