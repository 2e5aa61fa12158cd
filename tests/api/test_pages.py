"""The pages as forms: what they show, what they keep when an act is refused."""

import re
from typing import Any

import yaml
from starlette.testclient import TestClient
from support import spending
from support.api_desk import Desk
from support.evidence import refused
from support.office import ACCEPT, AGENCY, CHECKLIST, Office, caller
from support.permit_chart import PERMIT
from support.shipped import chart_files, chart_of

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.store.log import read_stream
from zhiheng_api.web.fields import fields_of


def agency_facts(office: Office) -> list[f.AnyFact]:
    with office.rt.db.reading() as connection:
        entries = read_stream(connection, AGENCY, f"agency/{AGENCY}")
    return [x for entry, _ in entries for x in entry.facts]


def test_a_page_shows_the_choices_of_the_version_that_the_case_runs_on(small_desk: Desk) -> None:
    office = small_desk.office
    case = office.start()
    renamed = PERMIT.replace('title="受理"', 'title="予以受理"')
    assert renamed != PERMIT
    execute_agency(office.rt, caller("sysadmin"), Deploy(renamed.encode()))
    shown = small_desk.person("gh-1").get(f"/cases/{case}/tasks/intake@1").text
    assert ">受理</option>" in shown
    assert "予以受理" not in shown


def test_a_page_has_words_where_the_log_has_ids(small_desk: Desk) -> None:
    """The applicant's own name, the papers that acceptance needs, and all that is missing."""
    office = small_desk.office
    case = office.start()
    clerk = small_desk.person("gh-1")
    assert "净月远达置业有限公司" in clerk.get("/cases?q=远达置业").text
    shown = clerk.get(f"/cases/{case}/tasks/intake@1").text
    assert shown.count("受理必备") == len(CHECKLIST)
    assert "zh:" not in shown, "words of chart files are no words of officers"
    assert "x-checklist" not in shown
    with refused(office, "document-missing", 409) as caught:
        office.sign(case, "gh-1", "intake", ACCEPT, ())
    assert caught.value.facts["document"] == "受理通知书、服务承诺书"
    assert "撤回申请" in small_desk.person("yuanda").get(f"/cases/{case}").text


def test_an_option_is_shown_by_its_title_or_by_the_forms_own_word() -> None:
    form = {
        "properties": {
            "fault": {"type": "string", "enum": ["intent"], "x-choices": {"intent": "故意"}},
            "kind": {"type": "string", "enum": ["fine", "other"]},
            "cost": {"type": "string", "title": "造价", "format": "decimal", "x-unit": "元"},
        }
    }
    fault, kind, cost = fields_of(form, {}, {"kind": (("fine", "罚款"),)})
    assert fault.choices == (("intent", "故意"),)
    assert kind.choices == (("fine", "罚款"), ("other", "other"))
    assert cost.title == "造价（元）", "else nobody knows whether it is yuan or ten thousand"


def test_no_form_that_ships_offers_an_option_without_a_word() -> None:
    bare = [
        (key, task.path, field.name)
        for key in chart_files("planning")
        for task in chart_of(key).tasks
        for field in fields_of(
            task.form, {}, {n: v.choices for n, v in chart_of(key).variables.items()}
        )
        if any(value == word for value, word in field.choices)
    ]
    assert bare == []


def _key(client: TestClient, page: str, action: str, last: str = "") -> str:
    """The key of the form on a page that posts there."""
    shown = client.get(page).text
    at = shown.index(f'action="{action}"')
    found = re.search(rf'name="key" value="([0-9a-z]+{last})"', shown[at:])
    assert found, shown
    return found[1]


def _post(client: TestClient, page: str, action: str, **form: Any) -> Any:
    data = {"key": _key(client, page, action), **form}
    return client.post(action, data=data, follow_redirects=False)


def test_who_asks_for_leave_waits_until_a_leader_has_granted_it(desk: Desk) -> None:
    office = desk.office
    days = {"since": office.today.isoformat(), "until": office.today.isoformat()}
    clerk, head = desk.person("gh-2"), desk.person("jz")
    assert _post(clerk, "/leave", "/leave", reason="leave", **days).status_code == 303
    assert "/leave/1" not in clerk.get("/leave").text  # nobody grants his own
    with office.rt.db.reading() as connection:
        assert not office.rt.agency(connection, AGENCY).state.absences
    assert _post(head, "/leave", "/leave/1", granted="yes").status_code == 303
    with office.rt.db.reading() as connection:
        (absence,) = office.rt.agency(connection, AGENCY).state.absences
    assert (absence.person, absence.approved_by) == ("gh-2", "jz")
    assert "/leave/1" not in head.get("/leave").text
    assert _post(clerk, "/leave", "/leave/end", person="gh-2").status_code == 303


def test_leave_refused_opens_nothing_and_is_decided_once(small_desk: Desk) -> None:
    office = small_desk.office
    days = {"since": office.today.isoformat(), "until": office.today.isoformat()}
    clerk, head = small_desk.person("gh-2"), small_desk.person("jz")
    _post(clerk, "/leave", "/leave", reason="leave", **days)
    key = _key(head, "/leave", "/leave/1")
    assert _post(head, "/leave", "/leave/1", granted="no").status_code == 303
    again = head.post("/leave/1", data={"key": f"{key}x", "granted": "yes"})
    assert again.status_code == 409
    assert "没有待决定的第1号请假申请" in again.text
    with office.rt.db.reading() as connection:
        assert not office.rt.agency(connection, AGENCY).state.absences


def test_a_refused_request_keeps_what_was_typed(small_desk: Desk) -> None:
    clerk = small_desk.person("gh-2")
    days = {"since": "2020-01-01", "until": "2020-01-02"}
    answer = _post(clerk, "/leave", "/leave", reason="training", **days)
    assert answer.status_code == 422
    assert "请假日期不正确" in answer.text
    assert 'value="2020-01-01"' in answer.text
    assert '<option value="training" selected>' in answer.text


def test_another_site_can_send_none_of_the_forms(small_desk: Desk) -> None:
    clerk = small_desk.person("gh-2")
    del clerk.headers["X-CSRF-Token"]
    for action in ("/leave", "/leave/1", "/leave/end", "/relations", "/parameters", "/apply"):
        answer = clerk.post(action, data={"key": "0" * 32}, headers={"Origin": "http://evil"})
        assert answer.status_code == 403, action
        assert "cross-site" in answer.text


def test_work_is_handed_to_b_with_its_sheet(small_desk: Desk) -> None:
    office = small_desk.office
    case = office.start()
    office.claim(case, "gh-1", "intake")
    clerk = small_desk.person("gh-1")
    shown = clerk.get("/leave").text
    assert "远达花园1号楼" in shown
    to = re.search(r'<option value="([^"|]+\|GH-c)"', shown)
    assert to
    key = _key(clerk, "/leave", "/leave/hand-over")
    form = {"key": key, "to": to[1], "cases": [case]}
    bare = clerk.post("/leave/hand-over", data=form)
    assert bare.status_code == 422
    sheet = {"sheet": ("sheet.txt", "交接单".encode())}
    answer = clerk.post("/leave/hand-over", data=form, files=sheet, follow_redirects=False)
    assert answer.status_code == 303
    (handed,) = (x for x in agency_facts(office) if isinstance(x, f.HandedOver))
    assert (handed.giver, handed.cases) == ("gh-1", (case,))


def test_who_declares_kinship_with_an_applicant_stands_aside_from_his_cases(desk: Desk) -> None:
    clerk = desk.person("gh-1")
    form = {"kind": "spouse", "party": "yuanda"}
    assert _post(clerk, "/relations", "/relations", **form).status_code == 303
    assert "yuanda" in clerk.get("/relations").text
    assert "yuanda" not in desk.person("gh-2").get("/relations").text.split("<datalist")[0]
    case = desk.office.start()
    with refused(desk.office, "recused", 403):
        desk.office.claim(case, "gh-1", "intake")
    again = _post(clerk, "/relations", "/relations", **form)
    assert again.status_code == 409
    both = _post(clerk, "/relations", "/relations", kind="interest", other="gh-2", party="yuanda")
    assert both.status_code == 422


def test_parameters_are_proposed_by_one_and_confirmed_by_another(desk: Desk) -> None:
    first, second = desk.person("sysadmin"), desk.person("xt-1")
    broken = _post(first, "/parameters", "/parameters", file="note: *x")
    assert broken.status_code == 422
    assert "note: *x" in broken.text
    text = yaml.safe_dump(spending.PARAMETERS, allow_unicode=True)
    assert _post(first, "/parameters", "/parameters", file=text).status_code == 303
    shown = first.get("/parameters").text
    assert "须由另一名系统管理员确认" in shown
    shown = second.get("/parameters").text
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', shown)
    assert digest
    assert 'class="add"' in shown
    assert _post(second, "/parameters", "/parameters", digest=digest[1]).status_code == 303
    shown = desk.person("gh-1").get("/parameters").text
    assert "300,000" in shown
    assert digest[1][:16] in shown


def test_an_amount_step_shows_the_sum_and_who_decides_it(small_desk: Desk) -> None:
    office = small_desk.office
    spending.bring_into_force(office)
    spending.deploy(office)
    first = spending.purchase(office, "180000.00")
    office.sign(first, "jz", "approve", {})
    case = spending.purchase(office, "150000.00")
    shown = small_desk.person("jz").get(f"/cases/{case}/tasks/approve@1").text
    assert "近365日其他1件合计" in shown
    assert "180,000.00" in shown
    assert "330,000.00" in shown
    here = shown[shown.index('class="here"') :]
    assert "局长" in here[: here.index("</tr>")]


def test_an_officer_starts_a_case_and_its_first_step_opens(small_desk: Desk) -> None:
    office = small_desk.office
    spending.bring_into_force(office)
    spending.deploy(office)
    clerk = small_desk.person("zh-1")
    assert "/apply?chart=purchase" in clerk.get("/apply").text
    shown = clerk.get("/apply?chart=purchase").text
    assert "按审批权限判断" in shown
    form = {"chart": "purchase", "title": " ", "applicant": "某单位"}
    answer = _post(clerk, "/apply?chart=purchase", "/apply", **form)
    assert answer.status_code == 422
    assert 'value="某单位"' in answer.text
    form["title"] = "办公设备"
    answer = _post(clerk, "/apply?chart=purchase", "/apply", **form)
    assert answer.status_code == 303
    assert re.search(r"/tasks/ask@1\?done=[0-9a-f]{64}$", answer.headers["location"])
    assert "金额" in clerk.get(answer.headers["location"]).text


def test_a_recusal_that_is_refused_keeps_the_reason_typed(small_desk: Desk) -> None:
    case = small_desk.office.start()
    clerk = small_desk.person("gh-1")
    form = {"person": "查无此人", "ground": "other", "reason": "同学关系"}
    answer = _post(clerk, f"/cases/{case}", f"/cases/{case}/recusals", **form)
    assert answer.status_code == 422
    assert "花名册中没有查无此人" in answer.text
    assert ">同学关系</textarea>" in answer.text


def test_parameters_without_sources_limits_and_windows_are_shown(small_desk: Desk) -> None:
    bare = {
        "parameters": [{"name": "limit", "title": "限额", "type": "integer", "value": 5}],
        "ladders": [{"name": "l", "title": "权限", "rungs": [{"grade": "head"}]}],
    }
    spending.bring_into_force(small_desk.office, bare)
    shown = small_desk.person("jiwei").get("/parameters")
    assert shown.status_code == 200
    assert "不限" in shown.text


def test_who_may_not_act_is_told_by_which_rule_and_on_what_it_rests(small_desk: Desk) -> None:
    office = small_desk.office
    case = office.start()
    office.walk(case, "site_visit")
    clerk, page = small_desk.person("gh-1"), f"/cases/{case}/tasks/site_visit@1"
    assert "依据：不相容职责分离" in clerk.get(page).text
    clerk.cookies.set("lang", "en")
    assert "may not act on" in clerk.get(page).text
