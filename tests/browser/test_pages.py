"""The pages in a real browser: a clerk claims, fills in, is told what is wrong, and signs."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from zhiheng_api.demo.service import service

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(180),
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's package chromium"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("service")
    with service(folder, datetime(2026, 3, 2, 9, 0)) as found:  # noqa: DTZ001 - Chinese time, as typed
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="make browser installs it")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def log_in(browser: Any, address: str, login: str) -> Any:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{address}/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", login)
    page.click("main button")
    return page


def test_an_application_is_handed_in_claimed_corrected_and_accepted(
    browser: Any, address: str, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("受理通知书（测试）", encoding="utf-8")
    applicant = log_in(browser, address, "yuanda")
    applicant.goto(f"{address}/apply")
    applicant.fill("input[name=title]", "浏览器测试楼<script>alert(1)</script>")
    applicant.click("main button")
    assert "浏览器测试楼<script>" in applicant.inner_text("main table")

    clerk = log_in(browser, address, "gh-1")
    errors: list[str] = []
    clerk.on("pageerror", lambda e: errors.append(str(e)))
    clerk.click("main table button")
    clerk.select_option("select[name=intake_result]", "accept")
    clerk.click("section.card form button")
    assert "没有填写" in clerk.inner_text(".alert")
    assert clerk.input_value("select[name=intake_result]") == "accept"

    for name in ("application_form", "land_papers", "design_scheme"):
        clerk.check(f"input[name='checklist.{name}']")
    clerk.fill("input[name=promised_days]", "15")
    clerk.select_option("select[name=expert_review]", "none")
    for label in ("受理通知书", "服务承诺书"):
        clerk.locator("label", has_text=f"材料：{label}").locator("input").set_input_files(paper)
    clerk.click("section.card form button")
    assert "回执" in clerk.inner_text(".ok")
    assert "您已办理过" in clerk.inner_text("main table")
    assert errors == []


def test_the_overdue_page_and_the_chart_are_seen_by_the_supervisor(
    browser: Any, address: str
) -> None:
    page = log_in(browser, address, "jiwei")
    assert page.url.endswith("/overdue")
    page.goto(f"{address}/cases")
    page.click("main table a >> nth=0")
    picture = page.locator("p.chart img")
    assert picture.evaluate("i => i.decode().then(() => i.naturalWidth)") > 500


def test_reading_works_without_script_and_in_english(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/login")
    page.click("form.lang button")
    assert page.inner_text("h1") == "Log in"
