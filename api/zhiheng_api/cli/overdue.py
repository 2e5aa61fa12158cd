"""The overdue list of a running service."""

import getpass
import os
from enum import StrEnum
from typing import Annotated, NoReturn

import httpx
import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from zhiheng.model.finding import Text
from zhiheng_api.cli.output import AsJson, console, print_json, unreadable


class _Token(msgspec.Struct, frozen=True):
    token: str


class _Item(msgspec.Struct, frozen=True):
    """What the table shows of a row; the service says more."""

    title: str
    name: str
    kind: str
    due: str
    signal: str
    remaining: int | None = None
    number: str | None = None
    posts: tuple[str, ...] = ()


class _Group(msgspec.Struct, frozen=True):
    """What is late in one section, or of one power, post, person or level."""

    name: str
    red: int
    yellow: int
    remind: int


class By(StrEnum):
    """How it is counted."""

    SECTION = "section"
    POWER = "power"
    POST = "post"
    PERSON = "person"
    LEVEL = "level"


class _English(msgspec.Struct, frozen=True):
    detail: str = ""


class _Problem(msgspec.Struct, frozen=True):
    """A refusal of the service."""

    detail: str
    en: _English = _English()


def overdue(
    url: Annotated[str, typer.Option(help="服务地址 / service")] = "http://127.0.0.1:8000",
    login: Annotated[str, typer.Option(help="账号 / login")] = "jiwei",
    password: Annotated[
        str | None,
        typer.Option(help="密码，或环境变量 ZHIHENG_PASSWORD；都没有则询问 / else it is asked for"),
    ] = None,
    signals: Annotated[str, typer.Option(help="red,yellow,remind")] = "red",
    by: Annotated[By | None, typer.Option(help="分组计数 / counted by")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """超期清单 / what is overdue. Exit 1 when anything is."""
    secret = password or os.environ.get("ZHIHENG_PASSWORD") or _asked(login)
    try:
        answer = _answer(url, login, secret, *_asked_for(signals, by))
        items = msgspec.json.decode(answer, type=list[_Item]) if by is None else []
        groups = msgspec.json.decode(answer, type=list[_Group]) if by is not None else []
    except httpx.HTTPStatusError as error:
        _refused(url, error.response)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        unreadable(Text(f"连不上 {url}：{error}", f"cannot reach {url}: {error}"))
    except UnicodeEncodeError:
        unreadable(Text("账号或密码不是文字", "the login or the password is no text"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        _foreign(url)
    if as_json:
        print_json(msgspec.json.decode(answer))
    elif by is None:
        _print(items)
    else:
        _print_groups(groups)
    if any(i.signal == "red" for i in items) or any(g.red for g in groups):
        raise typer.Exit(1)


def _asked_for(signals: str, by: By | None) -> tuple[str, dict[str, str]]:
    if by is None:
        return "/api/v1/overdue", {"signals": signals}
    return "/api/v1/supervision/groups", {"by": by.value}


def _asked(login: str) -> str:
    """The password, typed; a guess would be counted as an attempt."""
    try:
        return getpass.getpass(f"{login!a} 的密码 / password: ")
    except (EOFError, OSError):
        unreadable(
            Text(
                "没有密码：请用 --password 或环境变量 ZHIHENG_PASSWORD",
                "no password: give --password or ZHIHENG_PASSWORD",
            )
        )


def _answer(url: str, login: str, password: str, path: str, params: dict[str, str]) -> bytes:
    with httpx.Client(base_url=url, timeout=10) as client:
        given = client.post("/api/v1/tokens", json={"login": login, "password": password})
        token = msgspec.json.decode(given.raise_for_status().content, type=_Token).token
        headers = {"Authorization": f"Bearer {token}"}
        answer = client.get(path, params=params, headers=headers)
        return answer.raise_for_status().content


def _refused(url: str, response: httpx.Response) -> NoReturn:
    try:
        problem = msgspec.json.decode(response.content, type=_Problem)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        _foreign(url)
    unreadable(Text(problem.detail, problem.en.detail))


def _foreign(url: str) -> NoReturn:
    unreadable(Text(f"{url} 答复的不是制衡服务", f"what answers at {url} is no zhiheng"))


def _print(items: list[_Item]) -> None:
    table = Table("案号", "项目", "环节", "时限", "到期", "剩余工作日", "信号", "岗位")
    for i in items:
        row = (i.number or "无案号", i.title, i.name, i.kind, i.due, str(i.remaining), i.signal)
        table.add_row(*map(escape, (*row, "、".join(i.posts))))
    console.print(table if items else _NOTHING)


def _print_groups(groups: list[_Group]) -> None:
    table = Table("分组", "红", "黄", "提醒")
    for g in groups:
        table.add_row(escape(g.name), *map(str, (g.red, g.yellow, g.remind)))
    console.print(table if groups else _NOTHING)


_NOTHING = "[green]没有超期 / nothing overdue[/green]"
