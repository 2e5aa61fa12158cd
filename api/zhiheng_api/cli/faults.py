"""Faults of files, settings, folders and databases, told in words: exit 2, never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import yaml
from alembic.util import CommandError
from pydantic import ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from zhiheng.errors import Refusal
from zhiheng.messages import tell
from zhiheng.model.finding import Text
from zhiheng.store.db import Database
from zhiheng_api.cli.output import unreadable
from zhiheng_api.settings import Settings

_BACKENDS = ("sqlite", "postgresql")


@contextmanager
def reading(zh: str, en: str) -> Iterator[None]:
    """Read what people wrote. zh, en: what it is called; a fault with a text speaks for itself."""
    try:
        yield
    except RecursionError:
        unreadable(Text(f"{zh}读不了：嵌套过深", f"cannot read the {en}: nested too deeply"))
    except (OSError, ValueError, msgspec.DecodeError, yaml.YAMLError) as error:
        message = getattr(error, "message", None)
        if isinstance(message, Text):
            unreadable(message)
        unreadable(Text(f"{zh}读不了：{error}", f"cannot read the {en}: {error}"))


@contextmanager
def opening() -> Iterator[None]:
    """Use folders and the database, which may be anything but ours."""
    try:
        yield
    except CommandError as error:
        unreadable(
            Text(
                f"数据库的结构本版本不认识，可能来自更新的版本：{error}",
                f"this version does not know the database's schema, perhaps a newer one: {error}",
            )
        )
    except SQLAlchemyError as error:
        said = getattr(error, "orig", None) or error
        unreadable(Text(f"数据库打不开：{said}", f"cannot open the database: {said}"))
    except Refusal as error:
        unreadable(Text(tell(error).text.zh, tell(error).text.en))
    except OSError as error:
        where = error.filename or ""
        unreadable(
            Text(f"读写不了 {where}：{error.strerror}", f"cannot use {where}: {error.strerror}")
        )


def settings(**given: Any) -> Settings:
    """The settings of the environment; what is given and not None goes before."""
    try:
        return Settings(**{k: v for k, v in given.items() if v is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"])
        what = f"{name} (ZHIHENG_{name.upper()}) = {first['input']!r}: {first['msg']}"
        if not name:
            # Of several together; the input is all of them, secrets too.
            what = first["msg"]
        unreadable(Text(f"设置不对：{what}", f"wrong setting: {what}"))


def database(url: str, *, pending: bool = False) -> Database:
    """The database of a URL, not yet connected to."""
    try:
        given = make_url(url)
        backend = given.get_backend_name()
        nowhere = backend == "sqlite" and Path(given.database or "").name in ("", ":memory:")
        made = Database(url, pending=pending) if backend in _BACKENDS and not nowhere else None
    except (SQLAlchemyError, ImportError, ValueError, TypeError) as error:
        unreadable(Text(f"数据库URL不能用：{error}", f"the database URL will not do: {error}"))
    if nowhere:
        unreadable(Text("数据库URL没有写明文件", "the database URL names no file"))
    if made is None:
        known = ", ".join(_BACKENDS)
        unreadable(Text(f"不支持数据库 {backend}；有：{known}", f"no {backend} here, but {known}"))
    return made
