"""The pages of a case whose contents were erased."""

import json
from dataclasses import replace

from support.api_desk import Desk
from support.office import ACCEPT, caller
from support.system_cases import carried

from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.handling.handle import execute
from zhiheng.model.ids import CaseId, PartyId
from zhiheng.model.party import ERASED_NAME, is_number
from zhiheng.store.erasing import ERASED_TITLE


def test_pages_say_that_it_was_erased_and_nothing_of_what(small_desk: Desk) -> None:
    office = small_desk.office
    case = office.start("欧阳采薇翻建住宅")
    paper = office.rt.documents.put("身份证复印件".encode())
    papers = {"受理通知书": paper, "服务承诺书": paper}
    office.sign(case, "gh-1", "intake", ACCEPT, documents=papers, opinion="来电说急用")
    execute(office.rt, caller("yuanda"), Withdraw(case))
    clerk, applicant = small_desk.person("gh-1"), small_desk.person("yuanda")
    assert clerk.get(f"/api/v1/documents/{paper}").is_success
    asked = {"ground": "asked", "reason": "本人要求", "case": case}
    carried(office, "erasure", json.dumps(asked).encode())
    assert clerk.get(f"/api/v1/documents/{paper}").status_code == 404
    for client in (clerk, applicant):
        for path in ("/cases", f"/cases/{case}", f"/api/v1/cases/{case}"):
            shown = client.get(path)
            assert shown.is_success, path
            assert ERASED_TITLE in shown.text, path
            assert "采薇" not in shown.text
            assert "急用" not in shown.text
        assert "已依法删除" in client.get(f"/cases/{case}").text
        assert client.get(f"/api/v1/cases/{case}/bundle").is_success
    assert "急用" not in clerk.get(f"/api/v1/cases/{case}/timeline").text


def test_who_is_named_at_the_window_is_found_by_name_until_it_is_erased(small_desk: Desk) -> None:
    office, name = small_desk.office, "欧阳（采薇）商行"
    clerk = small_desk.person("gh-1")
    body = {"chart": "construction-permit", "title": "窗口件", "applicant": name}
    assert clerk.post("/api/v1/cases", json=body).status_code == 201
    (found,) = clerk.get("/api/v1/cases", params={"q": "采薇"}).json()
    case, who = CaseId(found["id"]), PartyId(found["applicant"])
    assert (is_number(who), found["applicant_name"]) == (True, name)
    for path in ("/cases", f"/cases/{case}"):
        assert name in clerk.get(path).text
    assert who in clerk.get(f"/cases/{case}").text
    execute(office.rt, replace(caller("yuanda"), party=who), Withdraw(case))
    asked = {"ground": "asked", "reason": "本人要求", "applicant": who}
    carried(office, "erasure", json.dumps(asked).encode())
    for path in ("/cases", f"/cases/{case}", f"/api/v1/cases/{case}"):
        shown = clerk.get(path).text
        assert ERASED_NAME in shown, path
        assert "采薇" not in shown
    assert clerk.get("/api/v1/cases", params={"q": "采薇"}).json() == []
