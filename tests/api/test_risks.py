"""Risk points by HTTP and on pages: measures with their state, the note, notices, signals."""

import re
from typing import Any

from support.api_desk import Desk
from support.office import AGENCY, Office
from support.spending import PARAMETERS

from zhiheng.runtime import Runtime

NOTE = "公示三日，无人要求听证"


def _at_notice(office: Office) -> str:
    case = office.start()
    office.walk(case, "notice")
    return case


def test_a_measure_is_confirmed_by_its_note(desk: Desk) -> None:
    case = _at_notice(desk.office)
    clerk = desk.person("gh-2")
    path = f"/api/v1/cases/{case}/tasks/notice@1"
    risks = clerk.get(path).json()["risks"]
    found = {m["key"]: (m["state"], m["how"], m["confirm"]) for r in risks for m in r["measures"]}
    assert found == {
        "P08-notice.1": ("open", "document", False),
        "P11-notice.1": ("open", "confirmation", True),
    }
    papers = {"批前公示": desk.paper(clerk, "公示")}
    body: dict[str, Any] = {"values": {"objection": "none"}, "documents": papers}
    answer = clerk.post(f"{path}/sign", json=body)
    assert (answer.status_code, answer.json()["rule"]) == (409, "risk-undischarged")
    answer = clerk.post(f"{path}/sign", json=body | {"confirmations": {"P11-notice.1": NOTE}})
    assert answer.status_code == 200, answer.text
    signals = desk.person("jiwei").get("/api/v1/signals").json()
    assert [(s["rule"], s["case"]) for s in signals] == [("risk-undischarged", case)]
    assert clerk.get("/api/v1/signals").status_code == 403
    assert desk.person("yuanda").get("/api/v1/signals").status_code == 403


def test_signals_page_on(small_desk: Desk) -> None:
    case = _at_notice(small_desk.office)
    clerk, eyes = small_desk.person("gh-2"), small_desk.person("jiwei")
    papers = {"批前公示": small_desk.paper(clerk, "公示")}
    body = {"values": {"objection": "none"}, "documents": papers}
    for _ in range(3):
        clerk.post(f"/api/v1/cases/{case}/tasks/notice@1/sign", json=body)
    first = eyes.get("/api/v1/signals", params={"limit": 2})
    second = eyes.get("/api/v1/signals", params={"limit": 2, "after": first.headers["X-Next"]})
    assert [len(x.json()) for x in (first, second)] == [2, 1]
    assert eyes.get("/api/v1/signals", params={"after": "no|such"}).status_code == 422
    page = eyes.get("/overdue").text
    assert page.count("风险防控措施没有落实") == 3
    assert "违规信号" not in clerk.get("/overdue").text


def test_the_page_asks_for_the_note_and_keeps_what_was_typed(small_desk: Desk) -> None:
    case = _at_notice(small_desk.office)
    clerk = small_desk.person("gh-2")
    page = f"/cases/{case}/tasks/notice@1"
    text = clerk.get(page).text
    field = re.search(r'<textarea name="confirm.P11-notice.1"[^>]*>', text)
    assert field is not None
    assert "required" in field[0]
    key = re.findall(r'name="key" value="(\w+)"', text)[0]
    form = {"key": key, "objection": "none", "confirm.P11-notice.1": NOTE}
    answer = clerk.post(f"{page}/sign", data=form)
    assert answer.status_code == 409, "the paper is missing"
    assert NOTE in answer.text
    paper = {"paper.0": ("公示.txt", b"x")}
    answer = clerk.post(f"{page}/sign", data=form, files=paper, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    assert NOTE in clerk.get(f"/cases/{case}").text
    assert NOTE not in small_desk.person("yuanda").get(f"/cases/{case}").text


def test_leaders_find_high_risks_beside_their_tasks(small_desk: Desk) -> None:
    case = small_desk.office.start()
    small_desk.office.walk(case, "check")
    told = small_desk.person("dj").get("/api/v1/notices").json()
    assert {(n["case"], n["risk"]) for n in told} == {(case, "U1-check"), (case, "U4-check")}
    assert "审核不严，原则性不强" in small_desk.person("dj").get("/tasks").text
    assert small_desk.person("gh-2").get("/api/v1/notices").json() == []
    assert small_desk.person("yuanda").get("/api/v1/notices").json() == []


def test_parameters_pass_through_two_hands(desk: Desk) -> None:
    one, other = desk.person("sysadmin"), desk.person("xt-1")
    path = "/api/v1/agency/parameters"
    wrong = one.post(path, json={"ladders": [{"name": "x"}]})
    assert (wrong.status_code, wrong.json()["rule"]) == (422, "parameters-fault")
    assert "/ladders/0" in wrong.json()["detail"]
    assert one.post(path, json=PARAMETERS).status_code == 201
    digest = other.get(path).json()["proposal"]
    assert one.post(f"{path}/confirm", json={"digest": digest}).status_code == 403
    assert other.post(f"{path}/confirm", json={"digest": digest}).status_code == 201
    seen = desk.person("gh-1").get(path).json()
    assert (seen["digest"], seen["proposal"]) == (digest, None)
    assert desk.person("yuanda").get(path).status_code == 403
    rt: Runtime = desk.office.rt
    with rt.db.reading() as connection:
        assert rt.agency(connection, AGENCY).state.parameters == digest
