"""Who saw what, what left the house, who came and went: in the access stream, and nothing more."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import select
from support.api_desk import Desk
from support.evidence import agency_verdict, chained
from support.office import Office

from zhiheng import facts as f
from zhiheng.errors import Busy
from zhiheng.model.caller import session_name
from zhiheng.runtime import looks
from zhiheng.runtime.operator import upgraded
from zhiheng.store import tables as t
from zhiheng.store.log import read_bodies, read_stream
from zhiheng.store.migrate import downgrade, upgrade
from zhiheng_api.sessions import digest

_T = TypeVar("_T", bound=f.Fact)


def _entries(office: Office) -> list[f.Entry]:
    with office.rt.db.reading() as connection:
        streams = connection.execute(
            select(t.access_head.c.agency, t.access_head.c.stream)
            .where(t.access_head.c.stream.like("access/%"))
            .order_by(t.access_head.c.stream)
        ).all()
        return [e for a, s in streams for e, _ in read_stream(connection, a, s)]


def _facts(office: Office, kind: type[_T]) -> list[_T]:
    office.rt.looks.flush(office.rt.time_of)
    return [x for e in _entries(office) for x in e.facts if isinstance(x, kind)]


def test_who_opens_a_case_is_on_record_once_a_minute_with_how_often(small_desk: Desk) -> None:
    office = small_desk.office
    case = office.start()
    clerk, watcher = small_desk.person("gh-1"), small_desk.person("jiwei")
    written = len(_entries(office))
    for _ in range(3):
        assert clerk.get(f"/api/v1/cases/{case}").is_success
    assert clerk.get(f"/cases/{case}").is_success
    assert clerk.get(f"/api/v1/cases/{case}/timeline").is_success
    assert clerk.get(f"/api/v1/cases/{case}/tasks/intake@1").is_success
    assert watcher.get(f"/cases/{case}/chart.svg").is_success
    assert len(_entries(office)) == written, "a read writes nothing of its own"
    read = _facts(office, f.FileRead)
    told = {(x.what, x.case, x.task): x.times for x in read}
    assert told == {
        ("case", case, None): 4,
        ("timeline", case, None): 1,
        ("task", case, "intake@1"): 1,
        ("case-chart", case, None): 1,
    }
    assert {x.minute for x in read} == {"2026-03-02T01:00Z"}
    actors = [(e.actor.account, e.actor.person) for e in _entries(office) if e.command == "read"]
    assert actors == [("gh-1", "gh-1"), ("jiwei", None)]
    chained(office)


def test_what_is_refused_or_not_there_was_not_read(small_desk: Desk) -> None:
    office = small_desk.office
    case = office.start()
    stranger = small_desk.person("gh-1")
    nowhere = case[:-1] + ("0" if case[-1] != "0" else "1")
    assert stranger.get(f"/api/v1/cases/{nowhere}").status_code == 404
    assert small_desk.anybody().get(f"/api/v1/cases/{case}").status_code == 401
    assert stranger.get("/api/v1/tasks").is_success
    assert _facts(office, f.FileRead) == []


def test_a_paper_and_a_bundle_are_on_record_before_they_are_given(
    desk: Desk, tmp_path: Path
) -> None:
    office = desk.office
    case = office.start()
    office.walk(case, "site_visit")
    watcher = desk.person("jiwei")
    paper = office.paper("受理通知书")
    assert watcher.get(f"/api/v1/documents/{paper}").is_success
    assert [x.paper for e in _entries(office) for x in e.facts if isinstance(x, f.FileRead)] == [
        paper
    ]
    bundle = watcher.get(f"/api/v1/cases/{case}/bundle").content
    (told,) = [x for e in _entries(office) for x in e.facts if isinstance(x, f.Exported)]
    assert (told.what, told.selection, told.masked) == ("case-bundle", {"case": case}, False)
    assert (told.sha256, told.size) == (hashlib.sha256(bundle).hexdigest(), len(bundle))
    party = desk.person("yuanda")
    assert party.get(f"/api/v1/cases/{case}/bundle").is_success
    assert _facts(office, f.Exported)[-1].masked
    assert agency_verdict(office, tmp_path).ok


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/api/v1/agency/bundle", "agency-bundle"),
        ("/api/v1/supervision/overdue.xlsx", "workbook"),
        ("/supervision/overdue.xlsx", "workbook"),
        ("/risks.xlsx", "risks"),
        ("/api/v1/supervision/statistics?since=2026-02-01", "statistics"),
    ],
)
def test_every_export_is_on_record_with_the_digest_of_what_left(
    small_desk: Desk, path: str, what: str
) -> None:
    answer = small_desk.person("jiwei").get(path)
    assert answer.is_success, answer.text
    (told,) = _facts(small_desk.office, f.Exported)
    assert (told.what, told.sha256) == (what, hashlib.sha256(answer.content).hexdigest())


def _away(*_: Any, **__: Any) -> None:
    raise Busy("busy")


def test_what_cannot_be_recorded_is_not_given(
    small_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = small_desk.office
    case = office.start()
    office.walk(case, "site_visit")
    watcher = small_desk.person("jiwei")
    monkeypatch.setattr(office.rt.access, "write", _away)
    paper = watcher.get(f"/api/v1/documents/{office.paper('受理通知书')}")
    assert paper.status_code == 503
    assert watcher.get(f"/api/v1/cases/{case}/bundle").status_code == 503
    assert watcher.get(f"/api/v1/cases/{case}").is_success, "some seconds of reads are kept"
    monkeypatch.setattr("zhiheng_api.noting.FLUSH_AT", 1)
    monkeypatch.setattr("zhiheng_api.noting.MOST", 1)
    answer = watcher.get(f"/api/v1/cases/{case}/timeline")
    assert (answer.status_code, answer.json()["rule"]) == (503, "busy")
    monkeypatch.undo()
    assert {x.what for x in _facts(office, f.FileRead)} == {"case", "timeline"}


def test_coming_and_going_is_on_record_and_names_the_session_of_signatures(desk: Desk) -> None:
    office = desk.office
    clerk = desk.person("gh-1")
    assert clerk.post("/api/v1/sessions/current/confirm", json={"password": "gh-1"}).is_success
    assert clerk.post("/api/v1/sessions/current/confirm", json={"password": "x"}).status_code == 401
    token = clerk.cookies["zhiheng_session"]
    assert clerk.delete("/api/v1/sessions/current").is_success
    asked = {"login": "gh-2", "password": "gh-2"}
    assert desk.anybody().post("/api/v1/tokens", json=asked).is_success
    named = session_name(digest(token))
    opened = _facts(office, f.SessionOpened)
    assert [x.kind for x in opened] == ["session", "token"]
    assert opened[0].session == named
    assert [x.session for x in _facts(office, f.SessionConfirmed)] == [named]
    assert [x.session for x in _facts(office, f.SessionClosed)] == [named]
    assert [(x.account, x.times) for x in _facts(office, f.LogInFailed)] == [("gh-1", 1)]
    chained(office)


def test_a_flood_of_wrong_passwords_fills_no_log(small_desk: Desk) -> None:
    office = small_desk.office
    before = len(_entries(office))
    stranger = small_desk.anybody()
    for login in ("gh-1", "gh-1", "gh-1", "nobody", "gh-2"):
        stranger.post("/api/v1/sessions", json={"login": login, "password": "wrong"})
    for _ in range(4):  # locked after five
        stranger.post("/api/v1/sessions", json={"login": "gh-1", "password": "wrong"})
    assert len(_entries(office)) == before, "nothing is written while a stranger waits"
    told = {x.account: x.times for x in _facts(office, f.LogInFailed)}
    assert told == {"gh-1": 5, "gh-2": 1}
    actors = {e.actor.role for e in _entries(office) if e.command == "fail-log-in"}
    assert actors == {"nobody"}, "who typed it is not known to be the account"


def test_of_many_accounts_tried_in_one_minute_some_are_named_and_the_rest_counted(
    sqlite_office: Office,
) -> None:
    rt = sqlite_office.rt
    for i in range(100):
        fact = f.LogInFailed(account=f"a-{i}", minute="2026-03-02T01:00Z")
        rt.looks.note("jingyue", f.Actor(account=f"a-{i}", role="nobody"), fact)
    told = _facts(sqlite_office, f.LogInFailed)
    assert (len(told), sum(x.others for x in told)) == (60, 40)


def test_a_feed_is_made_read_and_revoked_on_record(small_desk: Desk) -> None:
    office = small_desk.office
    office.start()
    watcher = small_desk.person("jiwei")
    path = watcher.post("/api/v1/supervision/feed").json()["path"]
    content = [small_desk.anybody().get(path).content for _ in range(5)][-1]
    assert watcher.delete("/api/v1/supervision/feed").is_success
    assert watcher.delete("/api/v1/supervision/feed").is_success, "there is none any more"
    (read,) = _facts(office, f.Exported)
    assert (read.what, read.times) == ("calendar-feed", 5)
    assert read.sha256 == hashlib.sha256(content).hexdigest()
    assert len(_facts(office, f.FeedMade)) == len(_facts(office, f.FeedRevoked)) == 1
    with office.rt.db.reading() as connection:
        log = b"".join(read_bodies(connection, "jingyue", _entries(office)[-1].stream))
    token = path.removeprefix("/feeds/").removesuffix(".ics")
    assert token.encode() not in log
    assert digest(token).encode() not in log


def test_an_upload_is_on_record_by_its_digest(small_desk: Desk) -> None:
    clerk = small_desk.person("gh-1")
    paper = small_desk.paper(clerk, "草稿")
    assert [x.paper for x in _facts(small_desk.office, f.DocumentStored)] == [paper]


def test_a_report_that_is_read_is_not_named(small_desk: Desk) -> None:
    """The supervisor reads the access stream, and the report may be about him."""
    office = small_desk.office
    case = office.start()
    clerk = small_desk.person("gh-1")
    body = {"kind": "gift", "by": "某某", "what": "放下一箱酒", "answer": "当场退回"}
    assert clerk.post(f"/api/v1/cases/{case}/interference", json=body).is_success
    (item,) = clerk.get("/api/v1/reports").json()
    assert clerk.get(f"/api/v1/reports/{item['id']}").is_success
    assert clerk.get(f"/api/v1/reports/{item['id']}/bundle").is_success
    (read,) = _facts(office, f.FileRead)
    assert (read.what, read.case, read.file) == ("report", None, None)
    assert [(x.what, x.selection) for x in _facts(office, f.Exported)] == [("report-bundle", {})]


def test_no_read_is_lost_or_doubled_when_the_database_is_away_for_a_while(
    sqlite_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    rt = sqlite_office.rt
    fact = f.FileRead(what="case", minute="2026-03-02T01:00Z", case="c")
    actor = f.Actor(account="gh-1", role="officer", person="gh-1")
    rt.looks.note("jingyue", actor, fact)
    monkeypatch.setattr(rt.access, "write", _away)
    with pytest.raises(Busy):
        rt.looks.flush(rt.time_of)
    rt.looks.note("jingyue", actor, fact)
    monkeypatch.undo()
    assert [x.times for x in _facts(sqlite_office, f.FileRead)] == [2]
    assert rt.looks.flush(rt.time_of) == 0


def test_a_long_list_of_reads_is_several_entries(
    sqlite_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    rt = sqlite_office.rt
    monkeypatch.setattr(looks, "_FACTS", 3)
    for i in range(7):
        fact = f.FileRead(what="case", minute="2026-03-02T01:00Z", case=f"c-{i}")
        rt.looks.note("jingyue", f.Actor(account="gh-1", role="officer"), fact)
    assert rt.looks.flush(rt.time_of) == 3
    chained(sqlite_office)


def test_what_is_done_at_the_machine_is_on_record(office: Office) -> None:
    downgrade(office.rt.db, "-1")
    upgraded(office.rt)
    upgraded(office.rt)
    (told,) = _facts(office, f.OperatorActed)
    assert told.act == "db-upgrade"
    assert set(told.detail) == {"from", "to"}
    assert upgrade(office.rt.db) is None
    (set_,) = [e for e in _entries(office) if e.command == "set-passwords"]
    assert set_.actor.role == "operator"
    assert len(set_.facts) == 20


def test_the_service_writes_what_was_read_before_it_ends(small_desk: Desk) -> None:
    from starlette.testclient import TestClient  # noqa: PLC0415 - with its lifespan, only here

    office = small_desk.office
    case = office.start()
    closed: list[Callable[[], None]] = []
    close, office.rt.db.close = office.rt.db.close, lambda: closed.append(close)  # type: ignore[method-assign]  # looked at below
    with TestClient(small_desk.app) as client:
        asked = {"login": "gh-1", "password": "gh-1"}
        client.post("/api/v1/sessions", json=asked)
        assert client.get(f"/api/v1/cases/{case}").is_success
    assert len(office.rt.looks) == 0
    read = [x for e in _entries(office) for x in e.facts if isinstance(x, f.FileRead)]
    assert [x.case for x in read] == [case]
