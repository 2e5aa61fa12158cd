"""How errors are told: a page to a browser, a problem to a program, in both languages."""

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol, get_args

import pytest
from pydantic_core.core_schema import ErrorType
from sqlalchemy import event
from support.api_desk import Desk, stored
from support.office import ACCEPT

from zhiheng_api import unfit_texts
from zhiheng_api.problems import MEDIA


class Fill(Protocol):
    """Fill the disk, or empty it."""

    def __call__(self, *, is_full: bool) -> None: ...


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("path", ["/nowhere", "/api/v1/nowhere", "/static/nowhere.css"])
def test_an_address_that_is_not_there_is_a_page_to_a_browser(small_desk: Desk, path: str) -> None:
    client = small_desk.person("gh-1")
    shown = client.get(path, headers={"Accept": BROWSER})
    assert shown.status_code == 404
    assert shown.headers["content-type"].startswith("text/html")
    assert "没有这个地址" in shown.text
    told = client.get(path, headers={"Accept": "application/json"})
    assert told.headers["content-type"] == MEDIA
    assert told.json()["rule"] == "no-such-page"


def test_an_address_asked_the_wrong_way_says_so(small_desk: Desk) -> None:
    client = small_desk.person("gh-1")
    shown = client.put("/leave", headers={"Accept": BROWSER})
    assert shown.status_code == 405
    assert "不接受 PUT 请求" in shown.text
    told = client.put("/api/v1/tasks")
    assert (told.status_code, told.json()["rule"]) == (405, "no-such-method")
    assert told.headers["allow"] == "GET"


def test_a_case_id_that_is_none_is_a_page_to_a_browser(small_desk: Desk) -> None:
    shown = small_desk.person("gh-1").get("/cases/1", headers={"Accept": BROWSER})
    assert shown.status_code == 422
    assert "格式不对" in shown.text


@pytest.mark.parametrize(
    ("body", "zh", "en"),
    [
        ({}, "缺少这一项", "it is missing"),
        ({"chart": 1, "title": "x"}, "应为文字", "it should be a text"),
        ({"chart": "x" * 501, "title": "x"}, "超过500字", "longer than 500 characters"),
        ({"chart": "x", "title": "x", "wild": 1}, "没有这一项", "there is no such field"),
        ({"chart": "x\ny", "title": "x"}, "一行文本中不能有换行或制表符", "no line breaks or"),
        ({"chart": "x", "title": "x", "values": []}, "应为对象", "it should be an object"),
    ],
)
def test_a_request_that_does_not_fit_is_told_in_both_languages(
    small_desk: Desk, body: dict[str, Any], zh: str, en: str
) -> None:
    told = small_desk.person("yuanda").post("/api/v1/cases", json=body).json()
    assert told["detail"] == zh
    assert told["en"]["detail"].startswith(en)
    assert _HAN.search(told["en"]["detail"]) is None


def test_each_text_is_for_a_fault_that_the_framework_knows() -> None:
    assert set(unfit_texts._TEXTS) <= set(get_args(ErrorType))


# -- a full disk -----------------------------------------------------------------------------


@pytest.fixture
def full(small_desk: Desk) -> Iterator[Fill]:
    """Let the database grow no further, or again."""
    engine, state = small_desk.office.rt.db.engine, {"full": False}

    def limit(connection: Any, _record: Any, _proxy: Any) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        most = pages if state["full"] else 2**30
        connection.execute(f"PRAGMA max_page_count = {most}")

    event.listen(engine, "checkout", limit)
    yield lambda *, is_full: state.update(full=is_full)
    event.remove(engine, "checkout", limit)


def test_a_full_disk_is_told_and_loses_nothing(small_desk: Desk, full: Fill) -> None:
    office = small_desk.office
    case = office.start()
    clerk = small_desk.person("gh-1")
    papers = {n: small_desk.paper(clerk, n) for n in ("受理通知书", "服务承诺书")}
    body = {"values": ACCEPT, "documents": papers, "opinion": "长" * 15_000}
    before = stored(small_desk)
    full(is_full=True)
    answer = clerk.post(f"/api/v1/cases/{case}/tasks/intake@1/sign", json=body)
    assert answer.status_code == 507, answer.text
    told = answer.json()
    assert told["rule"] == "storage-full"
    assert told["en"]["cure"]
    assert stored(small_desk) == before
    full(is_full=False)
    answer = clerk.post(f"/api/v1/cases/{case}/tasks/intake@1/sign", json=body)
    assert answer.status_code == 200, answer.text
    replay = clerk.get(f"/api/v1/cases/{case}/replay").json()
    assert replay["ok"], replay


def test_a_paper_that_finds_no_room_leaves_no_half_of_it(
    small_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = small_desk.person("gh-1")
    folder = small_desk.office.rt.documents._folder

    def refuse(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        answer = clerk.post("/api/v1/documents", content=b"paper")
    assert (answer.status_code, answer.json()["rule"]) == (507, "storage-full")
    assert [p for p in Path(folder).rglob("*") if p.is_file()] == []
    assert clerk.post("/api/v1/documents", content=b"paper").status_code == 201


def test_another_fault_of_files_is_still_ours(
    small_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", refuse)
    answer = small_desk.person("gh-1").post("/api/v1/documents", content=b"paper")
    assert answer.status_code == 500
    assert answer.json()["type"] == "urn:zhiheng:problem:fault"
