"""Recusal, leave and incidents by HTTP and on the pages."""

import re
from datetime import timedelta

from support.api_desk import Desk

_WHY = {"ground": "other", "reason": "曾共同投资"}


def test_an_applicant_asks_the_chief_decides_and_b_takes_over(desk: Desk) -> None:
    case = desk.office.start()
    path = f"/api/v1/cases/{case}/recusals"
    applicant, chief, clerk = (desk.person(x) for x in ("yuanda", "gh-k", "gh-1"))
    assert applicant.post(path, json={"person": "gh-1", **_WHY}).status_code == 201
    assert clerk.post(f"/api/v1/cases/{case}/tasks/intake@1/claim").status_code == 200
    decided = chief.post(f"{path}/1/decision", json={"granted": True, "reason": "属实"})
    assert decided.status_code == 201, decided.text
    refused = clerk.post(f"/api/v1/cases/{case}/tasks/intake@1/claim")
    assert (refused.status_code, refused.json()["rule"]) == (403, "recused")
    listed = chief.get(path).json()
    assert [(x["person"], x["state"], x["asked_by"]) for x in listed] == [
        ("gh-1", "granted", "party:yuanda")
    ]
    assert "曾共同投资" not in chief.get(path).text


def test_the_recused_no_longer_finds_the_case_in_his_list_and_b_does(desk: Desk) -> None:
    case = desk.office.start()
    desk.office.walk(case, "check")
    chief, b = desk.person("gh-k"), desk.person("zh-k")
    tasks = "/api/v1/tasks"
    assert [x["task"] for x in chief.get(tasks).json()] == ["check"]
    assert b.get(tasks).json() == []
    path = f"/api/v1/cases/{case}/recusals"
    chief.post(path, json={"person": "gh-k", **_WHY})
    assert chief.get(tasks).json() == []
    assert [x["task"] for x in b.get(tasks).json()] == ["check"]


def test_relations_take_a_case_from_one_list_to_another_and_are_never_shown(desk: Desk) -> None:
    case = desk.office.start()
    desk.office.walk(case, "check")
    system, chief, b = (desk.person(x) for x in ("sysadmin", "gh-k", "zh-k"))
    listed = {"relations": [{"person": "gh-k", "party": "yuanda", "kind": "spouse"}]}
    assert system.post("/api/v1/agency/relations", json=listed).status_code == 201
    assert chief.get("/api/v1/tasks").json() == []
    assert [x["task"] for x in b.get("/api/v1/tasks").json()] == ["check"]
    supervisor = desk.person("jiwei")
    for shown in (
        supervisor.get("/api/v1/agency/bundle").content,
        desk.person("yuanda").get(f"/api/v1/cases/{case}/bundle").content,
    ):
        assert b"spouse" not in shown


def test_a_supervisor_sees_what_nobody_may_do(desk: Desk) -> None:
    case = desk.office.start()
    path = f"/api/v1/cases/{case}/recusals"
    for who in ("gh-1", "gh-2", "zh-1"):
        desk.person(who).post(path, json={"person": who, **_WHY})
    supervisor = desk.person("jiwei")
    found = supervisor.get("/api/v1/incidents").json()
    assert [(x["case"], x["task"]) for x in found] == [(case, "intake")]
    assert case in supervisor.get("/incidents").text
    assert desk.person("yuanda").get("/api/v1/incidents").status_code == 403


def test_who_is_back_ends_his_leave_and_hands_over_before_it(desk: Desk) -> None:
    head, clerk = desk.person("jz"), desk.person("gh-1")
    sheet = desk.paper(clerk, "交接单")
    told = {"receiver": "gh-2", "post": "GH-c", "sheet": sheet, "cases": []}
    assert clerk.post("/api/v1/agency/hand-overs", json=told).status_code == 201
    today = desk.office.today
    leave = {"since": today.isoformat(), "until": (today + timedelta(days=3)).isoformat()}
    asked = {"person": "gh-1", "reason": "leave", **leave}
    assert head.post("/api/v1/agency/absences", json=asked).status_code == 201
    ended = clerk.post("/api/v1/agency/absences/end", json={"person": "gh-1"})
    assert ended.status_code == 201
    again = clerk.post("/api/v1/agency/absences/end", json={"person": "gh-1"})
    assert again.json()["rule"] == "not-away"


def test_the_case_page_has_a_form_to_ask_and_one_to_decide(desk: Desk) -> None:
    case = desk.office.start()
    clerk, chief = desk.person("gh-1"), desk.person("gh-k")
    page = clerk.get(f"/cases/{case}").text
    assert f'action="/cases/{case}/recusals"' in page
    key = re.search(r'name="key" value="([0-9a-f]+)"', page)
    assert key is not None
    headers = {"origin": "http://testserver"}
    form = {"person": "", **_WHY, "key": key.group(1)}
    asked = clerk.post(f"/cases/{case}/recusals", data=form, headers=headers)
    assert asked.status_code == 200
    assert "本人已回避" in asked.text
    page = chief.get(f"/cases/{case}").text
    assert f'action="/cases/{case}/recusals/1"' in page
    assert "曾共同投资" in page
    data = {"reason": "属实", "granted": "yes"}
    decided = chief.post(f"/cases/{case}/recusals/1", data=data, headers=headers)
    assert "决定回避" in decided.text


def test_an_applicant_reads_that_it_was_decided_and_not_on_whom(desk: Desk) -> None:
    case = desk.office.start()
    path = f"/api/v1/cases/{case}/recusals"
    desk.person("gh-1").post(path, json={"person": "gh-1", **_WHY})
    applicant = desk.person("yuanda")
    told = applicant.get(f"/api/v1/cases/{case}/timeline").json()
    assert told[-1]["effect"] == ["第1号申请回避"]
    assert (told[-1]["person"], told[-1]["opinion"]) == (None, None)
    assert applicant.get(path).json() == []
