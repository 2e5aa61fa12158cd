"""加签、委派、改派、暂停、并案 by HTTP, and from the pages."""

import re
from datetime import timedelta

from starlette.testclient import TestClient
from support.api_desk import Desk
from support.evidence import facts_of, item, replays
from support.office import PATH

from zhiheng import facts as f
from zhiheng.model.ids import CaseId

_CHECK = next(values for task, _, values, _ in PATH if task == "check")


def _at_check(desk: Desk) -> tuple[CaseId, str]:
    case = desk.office.start()
    desk.office.walk(case, "check")
    desk.office.claim(case, "gh-k", "check")
    return case, f"/api/v1/cases/{case}/tasks/check@1"


def _key(text: str, action: str) -> str:
    """The key of the form with that action."""
    form = text[text.index(f'action="{action}"') :]
    found = re.search(r'name="key" value="(\w+)"', form)
    assert found is not None
    return found[1]


def _post(client: TestClient, page: str, action: str, **given: str) -> str:
    text = client.get(page).text
    answer = client.post(action, data={"key": _key(text, action), **given})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_signer_is_added_signs_and_the_step_goes_on(desk: Desk) -> None:
    case, path = _at_check(desk)
    chief, other = desk.person("gh-k"), desk.person("zh-k")
    view = chief.get(path).json()["hands"]
    assert "zh-k" in [id_ for id_, _ in view["add"]]
    assert "gh-2" not in [id_ for id_, _ in view["add"]], "he did the review"
    added = chief.post(f"{path}/signers", json={"person": "zh-k", "reason": "涉及综合管理"})
    assert added.status_code == 200, added.text
    assert [t["task"] for t in other.get("/api/v1/tasks").json()] == ["check"]
    signed = chief.post(f"{path}/sign", json={"opinion": "同意", "values": dict(_CHECK)})
    assert signed.status_code == 200, signed.text
    assert item(desk.office, case).open_tasks == ("check@1",)
    assert other.post(f"{path}/sign", json={"opinion": "同意"}).status_code == 200
    assert item(desk.office, case).open_tasks == ("deputy@1",)
    effects = [e for s in chief.get(f"/api/v1/cases/{case}/timeline").json() for e in s["effect"]]
    assert "加签邵长河：涉及综合管理" in effects
    applicants = desk.person("yuanda").get(f"/api/v1/cases/{case}/timeline").text
    assert "邵长河" not in applicants
    replays(desk.office, case)


def test_what_was_delegated_is_in_the_delegates_list_and_he_reports(desk: Desk) -> None:
    case, path = _at_check(desk)
    chief, other = desk.person("gh-k"), desk.person("zh-k")
    given = {"person": "zh-k", "reason": "请先核对"}
    assert chief.post(f"{path}/delegate", json=given).status_code == 200
    (task,) = other.get("/api/v1/tasks").json()
    assert (task["task"], task["state"]) == ("check", "delegated")
    assert other.get(path).json()["hands"]["report"] is True
    refused = chief.post(f"{path}/sign", json={"opinion": "同意", "values": dict(_CHECK)})
    assert (refused.status_code, refused.json()["rule"]) == (409, "delegated-out")
    assert other.post(f"{path}/report", json={"report": "相符"}).status_code == 200
    assert other.get("/api/v1/tasks").json() == []
    replays(desk.office, case)


def test_the_same_from_the_pages(desk: Desk) -> None:
    case, _ = _at_check(desk)
    page = f"/cases/{case}/tasks/check@1"
    chief, other = desk.person("gh-k"), desk.person("zh-k")
    hands = f"{page}/hands"
    _post(chief, page, f"{hands}/add-signer", person="jc-k", reason="须监察参加")
    _post(chief, page, f"{hands}/remove-signer", slot="2", reason="已口头说明")
    _post(chief, page, f"{hands}/delegate", person="zh-k", reason="请先核对")
    assert "委派中" in other.get("/tasks").text
    _post(other, page, f"{hands}/report-back", report="相符")
    _post(chief, page, f"{hands}/delegate", person="zh-k", reason="再核对")
    _post(chief, page, f"{hands}/recall")
    refused = chief.post(f"{hands}/add-signer", data={"person": "zh-k", "reason": " "})
    assert refused.status_code == 422
    assert "须写明理由" in refused.text
    assert chief.post(f"{hands}/no-such-verb").status_code == 404
    kinds = [type(x) for k in (f.SignerAdded, f.DelegateReported, f.DelegationRecalled)
             for x in facts_of(desk.office, case, k)]  # fmt: skip
    assert kinds == [f.SignerAdded, f.DelegateReported, f.DelegationRecalled]
    replays(desk.office, case)


def test_a_superior_reassigns_what_is_left_behind(desk: Desk) -> None:
    office = desk.office
    case = office.start()
    office.claim(case, "gh-1", "intake")
    office.leave("gh-1")
    page, chief = f"/cases/{case}/tasks/intake@1", desk.person("gh-k")
    assert "改派（承办人离岗）：田雨禾" in chief.get(page).text
    _post(chief, page, f"{page}/hands/reassign", slot="1", receiver="gh-2", reason="离职")
    assert facts_of(office, case, f.SlotReassigned)[0].receiver == "gh-2"
    replays(office, case)


def test_a_case_is_suspended_and_resumed_from_its_page(desk: Desk) -> None:
    office = desk.office
    case = office.start()
    office.claim(case, "gh-1", "intake")
    page = f"/cases/{case}"
    until = (office.today + timedelta(days=9)).isoformat()
    asker, leader = desk.person("gh-1"), desk.person("dj")
    told = {"ground": "other-case", "why": "等另案", "until": until}
    _post(asker, page, f"{page}/suspensions", **told)
    shown = _post(leader, page, f"{page}/suspensions/1", granted="yes", why="属实")
    assert f"办件暂停至（含） {until}" in shown
    assert "时限照常计算" in shown
    assert asker.get("/api/v1/tasks").json()[0]["state"] == "suspended"
    still = desk.person("yuanda").get(f"/api/v1/cases/{case}/standstill").json()
    assert (still["until"], still["suspensions"]) == (until, [])
    _post(asker, page, f"{page}/resume", why="另案已结")
    assert asker.get(f"/api/v1/cases/{case}/standstill").json()["until"] is None
    wrong = asker.post(f"{page}/suspensions", data={**told, "until": "明天"})
    assert wrong.status_code == 422
    replays(office, case)


def test_two_cases_are_merged_from_the_page_by_number(desk: Desk) -> None:
    office = desk.office
    one, other = office.start(), office.start("远达花园2号楼")
    for case in (one, other):
        _, who, values, papers = PATH[0]
        office.sign(case, who, "intake", values, papers)
        office.claim(case, "gh-2", "site_visit")
    page, officer, leader = f"/cases/{one}", desk.person("gh-2"), desk.person("jz")
    number = item(office, other).number or ""
    _post(officer, page, f"{page}/mergers", other=number, why="同一项目")
    shown = _post(leader, page, f"{page}/mergers/1", granted="yes", why="属实", other=other)
    assert "另一件已并入本件" in shown
    assert "本件已并入另一件" in desk.person("yuanda").get(f"/cases/{other}").text
    assert [c["id"] for c in leader.get("/api/v1/cases?status=merged").json()] == [other]
    nowhere = officer.post(f"{page}/mergers", data={"other": "没有这一件", "why": "同一项目"})
    assert nowhere.status_code == 409
    for case in (one, other):
        replays(office, case)
