"""The pages in a real browser: a clerk claims, fills in, is told what is wrong, and signs."""

import json
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
    assert "违法建设行政处罚" not in applicant.inner_text("main .choices"), "of its own motion"
    applicant.click("text=建设工程规划许可证核发")
    applicant.fill("input[name=title]", "浏览器测试楼<script>alert(1)</script>")
    applicant.click("main button")
    assert "浏览器测试楼<script>" in applicant.inner_text("main table")

    clerk = log_in(browser, address, "gh-1")
    errors: list[str] = []
    clerk.on("pageerror", lambda e: errors.append(str(e)))
    clerk.click("main table button")
    clerk.select_option("select[name=intake_result]", "accept")
    clerk.click("section.card form button")
    assert "缺少材料" in clerk.inner_text(".alert")
    assert clerk.input_value("select[name=intake_result]") == "accept"

    for name in ("application_form", "land_papers", "design_scheme"):
        clerk.check(f"input[name='checklist.{name}']")
    clerk.fill("input[name=promised_days]", "15")
    for label in ("受理通知书", "服务承诺书"):
        clerk.locator("label", has_text=f"材料：{label}").locator("input").set_input_files(paper)
    clerk.click("section.card form button")
    assert "回执" in clerk.inner_text(".ok")
    assert "您已办理过" in clerk.inner_text("main table")
    assert errors == []


def test_the_overdue_page_and_the_chart_are_seen_by_the_supervisor(
    browser: Any, address: str
) -> None:
    applicant = log_in(browser, address, "yuanda")
    applicant.goto(f"{address}/apply")
    applicant.click("text=建设工程规划许可证核发")
    applicant.fill("input[name=title]", "监督员看的楼")
    applicant.click("main button")
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


WIDTHS = (1280, 390)


def fits(page: Any) -> bool:
    """Whether nothing sticks out at the right, so that nobody scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("login", "paths"),
    [
        ("gh-1", ("/tasks", "/apply", "/leave", "/relations", "/parameters", "/cases", "/nowhere")),
        ("jz", ("/leave", "/overdue", "/incidents", "/supervision/heat/demolition")),
        ("sysadmin", ("/parameters",)),
        ("xt-1", ("/tasks", "/apply", "/cases")),
        ("yuanda", ("/cases", "/apply")),
    ],
)
def test_no_page_is_wider_than_the_window(
    browser: Any, address: str, width: int, login: str, paths: tuple[str, ...]
) -> None:
    page = log_in(browser, address, login)
    page.set_viewport_size({"width": width, "height": 900})
    for path in paths:
        page.goto(f"{address}{path}")
        assert page.locator("main h1").count() == 1, path
        assert fits(page), path
        unnamed = page.locator("main input:not([type=hidden]):not(label input)").count()
        assert unnamed == 0, path


def test_leave_is_asked_for_granted_and_ended(browser: Any, address: str) -> None:
    clerk = log_in(browser, address, "jc-2")
    clerk.click("nav >> text=请假交接")
    form = clerk.locator("form[action='/leave']")
    form.locator("input[name=since]").fill("2020-01-01")
    form.locator("input[name=until]").fill("2020-01-02")
    form.locator("select[name=reason]").select_option("training")
    form.locator("button").click()
    assert "请假日期不正确" in clerk.inner_text(".alert")
    assert form.locator("input[name=since]").input_value() == "2020-01-01"
    assert form.locator("select[name=reason]").input_value() == "training"
    form.locator("input[name=since]").fill("2026-03-09")
    form.locator("input[name=until]").fill("2026-03-10")
    form.locator("button").click()
    assert "回执" in clerk.inner_text(".ok")

    head = log_in(browser, address, "jz")
    head.goto(f"{address}/leave")
    head.locator("tr", has_text="程松年").locator("button", has_text="批准").first.click()
    assert "回执" in head.inner_text(".ok")
    clerk.goto(f"{address}/leave")
    clerk.locator("tr", has_text="程松年").locator("button", has_text="销假").click()
    assert clerk.locator("tr", has_text="程松年").count() == 0


def test_parameters_change_by_a_system_case(browser: Any, address: str, tmp_path: Path) -> None:
    page = log_in(browser, address, "xt-1")
    page.goto(f"{address}/parameters")
    assert "系统事项" in page.inner_text("main")
    assert page.locator("main form").count() == 0
    page.goto(f"{address}/apply?chart=parameter-change")
    page.fill("input[name=title]", "改限额（虚构）")
    page.click("main button")
    assert page.inner_text("h1") == "起草参数"
    limit = {"name": "limit", "title": "限额", "type": "decimal", "value": "1000.00"}
    file = tmp_path / "parameters.json"
    file.write_text(json.dumps({"parameters": [limit], "ladders": []}), "utf-8")
    page.set_input_files("input[type=file]", file)
    page.fill("[name=summary]", "限额一千元")
    page.fill("textarea[name=opinion]", "起草")
    page.click("section.card form button")
    assert "回执" in page.inner_text(".ok")

    legal = log_in(browser, address, "fz-1")
    legal.click("main table button")
    assert "限额" in legal.inner_text("main ol")


def test_a_relation_is_declared_at_the_keyboard_alone(browser: Any, address: str) -> None:
    page = log_in(browser, address, "zh-2")
    page.goto(f"{address}/relations")
    page.focus("select[name=kind]")
    for key in ("Tab", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("某公司（虚构）")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ok")
    assert "某公司（虚构）" in page.inner_text("main table")


def test_an_officer_starts_a_case_at_the_window(browser: Any, address: str) -> None:
    page = log_in(browser, address, "gh-1")
    page.click("nav >> text=新建办件")
    page.click("text=建设工程规划许可证核发")
    page.fill("input[name=title]", "窗口代录的楼（虚构）")
    page.fill("input[name=applicant]", "某公司（虚构）")
    page.click("main button")
    assert page.inner_text("h1") == "收件受理"
    assert "回执" in page.inner_text(".ok")
