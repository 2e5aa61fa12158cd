"""Interference and complaints by HTTP and on the pages."""

import re

from starlette.testclient import TestClient
from support.api_desk import Desk

_TOLD = {"kind": "gift", "by": "某某", "what": "送来一箱酒", "answer": "当场退回"}


def _only(client: TestClient) -> dict[str, object]:
    (found,) = client.get("/api/v1/reports").json()
    return dict(found)


def test_a_colleague_finds_nothing_of_an_interference(desk: Desk) -> None:
    case = desk.office.start()
    clerk, colleague, chief = (desk.person(x) for x in ("gh-1", "gh-2", "gh-k"))
    etag = colleague.get(f"/api/v1/cases/{case}").headers["ETag"]
    told = clerk.post(f"/api/v1/cases/{case}/interference", json=_TOLD)
    assert told.status_code == 201, told.text
    assert (told.json()["case"], told.json()["n"]) == (None, 1)
    one = _only(clerk)["id"]
    for other in (colleague, chief, desk.person("yuanda"), desk.person("jz")):
        assert other.get("/api/v1/reports").json() == []
        for path in (f"/api/v1/reports/{one}", f"/api/v1/reports/{one}/bundle", f"/reports/{one}"):
            assert other.get(path).status_code == 404, path
        assert "一箱酒" not in other.get(f"/cases/{case}").text
        assert "一箱酒" not in other.get(f"/api/v1/cases/{case}/timeline").text
    assert colleague.get(f"/api/v1/cases/{case}").headers["ETag"] == etag
    seen = _only(desk.person("jiwei"))
    assert (seen["what"], seen["case"], seen["account"]) == ("送来一箱酒", case, "gh-1")
    assert desk.person("jiwei").get(f"/api/v1/reports/{one}/bundle").status_code == 200


def test_a_complaint_is_answered_by_the_supervisor(desk: Desk) -> None:
    case = desk.office.start()
    applicant, jiwei, clerk = (desk.person(x) for x in ("yuanda", "jiwei", "gh-1"))
    body = {"task": "intake@1", "text": "让我多跑三趟"}
    assert applicant.post(f"/api/v1/cases/{case}/complaints", json=body).status_code == 201
    again = applicant.post(f"/api/v1/cases/{case}/complaints", json=body)
    assert (again.status_code, again.json()["rule"]) == (409, "complaint-open")
    one = _only(jiwei)["id"]
    answer = {"upheld": True, "reason": "已约谈"}
    assert clerk.post(f"/api/v1/reports/{one}/answer", json=answer).status_code == 404
    assert jiwei.post(f"/api/v1/reports/{one}/answer", json=answer).status_code == 201
    mine = _only(applicant)
    assert (mine["upheld"], mine["reason"], mine["to_answer"]) == (True, "已约谈", False)
    assert clerk.get("/api/v1/reports").json() == []


def test_an_access_token_answers_nothing(small_desk: Desk) -> None:
    case = small_desk.office.start()
    body = {"task": "intake@1", "text": "让我多跑三趟"}
    small_desk.person("yuanda").post(f"/api/v1/cases/{case}/complaints", json=body)
    program = small_desk.anybody()
    token = program.post("/api/v1/tokens", json={"login": "jiwei", "password": "jiwei"}).json()
    program.headers["Authorization"] = f"Bearer {token['token']}"
    answer = {"upheld": True, "reason": "已约谈"}
    refused = program.post(f"/api/v1/reports/{_only(program)['id']}/answer", json=answer)
    assert refused.json()["rule"] == "fresh-authentication"


def test_the_pages_record_complain_and_answer(desk: Desk) -> None:
    case = desk.office.start()
    clerk, applicant, jiwei = (desk.person(x) for x in ("gh-1", "yuanda", "jiwei"))
    assert "打招呼登记" in clerk.get(f"/cases/{case}").text
    assert "投诉" in applicant.get(f"/cases/{case}").text
    refused = clerk.post(f"/cases/{case}/interference", data={**_TOLD, "answer": " "})
    assert refused.status_code == 422
    assert "送来一箱酒" in refused.text, "what was typed is kept"
    path = f"/cases/{case}/interference"
    assert clerk.post(path, data=_TOLD, follow_redirects=False).status_code == 303
    form = {"task": "intake@1", "text": "让我多跑三趟", "about": ""}
    path = f"/cases/{case}/complaints"
    assert applicant.post(path, data=form, follow_redirects=False).status_code == 303
    page = jiwei.get("/reports").text
    assert page.count('href="/reports/') == 2
    (one,) = [x["id"] for x in jiwei.get("/api/v1/reports").json() if x["kind"] == "complaint"]
    shown = jiwei.get(f"/reports/{one}").text
    assert re.search("让我多跑三趟", shown)
    answer = {"reason": "已约谈", "upheld": "yes"}
    assert jiwei.post(f"/reports/{one}", data=answer, follow_redirects=False).status_code == 303
    assert "已约谈" in applicant.get(f"/reports/{one}").text
    assert "让我多跑三趟" not in clerk.get("/reports").text
    assert clerk.get(f"/reports/{one}").status_code == 404


def test_a_page_that_is_not_his_offers_no_form(small_desk: Desk) -> None:
    case = small_desk.office.start()
    shown = small_desk.person("jiwei").get(f"/cases/{case}").text
    assert "/interference" not in shown
    assert "/complaints" not in shown
