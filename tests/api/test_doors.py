"""Who gets in, and what each account may see and do."""

import pytest
from support.api_desk import Desk, stored
from support.office import Office

from zhiheng.clock import system_now
from zhiheng.store import tables as t
from zhiheng.store.log import stamp
from zhiheng_api.app import DOORS, PAGES

_FOR_ANYBODY = {
    f"/api/v1/log/{what}"
    for what in ("checkpoint", "consistency", "inclusion", "key", "cosignature")
}
"""Hashes and signed text."""


def test_nobody_gets_anything_without_logging_in(small_desk: Desk) -> None:
    nobody = small_desk.anybody()
    for route in small_desk.app.openapi()["paths"]:
        if route in _FOR_ANYBODY:
            continue
        if route.startswith("/api/v1/") and "sessions" not in route and "tokens" not in route:
            path = route.replace("{case}", "0" * 8 + "-0000-0000-0000-" + "0" * 12)
            path = path.replace("{task}", "a@1").replace("{digest}", "0" * 64).replace("{key}", "k")
            for ask in (nobody.get, nobody.post):
                assert ask(path).status_code in (401, 404, 405), path


def test_a_service_takes_its_doors_as_they_were_read(small_desk: Desk) -> None:
    """Read anew for each app, at its first request, they cost that request a fifth of a second."""
    taken = {id(route) for route in small_desk.app.routes}
    for module in (*DOORS, *PAGES):
        assert {id(route) for route in module.router.routes} <= taken, module.__name__


def test_five_wrong_passwords_lock_the_login(small_desk: Desk) -> None:
    nobody = small_desk.anybody()
    for _ in range(5):
        answer = nobody.post("/api/v1/sessions", json={"login": "gh-1", "password": "wrong"})
        assert answer.json()["rule"] == "bad-login"
    answer = nobody.post("/api/v1/sessions", json={"login": "gh-1", "password": "gh-1"})
    assert answer.status_code == 401


def test_another_site_cannot_act_with_an_officers_cookie(small_desk: Desk) -> None:
    case = small_desk.office.start()
    client = small_desk.person("gh-1")
    del client.headers["X-CSRF-Token"]
    path = f"/api/v1/cases/{case}/tasks/intake@1/claim"
    for headers in ({}, {"origin": "http://evil.example"}, {"origin": "null"}):
        assert client.post(path, headers=headers).json()["rule"] == "cross-site"
    assert client.post(path, headers={"origin": "http://testserver"}).status_code == 200


def test_an_access_token_reads_and_claims_and_never_signs(small_desk: Desk) -> None:
    case = small_desk.office.start()
    program = small_desk.anybody()
    answer = program.post("/api/v1/tokens", json={"login": "gh-1", "password": "gh-1"})
    program.headers["Authorization"] = f"Bearer {answer.json()['token']}"
    path = f"/api/v1/cases/{case}/tasks/intake@1"
    assert program.get(path).status_code == 200
    assert program.post(f"{path}/claim").status_code == 200
    assert program.post(f"{path}/sign", json={}).json()["rule"] == "fresh-authentication"
    confirm = program.post("/api/v1/sessions/current/confirm", json={"password": "gh-1"})
    assert confirm.status_code == 401
    assert program.post(f"{path}/sign", json={}).json()["rule"] == "fresh-authentication"


def test_a_password_entered_long_ago_signs_nothing_until_entered_again(desk: Desk) -> None:
    case = desk.office.start()
    clerk = desk.person("gh-1")
    with desk.office.rt.db.writing() as connection:
        long_ago = "2020-01-01T00:00:00.000000Z"
        connection.execute(t.session.update().values(confirmed_at=long_ago))
        connection.commit()
    path = f"/api/v1/cases/{case}/tasks/intake@1/sign"
    assert clerk.post(path, json={}).json()["rule"] == "fresh-authentication"
    assert (
        clerk.post("/api/v1/sessions/current/confirm", json={"password": "gh-1"}).status_code == 204
    )
    assert clerk.post(path, json={}).json()["rule"] == "form-fault"
    assert stamp(system_now()) > long_ago


def test_a_logged_out_session_is_gone(small_desk: Desk) -> None:
    clerk = small_desk.person("gh-1")
    cookie = dict(clerk.cookies)
    assert clerk.delete("/api/v1/sessions/current").status_code == 204
    clerk.cookies.update(cookie)
    assert clerk.get("/api/v1/tasks").status_code == 401


def test_an_applicant_sees_no_case_of_another(desk: Desk) -> None:
    mine = desk.office.start()
    with desk.office.rt.db.writing() as connection:
        connection.execute(t.account.update().where(t.account.c.id == "yuanda").values(party="b"))
        connection.commit()
    stranger = desk.person("yuanda")
    before = stored(desk)
    assert stranger.get("/api/v1/cases").json() == []
    for tail in ("", "/timeline", "/run-sheet", "/bundle", "/replay", "/tasks/intake@1"):
        assert stranger.get(f"/api/v1/cases/{mine}{tail}").status_code == 404, tail
    for page in ("", "/chart.svg", "/tasks/intake@1"):
        assert stranger.get(f"/cases/{mine}{page}").status_code == 404, page
    assert stranger.post(f"/api/v1/cases/{mine}/withdraw").status_code == 404
    assert stored(desk) == before


def test_the_supervisor_reads_everything_and_writes_nothing(desk: Desk) -> None:
    case = desk.office.start()
    jiwei = desk.person("jiwei")
    for tail in ("", "/timeline", "/run-sheet", "/bundle", "/replay"):
        assert jiwei.get(f"/api/v1/cases/{case}{tail}").status_code == 200, tail
    for verb in ("claim", "unclaim"):
        answer = jiwei.post(f"/api/v1/cases/{case}/tasks/intake@1/{verb}")
        assert answer.json()["rule"] == "role-may-not"
    assert jiwei.post(f"/api/v1/cases/{case}/take-back").json()["rule"] == "role-may-not"


def test_the_system_officer_touches_no_case(desk: Desk) -> None:
    case = desk.office.start()
    system = desk.person("sysadmin")
    assert system.get("/api/v1/cases").json() == []
    assert system.get(f"/api/v1/cases/{case}").status_code == 404
    answer = system.post(f"/api/v1/cases/{case}/tasks/intake@1/claim")
    assert answer.json()["rule"] == "role-may-not"


@pytest.mark.parametrize("login", ["gh-1", "jiwei", "yuanda"])
def test_only_the_system_officer_deploys(small_desk: Desk, login: str) -> None:
    answer = small_desk.person(login).post(
        "/api/v1/charts", content=b"<x/>", headers={"content-type": "application/xml"}
    )
    assert answer.json()["rule"] == "role-may-not"


def test_sample_passwords_work_for_nobody_behind_a_proxy(small_desk: Desk) -> None:
    nobody = small_desk.anybody()
    answer = nobody.post(
        "/api/v1/sessions",
        json={"login": "gh-1", "password": "gh-1"},
        headers={"X-Forwarded-For": "203.0.113.7"},
    )
    assert answer.json()["rule"] == "sample-password"


def test_health_metrics_and_the_description_of_the_interface(desk: Desk) -> None:
    nobody = desk.anybody()
    assert nobody.get("/health/live").status_code == 200
    assert nobody.get("/health/ready").json() == {"status": "ready", "faults": []}
    assert "zhiheng_requests_total" in nobody.get("/metrics").text
    assert nobody.get("/openapi.json").json()["openapi"].startswith("3.1")
    assert "swagger-ui-bundle.js" in nobody.get("/docs").text


def test_pages_carry_the_headers_that_keep_foreign_scripts_out(small_desk: Desk) -> None:
    page = small_desk.person("gh-1").get("/tasks")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "<script" not in page.text


def test_a_hostile_title_is_shown_as_text(sqlite_office: Office, small_desk: Desk) -> None:
    sqlite_office.start("<img src=x onerror=alert(1)>")
    page = small_desk.person("gh-1").get("/tasks").text
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page


def test_hammering_is_slowed_down(small_desk: Desk) -> None:
    small_desk.app.state.zhiheng.pace.__init__(3, 0, 0)
    case = small_desk.office.start()
    clerk = small_desk.person("gh-1")
    path = f"/api/v1/cases/{case}/tasks/intake@1/claim"
    answers = [clerk.post(path).status_code for _ in range(5)]
    assert answers[-1] == 429
