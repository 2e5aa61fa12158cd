"""The inbox by HTTP and as a page: what there is to know, whose it is, and how it is marked."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient
from support.api_desk import Desk
from support.evidence import entries, facts_of
from support.office import caller

from zhiheng import facts as f
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.notices.outbox import WAITS, Failure, enqueue, lease, settle
from zhiheng.model.ids import AgencyId

INBOX = "/api/v1/inbox"


def listed(client: TestClient, path: str, limit: int = 2) -> list[dict[str, Any]]:
    """All pages of a list, one after the other."""
    found: list[dict[str, Any]] = []
    after = ""
    while True:
        answer = client.get(f"{INBOX}/{path}?limit={limit}{after}")
        assert answer.status_code == 200, answer.text
        found += answer.json()
        if "X-Next" not in answer.headers:
            return found
        after = f"&after={answer.headers['X-Next']}"


def test_an_officer_finds_what_he_did_began_and_was_told(desk: Desk) -> None:
    office = desk.office
    cases = [office.start(f"第{n}件") for n in range(3)]
    for case in cases:
        office.walk(case, "site_visit")
    clerk = desk.person("gh-1")
    began = clerk.post(
        "/api/v1/cases",
        json={"chart": "construction-permit", "title": "窗口件", "applicant": "某公司"},
    )
    assert began.status_code == 201
    assert [x["case"] for x in listed(clerk, "done")] == cases[::-1]
    assert {x["name"] for x in listed(clerk, "done")} == {"收件受理"}
    assert [x["title"] for x in listed(clerk, "started")] == ["窗口件"]
    assert listed(clerk, "copied") == []
    told = listed(clerk, "notices")
    assert clerk.get(INBOX).json() == {"notices": len(told), "copies": 0}
    assert [x["at"] for x in told] == sorted((x["at"] for x in told), reverse=True)
    keys = [x["key"] for x in told]
    assert clerk.post(f"{INBOX}/notices/read", json={"keys": keys[:2]}).status_code == 204
    waiting = clerk.get(f"{INBOX}/notices?unread=true").json()
    assert [x["key"] for x in waiting] == keys[2:]
    assert clerk.get(INBOX).json()["notices"] == len(told) - 2
    assert desk.person("gh-2").get(INBOX).json()["notices"] == len(told)


def test_an_applicant_finds_his_own_cases_and_notices_and_no_others(desk: Desk) -> None:
    office = desk.office
    case = office.start()
    office.walk(case, "site_visit")
    party = desk.person("yuanda")
    assert [x["kind"] for x in listed(party, "notices")] == ["case-accepted"]
    assert [x["case"] for x in listed(party, "started")] == [case]
    assert listed(party, "done") == listed(party, "copied") == []
    assert party.get(f"{INBOX}/posts/GH-c").status_code == 403
    shown = party.get("/inbox").text
    assert "已受理" in shown
    assert "（1）" in shown


def test_the_holders_of_a_post_see_what_waits_there_whoever_has_claimed_it(desk: Desk) -> None:
    office = desk.office
    first, second = office.start("甲件"), office.start("乙件")
    office.claim(first, "gh-1", "intake")
    seen = desk.person("gh-2").get(f"{INBOX}/posts/GH-c").json()
    assert [(x["case"], x["holder"] is not None) for x in seen] == [(first, True), (second, False)]
    assert desk.person("jiwei").get(f"{INBOX}/posts/GH-c").json() == seen
    assert desk.person("zh-1").get(f"{INBOX}/posts/GH-c").status_code == 403


def test_a_copy_goes_out_and_is_read_by_http(desk: Desk) -> None:
    office = desk.office
    case = office.start()
    office.claim(case, "gh-1", "intake")
    path = f"/api/v1/cases/{case}/copies"
    given = {"receivers": ["zh-1", "dj"], "kind": "circulate", "note": "请知悉"}
    key = {"Idempotency-Key": "copy-0001"}
    sender, reader = desk.person("gh-1"), desk.person("zh-1")
    assert sender.post(path, json=given, headers=key).status_code == 201
    assert sender.post(path, json=given, headers=key).json()["repeated"] is True
    assert reader.get(INBOX).json()["copies"] == 1
    assert [x["copy"] for x in listed(reader, "copied")] == [1]
    assert reader.post(f"{path}/1/read").status_code == 201
    assert reader.post(f"{path}/1/read").json()["rule"] == "copy-read"
    assert reader.get(INBOX).json()["copies"] == 0
    (view,) = desk.person("jiwei").get(path).json()
    assert (view["note"], view["kind"]) == ("请知悉", "circulate")
    assert {r["person"]: r["read_at"] is not None for r in view["receivers"]} == {
        "zh-1": True,
        "dj": False,
    }
    assert desk.person("yuanda").get(path).json() == []
    assert len(facts_of(office, case, f.CaseCopied)) == 1


@pytest.mark.parametrize(
    "body",
    [{"receivers": []}, {"receivers": ["x"] * 51}, {"receivers": ["zh-1"], "kind": "order"}, {}],
)
def test_a_copy_that_is_none_is_refused(small_desk: Desk, body: dict[str, Any]) -> None:
    case = small_desk.office.start()
    answer = small_desk.person("gh-1").post(f"/api/v1/cases/{case}/copies", json=body)
    assert answer.status_code == 422


def _form(client: TestClient, page: str, action: str) -> dict[str, Any]:
    shown = client.get(page).text
    form = shown[shown.index(f'action="{action}"') :]
    form = form[: form.index("</form>")]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    return dict(found)


def test_the_pages_do_all_of_it_without_a_script(small_desk: Desk) -> None:
    office = small_desk.office
    case = office.start()
    office.claim(case, "gh-1", "intake")
    sender, reader = small_desk.person("gh-1"), small_desk.person("zh-1")
    action = f"/cases/{case}/copies"
    form = _form(sender, f"/cases/{case}", action)
    form |= {"receivers": ["zh-1", "jc-1"], "kind": "circulate", "copy_note": "请知悉"}
    assert sender.post(action, data=form, follow_redirects=False).status_code == 303
    assert action not in reader.get(f"/cases/{case}").text.replace(f"{action}/1/read", "")
    inbox = reader.get("/inbox").text
    assert "抄送给您" in inbox
    assert "阅知" in inbox
    read = f"{action}/1/read"
    answer = reader.post(read, data=_form(reader, "/inbox", read), follow_redirects=False)
    assert answer.status_code == 303
    assert "未阅" in sender.get(f"/cases/{case}").text
    keys = _form(reader, "/inbox", "/inbox/read")
    assert reader.post("/inbox/read", data=keys, follow_redirects=False).status_code == 303
    assert reader.get(INBOX).json() == {"notices": 0, "copies": 0}
    before = len(entries(office, f"case/{case}"))
    assert reader.get("/inbox?part=notices").status_code == 200
    assert len(entries(office, f"case/{case}")) == before


@pytest.mark.parametrize("who", ["gh-1", "jiwei", "sysadmin", "yuanda", "jz"])
def test_everybody_has_an_inbox(small_desk: Desk, who: str) -> None:
    small_desk.office.walk(small_desk.office.start(), "check")
    client = small_desk.person(who)
    for part in ("", "notices", "copied", "done", "started"):
        assert client.get(f"/inbox?part={part}" if part else "/inbox").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["done?after=x", "done?after=a|b|c|d|1", "done?after=a|b|c|1|99999999999", "copied?after=a|b|x",
     "notices?after=-/1/0/person:x", "notices?after=x", "notices?limit=0", "done?after=%00"],
)  # fmt: skip
def test_a_place_that_no_page_gave_is_refused(desk: Desk, path: str) -> None:
    assert desk.person("gh-1").get(f"{INBOX}/{path}").status_code == 422


def test_what_never_arrived_is_seen_and_tried_again_by_the_system_officer(desk: Desk) -> None:
    office = desk.office
    case = office.start()
    execute(office.rt, caller("jiwei"), Urge(case, "intake@1"))
    agency = AgencyId("jingyue")
    enqueue(office.rt, agency, "webhook")
    for wait in (*WAITS, WAITS[0]):
        for out in lease(office.rt, agency, "webhook"):
            settle(office.rt, out, Failure("HTTP 410", answered=True))
        office.clock.now += wait
    path = "/api/v1/deliveries"
    officer, watcher, system = (desk.person(x) for x in ("gh-1", "jiwei", "sysadmin"))
    assert officer.get(path).status_code == 403
    dead = watcher.get(f"{path}?state=dead").json()
    assert {x["kind"] for x in dead} == {"task-opened", "task-urged"}
    assert {x["last_error"] for x in dead} == {"HTTP 410"}
    again = {"key": dead[0]["key"], "channel": "webhook"}
    assert watcher.post(f"{path}/redeliver", json=again).status_code == 403
    assert system.post(f"{path}/redeliver", json=again).status_code == 204
    assert system.post(f"{path}/redeliver", json=again).json()["rule"] == "no-such-notice"
    (pending,) = system.get(f"{path}?state=pending").json()
    assert (pending["key"], pending["attempts"]) == (dead[0]["key"], 0)
    assert [x.key.text() for x in lease(office.rt, agency, "webhook")] == [dead[0]["key"]]
