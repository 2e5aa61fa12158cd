"""延期 by HTTP, and a page of a task that says what moved its limits."""

from datetime import date

from starlette.testclient import TestClient
from support.api_desk import Desk
from support.clocked import deploy, start_of, to
from support.enforcement import SEIZURE
from support.evidence import facts_of, replays

from zhiheng import facts as f

Files = dict[str, tuple[str, bytes, str]]
NOTICE: Files = {"notice": ("延期告知书.pdf", b"notice", "application/pdf")}


def _extend(who: TestClient, page: str, files: Files = NOTICE, **form: str) -> str:
    """Post the form of the page; what is shown then."""
    told = {"clock": "statutory", "n": "10", "why": "案情复杂"} | form
    answer = who.post(f"{page}/extensions", data=told, files=files)
    assert answer.status_code in (200, 403, 409, 422), answer.text
    return answer.text


def test_the_head_extends_from_the_page_of_the_case(small_desk: Desk) -> None:
    case = small_desk.office.start()
    small_desk.office.walk(case, "site_visit")
    page, head = f"/cases/{case}", small_desk.person("jz")
    before = head.get(page).text
    for said in ("延期告知书", "局长", "10 工作日", "0 / 1", "第四十二条第一款", "2026-03-30"):
        assert said in before
    assert "法定时限延长10，到2026-04-14（延期告知书）" in _extend(head, page)
    assert f'action="{page}/extensions"' not in head.get(page).text, "the law gives it once"
    assert small_desk.person("yuanda").get(f"/api/v1{page}/extensions").json() == []
    (extended,) = facts_of(small_desk.office, case, f.ClockExtended)
    assert small_desk.office.rt.documents.get(extended.notice) == b"notice"
    replays(small_desk.office, case)


def test_what_the_article_does_not_give_is_said_on_the_page_and_what_was_typed_stays(
    small_desk: Desk,
) -> None:
    case = small_desk.office.start()
    small_desk.office.walk(case, "site_visit")
    page, head = f"/cases/{case}", small_desk.person("jz")
    assert "延长“法定时限”须由“局长”一级的负责人批准" in _extend(small_desk.person("dj"), page)
    assert "“法定时限”一次最多延长 10" in _extend(head, page, n="11")
    for wrong in ("", "十", "1.5", "-1"):
        assert "请填整数" in _extend(head, page, n=wrong)
    assert "上传的材料没有内容" in _extend(head, page, {"notice": ("", b"", "text/plain")})
    refused = _extend(head, page, n="11", why="案情<复杂>")
    assert "案情&lt;复杂&gt;" in refused
    assert facts_of(small_desk.office, case, f.ClockExtended) == []


def test_nobody_is_offered_what_has_passed_or_is_not_his(small_desk: Desk) -> None:
    case = small_desk.office.start()
    page = f"/cases/{case}"
    head, form = small_desk.person("jz"), f'action="{page}/extensions"'
    assert form not in head.get(page).text, "no limit of the case runs yet"
    small_desk.office.walk(case, "site_visit")
    assert form not in small_desk.person("yuanda").get(page).text
    assert form not in small_desk.person("jiwei").get(page).text
    small_desk.office.clock.forward(days=29)
    head = small_desk.person("jz")
    shown = head.get(page)
    assert (shown.status_code, form in shown.text) == (200, False)
    assert "“法定时限”已于2026-03-30届满" in _extend(head, page)


def test_the_time_of_a_seizure_is_extended_from_the_page(small_desk: Desk) -> None:
    """强制法 25: a timer of the chart, named as the step that it is."""
    deploy(small_desk.office, SEIZURE)
    to(small_desk.office, date(2026, 9, 2))
    case = start_of(small_desk.office, "seizure")
    small_desk.office.sign(case, "gh-1", "seize", {})
    small_desk.office.sign(case, "jz", "approve", {})
    page, head = f"/cases/{case}", small_desk.person("jz")
    assert "定时（thirty）" in head.get(page).text
    _extend(head, page, clock="thirty", n="30")
    (extended,) = facts_of(small_desk.office, case, f.TimerExtended)
    assert extended.due == "2026-11-01"
    replays(small_desk.office, case)


def test_the_head_extends_and_the_page_of_the_step_says_so(desk: Desk) -> None:
    case = desk.office.start()
    desk.office.walk(case, "site_visit")
    path, notice = f"/api/v1/cases/{case}/extensions", desk.office.paper("延期告知书")
    asked = {"clock": "statutory", "n": 10, "reason": "案情复杂", "notice": notice}
    refused = desk.person("dj").post(path, json=asked)
    assert (refused.status_code, refused.json()["rule"]) == (403, "extension-level")
    done = desk.person("jz").post(path, json=asked)
    assert done.status_code == 201, done.text
    (extended,) = facts_of(desk.office, case, f.ClockExtended)
    assert (extended.n, extended.approver, extended.notice) == (10, "jz", notice)
    view = desk.person("gh-2").get(f"/api/v1/cases/{case}/tasks/site_visit@1").json()
    clock = next(c for c in view["clocks"] if c["clock"] == "statutory")
    assert (clock["due"], clock["extended"]) == (extended.due, 10)
    assert "延长10" in desk.person("gh-2").get(f"/cases/{case}").text
    replays(desk.office, case)
