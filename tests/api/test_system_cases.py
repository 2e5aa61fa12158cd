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
