"""A database for the commands that work on one: there, ours, and held alone where they write."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from zhiheng.errors import Busy
from zhiheng.model.finding import Text
from zhiheng.runtime import Runtime
from zhiheng.runtime.operator import operator_acted
from zhiheng.store.db import Database
from zhiheng.store.migrate import at_head
from zhiheng_api.cli import faults
from zhiheng_api.cli.output import errors, unreadable
from zhiheng_api.settings import Settings
from zhiheng_api.single import AlreadyServedError, hold


def opened(url: str, settings: Settings) -> Runtime:
    """A database that is there and is ours; none is made by asking."""
    db = faults.database(url, settings.agency, pending=settings.seal_pending)
    name = db.engine.url.database
    if db.sqlite and not Path(name or "").is_file():
        unreadable(Text(f"没有数据库 {name}", f"no database {name}"))
    with faults.opening():
        rt = Runtime(db, settings.documents)
        with db.reading() as connection:
            ours = at_head(connection)
    if not ours:
        unreadable(Text("不是本系统的数据库，或结构未升级", "not our database, or not upgraded"))
    return rt


def noted(rt: Runtime, act: str, detail: dict[str, str]) -> None:
    """On record with the agency; where that cannot be, it is said so and done all the same.

    A file that a service writes has one writer, and a role that only reads cannot write.
    """
    try:
        with _held(rt.db):
            operator_acted(rt, act, detail)
    except (AlreadyServedError, Busy, DBAPIError):
        errors.print(
            "[yellow]没有记入日志：服务正在使用这个库，或者只有读的权限；要留痕，请经接口 / "
            "not on record: a service has this database, or it is only to be read; "
            "ask through the interface[/yellow]"
        )


def alone(db: Database) -> AbstractContextManager[object]:
    """Hold an SQLite database alone; PostgreSQL takes as many processes as one likes."""
    try:
        return _held(db)
    except AlreadyServedError as error:
        unreadable(
            Text(
                f"另一个进程正在使用 {error}；SQLite只能由一个服务进程使用，多进程请用PostgreSQL",
                f"another process serves {error}; use PostgreSQL for several",
            )
        )


def _held(db: Database) -> AbstractContextManager[object]:
    name = db.engine.url.database
    return hold(Path(name)) if db.sqlite and name else nullcontext()
