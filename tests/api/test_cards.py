"""Cards by HTTP and on the pages, and who finds them there."""

from starlette.testclient import TestClient
from support.api_desk import Desk
from support.cards import late_visit, of_section


def _late(desk: Desk) -> str:
    late_visit(desk.office)
    return of_section(desk.office)


def _listed(client: TestClient) -> set[str]:
    return {x["id"] for x in client.get("/api/v1/cards").json()}


def test_a_card_goes_its_way_by_http(desk: Desk) -> None:
    one = _late(desk)
    clerk, jiwei = desk.person("gh-2"), desk.person("jiwei")
    path = f"/api/v1/cards/{one}"
    assert clerk.post(f"{path}/appeal", json={"text": "道路不通"}).status_code == 201
    assert clerk.post(f"{path}/uphold", json={"text": "我说了算"}).json()["rule"] == "role-may-not"
    assert jiwei.post(f"{path}/uphold", json={"text": "无书面材料"}).status_code == 201
    assert clerk.post(f"{path}/answer", json={"text": "已补踏勘"}).status_code == 201
    picture = f"/cases/{clerk.get(path).json()['item']['case']}/chart.svg"
    assert "黄牌" in jiwei.get(picture).text
    step = {"step": "rectify", "text": "一周内", "until": "2026-03-20"}
    assert jiwei.post(f"{path}/dispose", json=step).status_code == 201
    assert clerk.post(f"{path}/answer", json={"text": "已整改"}).status_code == 201
    assert jiwei.post(f"{path}/close", json={"text": "到位"}).status_code == 201
    found = clerk.get(path).json()
    assert (found["item"]["state"], found["item"]["step"]) == ("closed", "rectify")
    texts = [a["text"] for a in found["acts"]]
    assert texts == [None, "道路不通", "无书面材料", "已补踏勘", "一周内", "已整改", "到位"]


def test_a_card_is_read_by_those_it_concerns_and_by_nobody_else(desk: Desk) -> None:
    one = _late(desk)
    for who in ("gh-2", "gh-k", "jz", "jiwei"):
        client = desk.person(who)
        assert one in _listed(client), who
        assert client.get(f"/cards/{one}").status_code == 200
    for who in ("zh-1", "jc-1", "yuanda", "sysadmin"):
        client = desk.person(who)
        assert one not in _listed(client), who
        for path in (f"/api/v1/cards/{one}", f"/cards/{one}"):
            assert client.get(path).status_code == 404, who


def test_a_signal_becomes_a_card_by_http(desk: Desk) -> None:
    case = desk.office.start()
    clerk = desk.person("gh-1")
    desk.office.walk(case, "site_visit")
    body = {"values": {}, "documents": {}, "opinion": "同意"}
    path = f"/api/v1/cases/{case}/tasks/site_visit@1/sign"
    assert clerk.post(path, json=body).json()["rule"] == "different-person"
    jiwei = desk.person("jiwei")
    (signal,) = jiwei.get("/api/v1/signals").json()
    told = {"stream": signal["stream"], "n": signal["n"]}
    card = {"colour": "red", "text": "一人办两边", "signal": told, "level": "high"}
    assert jiwei.post("/api/v1/cards", json=card).status_code == 201
    assert jiwei.post("/api/v1/cards", json=card).json()["rule"] == "card-known"
    (found,) = jiwei.get("/api/v1/cards").json()
    assert (found["trigger"], found["number"] is not None) == ("separation", True)


def test_the_pages_answer_decide_and_issue(desk: Desk) -> None:
    one = _late(desk)
    clerk, jiwei = desk.person("gh-2"), desk.person("jiwei")
    assert "黄牌" in clerk.get("/cards").text
    shown = clerk.get(f"/cards/{one}").text
    assert "环节超时，全程未超" in shown
    assert 'value="answer-card"' in shown
    assert 'value="dispose-card"' not in shown
    form = {"verb": "answer-card", "text": "已去现场"}
    assert clerk.post(f"/cards/{one}", data=form, follow_redirects=False).status_code == 303
    bad = {"verb": "dispose-card", "step": "rectify", "text": "整改", "until": "soon"}
    assert jiwei.post(f"/cards/{one}", data=bad).status_code == 422
    refused = jiwei.post(f"/cards/{one}", data=bad | {"until": ""})
    assert refused.status_code == 422
    assert "整改" in refused.text, "what was typed is kept"
    done = jiwei.post(f"/cards/{one}", data=bad | {"until": "2026-03-20"}, follow_redirects=False)
    assert done.status_code == 303
    hand = {"colour": "red", "trigger": "off-line", "person": "gh-1", "text": "事后补录"}
    assert jiwei.post("/cards", data=hand, follow_redirects=False).status_code == 303
    assert "网下办理、事后补录" in desk.person("gh-1").get("/cards").text
    assert jiwei.post(f"/cards/{one}", data={"verb": "burn", "text": "x"}).status_code == 422


def test_what_is_typed_on_a_card_is_never_markup(desk: Desk) -> None:
    one = _late(desk)
    desk.person("gh-2").post(f"/cards/{one}", data={"verb": "answer-card", "text": "<script>x"})
    assert "&lt;script&gt;x" in desk.person("jiwei").get(f"/cards/{one}").text


def test_a_notice_of_a_card_leads_to_the_card(desk: Desk) -> None:
    one = _late(desk)
    clerk = desk.person("gh-2")
    page = clerk.get("/inbox?tab=notices").text + clerk.get("/inbox").text
    (told,) = [x for x in clerk.get("/api/v1/inbox/notices").json() if x["kind"] == "card-issued"]
    assert (told["card"], told["case"]) == (one, None)
    assert f"/cases/{one}" not in page
