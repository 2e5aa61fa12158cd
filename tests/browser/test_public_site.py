"""The public site in a real Chromium: accessible, readable without script, on a phone, on paper."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from support.office import AGENCY, Clock, Office

from zhiheng.queries.receipts import progress_code
from zhiheng.runtime import Runtime
from zhiheng.store.db import Database
from zhiheng.store.migrate import upgrade
from zhiheng_api.app import create_app
from zhiheng_api.demo.service import free_port
from zhiheng_api.sample import load_sample
from zhiheng_api.sample_publication import publish_sample
from zhiheng_api.settings import Settings

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
KEY = "construction-permit"
ITEM = f"powers/{KEY}/index.html"
PAGES = (
    "index.html",
    ITEM,
    f"powers/{KEY}/proof.html",
    "by/level-1.html",
    "catalogue.html",
    "statistics.html",
    "progress.html",
    "verify.html",
)
VIEWS = ("", "large/", "en/", "en/large/")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's package chromium"),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("public")
    url = f"sqlite:///{folder / 'zhiheng.db'}"
    clock, db = Clock(), Database(url)
    upgrade(db)
    rt = Runtime(db, folder / "documents", clock)
    load_sample(rt, "demo")
    publish_sample(rt, AGENCY, KEY)
    yield Office(rt, clock, url)
    db.close()


@pytest.fixture(scope="module")
def address(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service, in a thread."""
    port = free_port()
    settings = Settings(data=tmp_path_factory.mktemp("data"), sweep_seconds=0, seal_seconds=0)
    config = uvicorn.Config(create_app(settings, office.rt), port=port, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/public"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="make browser installs it")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def test_axe_finds_what_is_wrong(browser: Any) -> None:
    """Else it would find nothing in our pages either."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browser.new_page()
    page.set_content("<html><body><img src='x'><p style='color:#ccc'>pale</p></body></html>")
    found = {one["id"] for one in axe.run(page).response["violations"]}
    page.close()
    assert {"image-alt", "color-contrast", "html-has-lang"} <= found


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(browser: Any, address: str, view: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    found = []
    for path in PAGES:
        page.goto(f"{address}/{view}{path}")
        found += [
            (path, one["impact"], one["id"], one["nodes"][0]["html"][:200])
            for one in axe.run(page).response["violations"]
        ]
    page.close()
    assert found == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("view", VIEWS)
def test_reading_needs_no_script_and_no_page_is_wider_than_the_window(
    browser: Any, address: str, view: str, width: int
) -> None:
    """Script is off, so the widths are read from a second page whose script is on."""
    size = {"width": width, "height": 900}
    silent = browser.new_context(java_script_enabled=False, viewport=size)
    page, measured = silent.new_page(), browser.new_page(viewport=size)
    for path in PAGES:
        page.goto(f"{address}/{view}{path}")
        assert page.locator("main h1").count() == 1, path
        assert page.locator("script").count() == 0, path
        measured.goto(f"{address}/{view}{path}")
        wide = "document.documentElement.scrollWidth <= window.innerWidth"
        assert measured.evaluate(wide), (path, width)
    silent.close()
    measured.close()


def test_on_paper_tables_are_tables(browser: Any, address: str) -> None:
    """A4 is narrower than the windows in which a row becomes a card: the item took 21 pages."""
    page = browser.new_page(viewport={"width": 718, "height": 1000})
    page.emulate_media(media="print")
    page.goto(f"{address}/{ITEM}")
    shown = "x => getComputedStyle(x).display"
    assert page.locator("table.stack td").first.evaluate(shown) == "table-cell"
    assert page.locator("nav.contents").evaluate(shown) == "none"
    page.close()


def test_the_item_is_reached_by_the_keyboard_and_its_charts_are_seen(
    browser: Any, address: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.click("main table a")
    assert "建设工程规划许可证" in page.inner_text("h1")
    for picture in page.locator("figure img").all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("i => i.decode().then(() => i.naturalWidth)") > 500
    assert page.locator("ol.spoken li").count() > 10
    page.click("text=核验本项")
    assert "公布的就是正在运行的" in page.inner_text("main")
    page.close()


def test_large_type_and_language_are_kept_from_page_to_page(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/index.html")
    small = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.click("text=长辈模式")
    page.click("text=English")
    page.click("main table a")
    assert page.inner_text("h2 >> nth=0") == "The item"
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > small * 1.3
    page.close()


def test_an_applicant_looks_his_case_up_without_script(
    browser: Any, address: str, office: Office
) -> None:
    case = office.start()
    with office.rt.db.reading() as connection:
        code = progress_code(connection, AGENCY, case)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/large/progress.html")
    page.fill("input[name=case]", case)
    page.fill("input[name=code]", code)
    page.click("main button")
    assert "收件受理" in page.inner_text("ol.steps")
    assert page.url.endswith("/large/progress.html")
    page.close()


def test_the_search_works_without_script(browser: Any, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/en/index.html")
    page.fill("input[name=q]", "规划许可")
    page.click("main form button")
    assert page.locator("main table tbody tr").count() == 1
    page.fill("input[name=q]", "采矿")
    page.click("main form button")
    assert "Nothing fits" in page.inner_text("main")
    page.close()


def test_the_files_work_without_a_server(browser: Any, office: Office, tmp_path: Path) -> None:
    from typer.testing import CliRunner  # noqa: PLC0415 - of this test alone

    from zhiheng_api.cli import app  # noqa: PLC0415

    done = CliRunner().invoke(app, ["disclose", "-o", str(tmp_path), "--database", office.url])
    assert done.exit_code == 0, done.output
    page = browser.new_context(java_script_enabled=False, offline=True).new_page()
    missing: list[str] = []
    page.on("requestfailed", lambda request: missing.append(request.url))
    page.goto((tmp_path / "index.html").as_uri())
    page.click("main table a")
    page.click("text=长辈模式")
    assert page.locator("figure img").count() == 2
    page.click("text=核验本项")
    page.click("nav >> text=怎样核验")
    assert "sha256sum" in page.inner_text("main")
    assert missing == []
    page.close()
