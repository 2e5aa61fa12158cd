"""信访举报: who may not know of a report cannot tell by any door whether there is one.

Everything that a person can read is read twice, before there are reports and after; for all who
may not know, each answer is the same to the byte. What is sent to a report that is there is
answered as what is sent to one that never was.
"""

import re
import uuid
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import select
from starlette.testclient import TestClient
from support.api_desk import Desk
from support.cards import late_visit
from support.office import AGENCY
from support.reports import complain, record

from zhiheng.clock import system_now
from zhiheng.model.ids import CaseId
from zhiheng.store import tables as t
from zhiheng_api.app import DOORS, PAGES
from zhiheng_api.context import COOKIE
from zhiheng_api.sessions import open_session

MAY_KNOW: dict[str, set[str]] = {
    "interference of gh-1": {"gh-1", "jiwei"},
    "interference of gh-1 about the supervision": {"gh-1", "jz"},
    "complaint of yuanda": {"yuanda", "jiwei"},
    "complaint of yuanda about the supervision": {"yuanda", "jz"},
}
SENT: dict[str, Any] = {"upheld": True, "reason": "已约谈"}


ONE_OF_EACH = ("jz", "dj", "gh-1", "gh-2", "xt-1", "sj-1", "yuanda", "jiwei")
"""Who may know, and of each kind one who may not; gh-2 holds the step complained of."""
ALL = (*ONE_OF_EACH, "gh-k", "zh-k", "zh-1", "jc-k", "jc-1", "fz-1", "aq-1", "sysadmin")


@pytest.fixture(params=[ONE_OF_EACH, pytest.param(ALL, marks=pytest.mark.soak)], ids=["few", "all"])
def logins(request: pytest.FixtureRequest) -> list[str]:
    """A few in the suite, everybody in the soak."""
    return list(request.param)


def _people(desk: Desk, logins: list[str]) -> dict[str, TestClient]:
    """Each with a session of his own; no password is hashed for it."""
    found = {}
    with desk.office.rt.db.reading() as connection:
        rows = {r.login: r for r in connection.execute(select(t.credential))}
    for login in logins:
        token, csrf = open_session(desk.office.rt, rows[login], "session", system_now(), 12)
        client = TestClient(desk.app, raise_server_exceptions=False, cookies={COOKIE: token})
        client.headers["X-CSRF-Token"] = csrf
        found[login] = client
    return found


_OF_THEIR_OWN = ("/metrics", "/api/v1/agency/bundle")
"""Each has a test below: reading itself changes what they tell, since refusals go on record."""


def _doors(case: CaseId) -> Iterator[str]:
    """All that can be read: every GET of the interface and of the pages, its places filled in."""
    given = {
        "case": case, "task": "intake~1", "post": "GH-c",
        "key": "construction-permit", "version": "1",
    }  # fmt: skip
    for module in (*DOORS, *PAGES):
        for route in module.router.routes:
            if not isinstance(route, APIRoute) or "GET" not in (route.methods or ()):
                continue
            names = re.findall(r"{(\w+)[^}]*}", route.path)
            if route.path in _OF_THEIR_OWN or not set(names) <= set(given):
                continue
            path = re.sub(r"{(\w+)[^}]*}", lambda m: given[m.group(1)], route.path)
            # Masked it is other pseudonyms each time, and says nothing that it does not say plain.
            yield f"{path}?masked=false" if path.endswith("/audit/export") else path
            if "task" in names:
                yield path.replace("intake~1", "intake@1")
    yield f"/api/v1/reports?case={case}"
    yield f"/cases?q={case}"


_CHANGING = re.compile(rb'name="(?:key|csrf)" value="[^"]*"|"X-CSRF-Token": *"[^"]*"')


def _seen(client: TestClient, case: CaseId) -> dict[str, tuple[int, bytes]]:
    found = {}
    for path in sorted(set(_doors(case))):
        answer = client.get(path, follow_redirects=False)
        assert answer.status_code != 500, path
        found[path] = (answer.status_code, _plain(answer.content))
    return found


def _plain(content: bytes) -> bytes:
    """Without what is new in each answer: a form's key, and the times inside a zip."""
    if content[:2] == b"PK":
        with ZipFile(BytesIO(content)) as archive:
            names = sorted(archive.namelist())
            return b"".join(n.encode() + archive.read(n) for n in names)
    return _CHANGING.sub(b"", content)


def _reports(desk: Desk, case: CaseId) -> dict[str, str]:
    office = desk.office
    one = complain(office, case)
    return {
        "interference of gh-1": record(office, case),
        "interference of gh-1 about the supervision": record(office, case, about="supervision"),
        "complaint of yuanda": one,
        "complaint of yuanda about the supervision": complain(
            office, case, "site_visit@1", "supervision"
        ),
    }


@pytest.mark.timeout(120)
def test_no_door_tells_whether_there_is_a_report(small_desk: Desk, logins: list[str]) -> None:
    case = late_visit(small_desk.office)
    people = _people(small_desk, logins)
    strangers = [x for x in logins if x not in set().union(*MAY_KNOW.values())]
    assert len(strangers) == len(logins) - 4
    before = {x: _seen(people[x], case) for x in strangers}
    assert len(before["gh-2"]) > 60
    assert sum(status == 200 for status, _ in before["gh-2"].values()) > 25
    ids = _reports(small_desk, case)
    for who in strangers:
        after = _seen(people[who], case)
        told = {path for path, answer in after.items() if answer != before[who][path]}
        assert told == set(), who
    # And the test can fail: who may know does see a difference.
    assert {x for x, one in ids.items() if one in people["jiwei"].get("/api/v1/reports").text} == {
        name for name, readers in MAY_KNOW.items() if "jiwei" in readers
    }


def test_a_report_that_is_there_answers_strangers_as_one_that_never_was(
    small_desk: Desk, logins: list[str]
) -> None:
    """404, never 403; and the same words."""
    case = late_visit(small_desk.office)
    ids, people = _reports(small_desk, case), _people(small_desk, logins)
    never = str(uuid.uuid4())
    for name, one in ids.items():
        for who in sorted(set(logins) - MAY_KNOW[name]):
            client = people[who]
            for method, path in (
                ("GET", "/api/v1/reports/{}"),
                ("GET", "/api/v1/reports/{}/bundle"),
                ("POST", "/api/v1/reports/{}/answer"),
                ("GET", "/reports/{}"),
                ("GET", "/api/v1/cases/{}"),
                ("GET", "/api/v1/cases/{}/bundle"),
                ("GET", "/cases/{}"),
                ("GET", "/api/v1/cards/{}"),
            ):
                body = SENT if method == "POST" else None
                there, not_there = (
                    client.request(method, path.format(x), json=body) for x in (one, never)
                )
                seen = there.text.replace(one, "ID"), not_there.text.replace(never, "ID")
                assert there.status_code == not_there.status_code, (who, name, path)
                assert seen[0] == seen[1], (who, name, path)
                if "reports" in path and method == "GET":
                    assert there.status_code == 404, (who, name, path)


def test_no_bundle_of_the_agency_holds_a_report_that_one_may_not_know_of(small_desk: Desk) -> None:
    case = late_visit(small_desk.office)
    ids, people = _reports(small_desk, case), _people(small_desk, ["jiwei", "sj-1"])
    for who, client in people.items():
        content = _plain(client.get("/api/v1/agency/bundle").content).decode(errors="replace")
        found = {name for name, one in ids.items() if f"report/{AGENCY}/{one}" in content}
        assert found == {name for name, readers in MAY_KNOW.items() if who in readers}, who


def test_the_figures_for_monitoring_count_no_report(small_desk: Desk) -> None:
    case = late_visit(small_desk.office)
    clerk = _people(small_desk, ["gh-1"])["gh-1"]
    told = {"kind": "gift", "by": "某某", "what": "送来一箱酒", "answer": "当场退回"}
    assert clerk.post(f"/api/v1/cases/{case}/interference", json=told).status_code == 201
    assert clerk.get("/reports").status_code == 200
    figures = small_desk.anybody().get("/metrics").text
    assert not re.search("interference|complaints|reports", figures)
