"""A meeting and a dual sign-off by HTTP, and from the pages that need no script."""

import re
from datetime import timedelta
from typing import Any

from starlette.testclient import TestClient
from support.api_desk import Desk
from support.evidence import facts_of, item, replays
from support.together import AGREE, MEMBERS, attend, convene, sit, to_check, to_meeting

from zhiheng import facts as f


def _confirm(client: TestClient, login: str) -> None:
    answer = client.post("/api/v1/sessions/current/confirm", json={"password": login})
    assert answer.is_success, answer.text


def test_a_meeting_from_its_notice_to_its_minutes(desk: Desk) -> None:
    office = desk.office
    case = to_meeting(office)
    path = f"/api/v1/cases/{case}/tasks/meeting@1"
    recorder = desk.person("zh-1")
    on = (office.today + timedelta(days=1)).isoformat()
    assert recorder.get(path).json()["meeting"]["may"] == ["convene"]
    told = {"on": on, "topics": ["日照间距"]}
    assert recorder.post(f"{path}/convene", json=told).status_code == 200
    office.clock.forward(days=1)
    assert recorder.post(f"{path}/attend", json={"present": list(MEMBERS)}).status_code == 200
    for who in (*MEMBERS[1:], MEMBERS[0]):
        member = desk.person(who)
        given: dict[str, Any] = {"vote": "agree"}
        if who == "jc-k":
            given = {"vote": "against", "reason": "间距不足"}
        assert member.post(f"{path}/vote", json=given).status_code == 200, who
    seen = desk.person("jiwei").get(path).json()["meeting"]
    assert (seen["outcome"], seen["may"]) == ("通过", [])
    view = recorder.get(path).json()["meeting"]
    assert view["outcome"] == "通过"
    assert [(m["state"], m["vote"]) for m in view["members"]][-1] == ("present", "不同意")
    paper = {"会议纪要": desk.paper(recorder, "会议纪要")}
    assert recorder.post(f"{path}/sign", json={"documents": paper}).status_code == 200
    chair = desk.person("jz")
    content = chair.get(path).json()["content"]
    assert chair.post(f"{path}/sign", json={"content": content}).status_code == 200
    steps = chair.get(f"/api/v1/cases/{case}/timeline").json()
    effects = [e for s in steps for e in s["effect"]]
    assert "集体决定：通过；同意4、不同意1、弃权0，基数5；保留意见：罗望舒" in effects
    assert "间距不足" in [s["opinion"] for s in steps]
    applicant = desk.person("yuanda").get(f"/api/v1/cases/{case}/timeline").json()
    seen = [e for s in applicant for e in s["effect"]]
    assert "集体决定：通过" in seen
    assert not any("罗望舒" in e or "表决" in e for e in seen)
    replays(office, case)


def test_each_vote_takes_a_password_of_its_own(desk: Desk) -> None:
    office = desk.office
    first, second = to_meeting(office), office.start()
    office.walk(second, "meeting")
    for case in (first, second):
        convene(office, case)
    office.clock.forward(days=1)
    for case in (first, second):
        attend(office, case)
    member = desk.person("dj")
    ballot, where = {"vote": "agree"}, "/api/v1/cases/{}/tasks/meeting@1/vote"
    assert member.post(where.format(first), json=ballot).status_code == 200
    answer = member.post(where.format(second), json=ballot)
    assert (answer.status_code, answer.json()["rule"]) == (403, "password-spent")
    _confirm(member, "dj")
    assert member.post(where.format(second), json=ballot).status_code == 200


def test_a_dual_sign_off_is_shown_amended_and_signed_by_both(small_desk: Desk) -> None:
    office = small_desk.office
    case = to_check(office)
    other = office.start()
    office.walk(other, "check")
    path, page = f"/api/v1/cases/{case}/tasks/check@1", f"/cases/{case}/tasks/check@1"
    first = small_desk.person("gh-k")
    signed = {"values": AGREE, "opinion": "同意"}
    assert first.post(f"{path}/sign", json=signed).status_code == 200
    spent = first.post(f"/api/v1/cases/{other}/tasks/check@1/sign", json=signed)
    assert spent.json()["rule"] == "password-spent"
    assert first.post(f"{path}/amend", json=signed).json()["rule"] == "password-spent"
    shown = first.get(page).text
    assert "修改重签" in shown
    amended = {
        "key": _key(shown, f"{page}/amend"),
        "check_result": "back",
        "opinion": "改",
        "password": "gh-k",
    }
    answer = first.post(f"{page}/amend", data=amended, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    assert len(facts_of(office, case, f.SignaturesVoided)) == 1
    second = small_desk.person("zh-k")
    shown = second.get(page).text
    content = re.search(r'name="content" value="([0-9a-f]{64})"', shown)
    assert content is not None
    form = {"key": _key(shown, f"{page}/sign"), "content": content[1], "opinion": "同意",
            "password": "zh-k"}  # fmt: skip
    assert second.post(f"{page}/sign", data=form, follow_redirects=False).status_code == 303
    assert item(office, case).open_tasks == ("first_review@2",)


def _key(page: str, action: str) -> str:
    form = page[page.index(f'action="{action}"') :]
    found = re.search(r'name="key" value="(\w+)"', form)
    assert found is not None
    return found[1]


def test_a_meeting_from_its_page(small_desk: Desk) -> None:
    office = small_desk.office
    case = to_meeting(office)
    page = f"/cases/{case}/tasks/meeting@1"

    def act(who: str, name: str, **given: Any) -> int:
        client = small_desk.person(who)
        shown = client.get(page).text
        assert f'name="act" value="{name}"' in shown, (who, name)
        key = shown.split(f'name="act" value="{name}"')[1].split('name="key" value="')[1]
        form = {"act": name, "key": key.split('"')[0], **given}
        answer = client.post(f"{page}/meeting", data=form, follow_redirects=False)
        if answer.status_code != 303:
            assert "怎么办" in answer.text
        return answer.status_code

    on = office.today + timedelta(days=1)
    assert act("zh-1", "convene", on=office.today.isoformat(), topics="日照") == 409
    assert act("zh-1", "convene", on="soon", topics="日照") == 422
    assert act("zh-1", "convene", on=on.isoformat(), topics="日照\n交通") == 303
    office.clock.forward(days=1)
    assert act("zh-1", "attend", present=["jz", "dj"]) == 409
    assert act("zh-1", "attend", present=["jz", "dj", "gh-k"]) == 303
    assert act("dj", "vote", vote="against", password="dj") == 422
    assert act("dj", "vote", vote="maybe", password="dj") == 422
    assert act("dj", "vote", vote="against", reason="再议", password="dj") == 303
    assert act("gh-k", "vote", vote="agree", password="gh-k") == 303
    assert act("jz", "vote", vote="agree", password="jz") == 303
    client = small_desk.person("zh-1")
    shown = client.get(page).text
    assert "签署会议纪要" in shown
    assert 'name="meeting_result"' not in shown
    form = {"key": _key(shown, f"{page}/sign"), "password": "zh-1"}
    answer = client.post(
        f"{page}/sign", data=form, files={"paper.0": ("a.txt", b"minutes")}, follow_redirects=False
    )
    assert answer.status_code == 303, answer.text
    assert client.post(f"{page}/meeting", data={"act": "dance"}).status_code == 422


def test_the_chair_sends_the_matter_back_from_the_page(small_desk: Desk) -> None:
    office = small_desk.office
    case = to_meeting(office)
    sit(office, case)
    page = f"/cases/{case}/tasks/meeting@1"
    client = small_desk.person("jz")
    assert 'value="send-back"' in client.get(page).text
    form = {"act": "send-back", "reason": "补材料", "password": "jz"}
    answer = client.post(f"{page}/meeting", data=form, follow_redirects=False)
    assert answer.status_code == 303
    assert facts_of(office, case, f.MeetingDeferred)[0].outcome == "defer"
