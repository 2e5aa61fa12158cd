"""A chart is released over HTTP: by the system officer, the legal post, the head and security."""

from typing import Any

import pytest
from starlette.testclient import TestClient
from support import spending
from support import system_cases as sc
from support.api_desk import Desk

from zhiheng_api.sample import begin_operation


@pytest.fixture
def running(desk: Desk) -> Desk:
    """The service of a bureau in operation."""
    begin_operation(desk.office.rt)
    return desk


def sign(client: TestClient, login: str, case: str, task: str, **body: Any) -> Any:
    client.post("/api/v1/sessions/current/confirm", json={"password": login})
    body = {"opinion": "同意", **body}
    return client.post(f"/api/v1/cases/{case}/tasks/{task}/sign", json=body)


def test_a_chart_is_released_by_four_people(running: Desk) -> None:
    officer, legal = running.person("xt-1"), running.person("fz-1")
    head, security = running.person("jz"), running.person("aq-1")
    started = officer.post(
        "/api/v1/cases", json={"chart": "chart-release", "title": "改名（测试）"}
    )
    assert started.status_code == 201, started.text
    case = started.json()["case"]
    digest = officer.post("/api/v1/documents", content=sc.changed()).json()["digest"]
    answer = sign(
        officer,
        "xt-1",
        case,
        "draft@1",
        values={"summary": "改名"},
        documents={"流程图文件": digest},
    )
    assert answer.is_success, answer.text
    assert sign(legal, "fz-1", case, "check@1", values={"check_result": "pass"}).is_success
    released = {"release_result": "release"}
    assert sign(head, "jz", case, "release@1", values=released).is_success
    content = security.get(f"/api/v1/cases/{case}/tasks/release@1").json()["content"]
    answer = sign(security, "aq-1", case, "release@1", content=content)
    assert answer.is_success, answer.text
    charts = {c["key"]: c for c in legal.get("/api/v1/charts").json()}
    assert charts["construction-permit"]["digest"] == digest
    assert officer.get(f"/api/v1/cases/{case}").json()["outcome"] == "released"
    told = str(officer.get(f"/api/v1/cases/{case}/timeline").json()[-1])
    assert "已执行命令 deploy-chart" in told


def test_the_doors_of_setting_up_are_shut(running: Desk) -> None:
    officer = running.person("xt-1")
    officer.post("/api/v1/sessions/current/confirm", json={"password": "xt-1"})
    for path, body in (
        ("/api/v1/agency/roster", sc.roster()),
        ("/api/v1/agency/parameters", spending.PARAMETERS),
        ("/api/v1/agency/relations", {"relations": []}),
    ):
        answer = officer.post(path, json=body)
        assert (answer.status_code, answer.json()["rule"]) == (409, "needs-system-case"), path
    answer = officer.post("/api/v1/charts", content=sc.changed())
    assert (answer.status_code, answer.json()["rule"]) == (409, "needs-system-case")


def confirmed(desk: Desk, login: str) -> TestClient:
    client = desk.person(login)
    client.post("/api/v1/sessions/current/confirm", json={"password": login})
    return client


def drafted(desk: Desk, xml: bytes) -> str:
    """A chart is drafted over HTTP; answers the case."""
    officer = confirmed(desk, "xt-1")
    body = {"chart": "chart-release", "title": "改图（测试）"}
    case = str(officer.post("/api/v1/cases", json=body).json()["case"])
    digest = officer.post("/api/v1/documents", content=xml).json()["digest"]
    papers = {"流程图文件": digest}
    answer = sign(officer, "xt-1", case, "draft@1", values={"summary": "x"}, documents=papers)
    assert answer.is_success, answer.text
    return case


def test_the_difference_is_told_at_its_door_and_on_the_page(running: Desk) -> None:
    case = drafted(running, sc.changed(('name="归档"', 'name="归档立卷"')))
    legal = running.person("fz-1")
    line = "环节“归档立卷”的名称由“归档”改为“归档立卷”"
    found = legal.get(f"/api/v1/cases/{case}/difference").json()
    assert [x["zh"] for x in found["lines"]] == [line]
    assert line in legal.get(f"/cases/{case}/tasks/check@1").text
    assert "与现行的差别" not in running.person("xt-1").get("/tasks").text


def test_who_may_not_see_the_case_is_not_told_the_difference(running: Desk) -> None:
    case = drafted(running, sc.changed())
    answer = running.person("yuanda").get(f"/api/v1/cases/{case}/difference")
    assert (answer.status_code, answer.json()["rule"]) == (404, "no-such-case")


def test_accounts_wait_for_the_security_officer(running: Desk) -> None:
    officer, security = confirmed(running, "xt-1"), confirmed(running, "aq-1")
    body = {"accounts": [{"account": "new", "role": "supervisor"}]}
    assert officer.post("/api/v1/agency/accounts", json=body).status_code == 201
    grant = {"accounts": ["new"]}
    refused = officer.post("/api/v1/agency/accounts/grants", json=grant)
    assert (refused.status_code, refused.json()["rule"]) == (403, "role-may-not")
    assert security.post("/api/v1/agency/accounts/grants", json=grant).status_code == 201
    nobody = {"accounts": [{"account": "x", "role": "law"}]}
    assert officer.post("/api/v1/agency/accounts", json=nobody).status_code == 422


def test_operation_is_begun_over_http_by_two(desk: Desk) -> None:
    officer, security = confirmed(desk, "xt-1"), confirmed(desk, "aq-1")
    early = security.post("/api/v1/agency/operation")
    assert (early.status_code, early.json()["rule"]) == (409, "operation-not-asked")
    assert officer.post("/api/v1/agency/operation").status_code == 201
    assert security.post("/api/v1/agency/operation").status_code == 201
    shut = officer.post("/api/v1/charts", content=sc.changed())
    assert (shut.status_code, shut.json()["rule"]) == (409, "needs-system-case")


def test_the_audit_officer_reads_the_log_and_changes_nothing(running: Desk) -> None:
    case = drafted(running, sc.changed())
    auditor = confirmed(running, "sj-1")
    assert auditor.get("/api/v1/agency/bundle").status_code == 200
    assert auditor.get(f"/api/v1/cases/{case}/timeline").status_code == 200
    for path in (f"/api/v1/cases/{case}/tasks/check@1/claim", "/api/v1/agency/operation"):
        answer = auditor.post(path, json={})
        assert (answer.status_code, answer.json()["rule"]) == (403, "role-may-not"), path
    assert auditor.post("/api/v1/documents", content=b"x").status_code == 403


@pytest.mark.parametrize(
    ("login", "pages"),
    [
        ("xt-1", ("/tasks", "/cases", "/apply", "/apply?chart=chart-release", "/parameters")),
        ("aq-1", ("/tasks", "/cases", "/leave", "/parameters")),
        ("sj-1", ("/cases", "/leave", "/parameters")),
    ],
)
def test_each_of_the_three_officers_has_his_pages(
    running: Desk, login: str, pages: tuple[str, ...]
) -> None:
    client = running.person(login)
    for page in pages:
        assert client.get(page).status_code == 200, page
    assert client.get("/", follow_redirects=True).status_code == 200


def test_a_system_case_is_started_at_the_keyboard(running: Desk) -> None:
    client = running.person("xt-1")
    form = client.get("/apply?chart=chart-release").text
    assert 'name="applicant"' not in form
    key = form.split('name="key" value="')[1].split('"')[0]
    body = {"key": key, "chart": "chart-release", "title": "改图（测试）"}
    answer = client.post("/apply", data=body)
    assert "起草流程图" in answer.text
