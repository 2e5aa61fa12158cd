"""The overdue list of a running service."""

import os
from typing import Annotated

import httpx
import typer
from rich.table import Table

from zhiheng.model.finding import Text
from zhiheng_api.cli.output import AsJson, console, print_json, unreadable


def overdue(
    url: Annotated[str, typer.Option(help="服务地址 / service")] = "http://127.0.0.1:8000",
    login: Annotated[str, typer.Option(help="账号 / login")] = "jiwei",
    password: Annotated[
        str | None, typer.Option(help="密码，或环境变量 ZHIHENG_PASSWORD / password")
    ] = None,
    signals: Annotated[str, typer.Option(help="red,yellow,remind")] = "red",
    *,
    as_json: AsJson = False,
) -> None:
    """超期清单 / what is overdue. Exit 1 when anything is."""
    secret = password or os.environ.get("ZHIHENG_PASSWORD") or login
    try:
        with httpx.Client(base_url=url, timeout=10) as client:
            token = client.post("/api/v1/tokens", json={"login": login, "password": secret})
            token.raise_for_status()
            headers = {"Authorization": f"Bearer {token.json()['token']}"}
            answer = client.get("/api/v1/overdue", params={"signals": signals}, headers=headers)
            answer.raise_for_status()
    except httpx.HTTPStatusError as error:
        problem = error.response.json()
        english = problem.get("en", {}).get("detail", "")
        unreadable(Text(str(problem.get("detail", problem)), english))
    except httpx.HTTPError as error:
        unreadable(Text(f"连不上 {url}：{error}", f"cannot reach {url}"))
    items = answer.json()
    if as_json:
        print_json(items)
    else:
        _print(items)
    if any(i["signal"] == "red" for i in items):
        raise typer.Exit(1)


def _print(items: list[dict[str, object]]) -> None:
    if not items:
        console.print("[green]没有超期 / nothing overdue[/green]")
        return
    table = Table("案号", "项目", "环节", "时限", "到期", "剩余工作日", "信号", "岗位")
    for i in items:
        posts = i["posts"] if isinstance(i["posts"], list) else []
        table.add_row(
            str(i["number"] or "未受理"),
            str(i["title"]),
            str(i["name"]),
            str(i["kind"]),
            str(i["due"]),
            str(i["remaining"]),
            str(i["signal"]),
            "、".join(str(p) for p in posts),
        )
    console.print(table)
