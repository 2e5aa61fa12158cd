"""Take the pictures of pages in the README anew: docs/pictures/task.png and overdue.png.

    make browser                           # installs playwright; needs Debian's package chromium
    python tests/tools/page_pictures.py

A demo of its own on a folder of its own: three applications, one of them accepted by an officer who
then opens the next step, and six days later what the supervisor sees. Look at them before you
commit them.
"""

import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import sync_playwright

from zhiheng_api.demo.people import People
from zhiheng_api.demo.scenario import Act
from zhiheng_api.demo.service import service

_PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
_TITLES = ("远达花园1号住宅楼（示例）", "远达花园2号住宅楼（示例）", "远达邻里中心（示例）")
_BEGIN = datetime(2026, 3, 2, 9)  # noqa: DTZ001 -- by the clock on the wall in China, as --demo-from
_TALL = {"task": 820, "overdue": 440}


def _done(people: People, acts: Iterable[tuple[str, Act]], case: str) -> None:
    for task, act in acts:
        people.act(act, case, task, _TITLES[0], people.now().date()).raise_for_status()


def _accepted() -> tuple[tuple[str, Act], ...]:
    ticked = ("application_form", "land_papers", "design_scheme", "detailed_plan")
    values = {
        "checklist": dict.fromkeys(ticked, True),
        "intake_result": "accept",
        "promised_days": 15,
    }
    papers = ("受理通知书", "服务承诺书")
    return (("intake@1", Act("gh-1", "sign", "intake", {"values": values}, papers)),)


def _arranged() -> tuple[tuple[str, Act], ...]:
    values = {"application": "new", "expert_review": "none"}
    return (("arrange@1", Act("gh-2", "sign", "arrange", {"values": values})),)


def _shot(browser: Any, address: str, login: str, path: str, name: str) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": _TALL[name]}).new_page()
    page.goto(f"{address}/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", login)
    page.click("main button")
    page.goto(f"{address}{path}")
    page.screenshot(path=_PICTURES / f"{name}.png")


def main() -> None:
    """Both."""
    with (
        tempfile.TemporaryDirectory(prefix="zhiheng-pictures-") as data,
        service(Path(data), _BEGIN) as address,
        sync_playwright() as playwright,
    ):
        chromium = "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        people = People(lambda: httpx.Client(base_url=address, timeout=60))
        chart = {"chart": "construction-permit"}
        today = people.now().date()
        cases = [
            people.act(Act("yuanda", "start", given=chart), "", None, title, today).json()["case"]
            for title in _TITLES
        ]
        _done(people, _accepted(), cases[0])
        _shot(browser, address, "gh-1", f"/cases/{cases[0]}/tasks/arrange@1", "task")
        _done(people, _arranged(), cases[0])
        people.go(6)
        _shot(browser, address, "jiwei", "/overdue", "overdue")
        people.close()


if __name__ == "__main__":
    main()
