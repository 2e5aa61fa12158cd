"""Anybody reads what is published, without an account, and nobody is named in it."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from starlette.testclient import TestClient
from support import system_cases as sc
from support.api_desk import Desk
from support.evidence import item
from support.office import ACCEPT, AGENCY, Clock, Office
from typing_extensions import override

from zhiheng.leaks import indexed, leaks
from zhiheng.queries.disclosure.site import site_data
from zhiheng.queries.receipts import progress_code
from zhiheng.runtime import Runtime
from zhiheng.runtime.private_names import private_names
from zhiheng.store.db import Database
from zhiheng_api.app import create_app
from zhiheng_api.disclosure.scan import on_purpose
from zhiheng_api.sample import begin_operation
from zhiheng_api.sample_publication import publish_sample
from zhiheng_api.settings import Settings

CLOCK = Clock()
KEY = "construction-permit"
ITEM = f"/public/powers/{KEY}"


class Addresses(HTMLParser):
    """Where a page leads, and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "script", "reading needs none"
        for name, value in attrs:
            assert not name.startswith("on")
            if name in ("href", "src") and value:
                self.found.append(value)


def crawled(client: TestClient, start: str = "/public/index.html") -> dict[str, str]:
    """Every page and file that leads from one to the next, by its path."""
    waiting, seen = [start], dict[str, str]()
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        assert answer.status_code == 200, path
        seen[path] = answer.text
        if answer.headers["content-type"].startswith("text/html"):
            page = Addresses()
            page.feed(answer.text)
            to = (urljoin(path, a.partition("#")[0]) for a in page.found if ":" not in a)
            waiting += [x for x in dict.fromkeys(to) if x not in seen and x not in waiting]
    return seen


@contextmanager
def desk_of(folder: Path) -> Iterator[Desk]:
    rt = Runtime(
        Database(f"sqlite:///{folder / 'zhiheng.db'}", AGENCY), folder / "documents", CLOCK
    )
    yield Desk(Office(rt, CLOCK), create_app(Settings(data=folder), rt))
    rt.db.close()


@pytest.fixture(scope="module")
def bureau(template: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the sample bureau in operation, with its permit published."""
    folder = tmp_path_factory.mktemp("bureau")
    shutil.copyfile(template.sqlite, folder / "zhiheng.db")
    with desk_of(folder) as desk:
        begin_operation(desk.office.rt)
        publish_sample(desk.office.rt, AGENCY, KEY)
    return folder


@pytest.fixture(scope="module")
def public(bureau: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """That bureau, for all tests that leave what is published as it is."""
    with desk_of(shutil.copytree(bureau, tmp_path_factory.mktemp("public") / "data")) as desk:
        yield desk


@pytest.fixture
def changing(bureau: Path, tmp_path: Path) -> Iterator[Desk]:
    """That bureau, for a test of its own."""
    with desk_of(shutil.copytree(bureau, tmp_path / "data")) as desk:
        yield desk


def test_all_that_anybody_can_reach_names_nobody(public: Desk) -> None:
    office = public.office
    office.start(title="田雨禾的自建房，电话13800138021")
    seen = crawled(public.anybody())
    with office.rt.db.reading() as connection:
        data = site_data(office.rt, connection, AGENCY)
        names = list(private_names(connection, office.rt.agency(connection, AGENCY)))
    assert len(names) > 15
    allowed = on_purpose(data)
    found = {path: leaks(text, indexed(names, allowed), allowed) for path, text in seen.items()}
    assert {path: x for path, x in found.items() if x} == {}
    assert {f"{ITEM}/edition.json", f"{ITEM}/proof.json", f"{ITEM}/lanes.svg"} <= set(seen)
    assert {f"{ITEM}/risks.svg", "/public/en/large/statistics.html"} <= set(seen)
    assert all(path.startswith("/public/") for path in seen)


def test_the_item_shows_what_must_be_posted(public: Desk) -> None:
    """许可法 30: basis, conditions, papers, limits, fee; and who answers for which risk."""
    page = public.anybody().get(f"{ITEM}/index.html").text
    assert "未填写" not in page
    for said in ("JY-XK-003", "不收费", "《中华人民共和国城乡规划法》第四十条", "20个工作日",
                 "使用土地的有关证明文件", "行政复议", "85821103", "规划科科长"):  # fmt: skip
        assert said in page, said
    for inside in ("joint_visit", "intake-review", "plot_ratio_limit"):
        assert inside not in page


def test_a_code_leads_to_the_address_that_was_set_and_to_no_other(public: Desk) -> None:
    """Who asks may write any Host; it must not be printed as the office's own."""
    sly = public.anybody().get(f"{ITEM}/lanes.svg", headers={"Host": "evil.example"}).text
    assert "evil.example" not in sly
    assert "扫码" not in sly
    assert "没有核验二维码" in public.anybody().get(f"{ITEM}/index.html").text
    settings = public.app.state.zhiheng.settings.model_copy(
        update={"address": "https://gh.example/"}
    )
    known = Desk(public.office, create_app(settings, public.office.rt)).anybody()
    picture = known.get(f"{ITEM}/lanes.svg", headers={"Host": "evil.example"}).text
    assert f"https://gh.example{ITEM}/proof.html" in picture
    assert "没有核验二维码" not in known.get(f"{ITEM}/index.html").text


def test_published_is_running_until_the_chart_changes(changing: Desk) -> None:
    office, anybody = changing.office, changing.anybody()
    proof = anybody.get(f"{ITEM}/proof.json").json()
    assert proof["same"]
    assert proof["published"]["edition"] == proof["running"]["edition"]
    assert "公布的就是正在运行的" in anybody.get(f"{ITEM}/proof.html").text
    sc.carried(office, "chart-release", sc.changed(('name="现场踏勘"', 'name="现场踏勘（新）"')))
    proof = anybody.get(f"{ITEM}/proof.json").json()
    assert not proof["same"]
    assert "待重新公布" in anybody.get("/public/index.html").text
    assert "现场踏勘（新）" not in anybody.get(f"{ITEM}/index.html").text
    paper = b'{"do": "withdraw", "chart": "construction-permit"}'
    sc.carried(office, "publication", paper)
    assert anybody.get(f"{ITEM}/index.html").status_code == 404
    assert anybody.get(f"{ITEM}/edition.json").status_code == 404
    assert KEY not in anybody.get("/public/powers.json").text


def test_persons_and_internal_steps_are_shown_by_the_item_s_own_choice_alone(
    changing: Desk,
) -> None:
    """信息公开条例 16: who holds a post, and how the office works within, may be withheld."""
    office, anybody = changing.office, changing.anybody()
    page = anybody.get(f"{ITEM}/index.html").text
    assert "规划科科长" in page
    assert "陆明远" not in page
    assert "inner.svg" not in page
    assert anybody.get(f"{ITEM}/inner.svg").status_code == 404
    chosen = ('edition="public"', 'edition="public" internalChart="true" officers="true"')
    sc.carried(office, "chart-release", sc.changed(chosen))
    publish_sample(office.rt, AGENCY, KEY)
    page = anybody.get(f"{ITEM}/index.html").text
    assert "陆明远" in page
    assert 'src="inner.svg"' in page
    inner, outer = (anybody.get(f"{ITEM}/{x}.svg").text for x in ("inner", "lanes"))
    assert "岗位时限" in inner
    assert "岗位时限" not in outer
    assert "陆明远" not in inner + outer


SEARCHES: tuple[tuple[dict[str, str], bool], ...] = (
    ({"q": "建设工程 规划"}, True),
    ({"q": "jy-xk-003"}, True),
    ({"q": "城乡规划法第四十条"}, True),
    ({"q": "采矿"}, False),
    ({"category": "行政许可", "fee": "free", "level": "high"}, True),
    ({"category": "行政处罚"}, False),
    ({"q": "<script>alert(1)</script>"}, False),
)


def test_items_are_found_by_words_and_by_kind(public: Desk) -> None:
    for query, found in SEARCHES:
        for folder in ("", "en/large/"):
            answer = public.anybody().get(f"/public/{folder}search", params=query)
            assert answer.status_code == 200
            assert (f"powers/{KEY}/index.html" in answer.text) is found, query
            assert "<script" not in answer.text


def code_of(office: Office, case: Any) -> str:
    with office.rt.db.reading() as connection:
        return progress_code(connection, AGENCY, case)


def test_the_applicant_follows_his_case_by_number_and_code(public: Desk) -> None:
    office, anybody = public.office, public.anybody()
    case = office.start()
    code = code_of(office, case)
    office.sign(case, "gh-1", "intake", ACCEPT, ("受理通知书", "服务承诺书"))
    number = item(office, case).number or ""
    assert number
    seen = anybody.post("/public/progress.html", data={"case": number, "code": code})
    assert seen.status_code == 200
    assert seen.headers["cache-control"] == "no-store"
    text = re.sub(r"<[^>]+>", "", seen.text)
    assert number in text
    assert "收件受理" in text
    assert "剩余工作日 20" in text
    assert "田雨禾" not in text
    other = anybody.post("/public/progress.html", data={"case": number, "code": "0" * 20})
    assert other.status_code == 404
    assert "收件受理" not in other.text


def test_who_drafts_is_told_what_would_be_published(public: Desk) -> None:
    officer = public.person("xt-1")
    told = officer.get(f"/api/v1/charts/{KEY}/edition").json()
    assert (told["faults"], told["published"]) == ([], told["paper"]["edition"])
    assert officer.get("/api/v1/charts/publication/edition").status_code == 409
    assert public.person("yuanda").get(f"/api/v1/charts/{KEY}/edition").status_code == 403
