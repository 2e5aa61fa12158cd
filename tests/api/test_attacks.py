"""What an attacker of the mission would try: sign for another, guess, starve, look aside."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import event
from support.api_desk import Desk, stored
from support.evidence import refusals
from support.office import CHECKLIST, REVIEW, VISIT, caller
from support.permit_chart import PERMIT_FILE
from support.together import sit, voted

from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.errors import Refusal
from zhiheng.model.ids import CaseId
from zhiheng.store import tables as t
from zhiheng_api import passwords


def _log_in(desk: Desk, login: str, password: str) -> Any:
    return desk.anybody().post("/api/v1/sessions", json={"login": login, "password": password})


# -- guessing --------------------------------------------------------------------------------


def test_many_guesses_at_once_are_no_more_guesses_than_one_by_one(desk: Desk) -> None:
    """Each counted failure counts, however many were under way at the same time."""
    with ThreadPoolExecutor(5) as pool:
        guesses = [f"wrong-{i}" for i in range(5)]
        answers = list(pool.map(lambda p: _log_in(desk, "gh-1", p), guesses))
    assert {a.status_code for a in answers} == {401}
    assert _log_in(desk, "gh-1", "gh-1").status_code == 401


def test_a_right_password_is_not_accepted_while_the_login_is_locked(desk: Desk) -> None:
    for _ in range(5):
        _log_in(desk, "gh-1", "wrong")
    answer = _log_in(desk, "gh-1", "gh-1")
    assert (answer.status_code, answer.json()["rule"]) == (401, "bad-login")
    assert _log_in(desk, "gh-2", "gh-2").status_code == 201


def test_a_session_left_open_is_not_a_place_to_guess_the_password(small_desk: Desk) -> None:
    clerk = small_desk.person("gh-1")
    path = "/api/v1/sessions/current/confirm"
    rules = [clerk.post(path, json={"password": f"wrong-{i}"}).json()["rule"] for i in range(11)]
    assert rules == ["bad-login"] * 10 + ["too-many-requests"]


@pytest.mark.parametrize("login", ["gh-1", "nobody-of-that-name"])
@pytest.mark.parametrize("password", [r"\ud800", r"a\u0000b", "", "长" * 200])
def test_an_odd_password_is_a_wrong_password(small_desk: Desk, login: str, password: str) -> None:
    body = f'{{"login": "{login}", "password": "{password}"}}'.encode()
    headers = {"content-type": "application/json"}
    answer = small_desk.anybody().post("/api/v1/sessions", content=body, headers=headers)
    assert answer.json()["rule"] in ("bad-login", "bad-request")


@pytest.mark.parametrize("login", ["a\x00b", "%00", "\ufffd", " ", "x" * 5_000])
def test_an_odd_login_on_the_page_is_a_wrong_login(desk: Desk, login: str) -> None:
    answer = desk.anybody().post("/login", data={"login": login, "password": "x"})
    assert answer.status_code in (401, 422)


def test_a_flood_of_log_ins_does_not_keep_officers_from_their_work(small_desk: Desk) -> None:
    """Hashing is slow on purpose; a few wait for it, the others are sent away at once."""
    clerk = small_desk.person("gh-1")
    lane = passwords.STRANGERS._hashing
    with ThreadPoolExecutor(30) as pool:
        with lane, lane:  # as if two hashes took very long
            flood = [pool.submit(_log_in, small_desk, "gh-2", "x") for _ in range(30)]
            turned_away = [f for f in flood if _done_soon(f)]
            assert clerk.get("/api/v1/tasks").status_code == 200
            confirm = {"password": "gh-1"}
            answer = clerk.post("/api/v1/sessions/current/confirm", json=confirm)
            assert answer.status_code == 204
        answers = [f.result() for f in flood]
    assert len(turned_away) == 20
    assert {a.status_code for a in answers} == {401, 429}
    assert all(a.headers["Retry-After"] for a in answers if a.status_code == 429)


def _done_soon(future: Any) -> bool:
    try:
        future.result(timeout=1.5)
    except TimeoutError:
        return False
    return True


# -- cross-site ------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["Basic eDp5", "Digest x", "Bearer", "bearer ", "x"])
def test_an_authorization_header_beside_the_cookie_opens_no_side_door(
    small_desk: Desk, scheme: str
) -> None:
    """Browsers add `Basic` by themselves when an address holds a user name."""
    case = small_desk.office.start()
    client = small_desk.person("gh-1")
    del client.headers["X-CSRF-Token"]
    path = f"/api/v1/cases/{case}/tasks/intake@1/claim"
    answer = client.post(path, headers={"Authorization": scheme, "Origin": "http://evil.example"})
    assert answer.status_code in (401, 403)
    assert small_desk.person("jiwei").get(f"/api/v1/cases/{case}").json()["n"] == 1


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "https://evil.example",
                                  "/\t/evil.example", "javascript:alert(1)"])  # fmt: skip
def test_the_language_button_leads_nowhere_else(small_desk: Desk, back: str) -> None:
    answer = small_desk.anybody().post(
        "/lang", data={"lang": "en", "back": back}, follow_redirects=False
    )
    place = answer.headers["location"]
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\", "/\t"))


# -- for another, unseen, again ----------------------------------------------------------------


def test_the_second_hand_never_signs_what_his_page_did_not_show(desk: Desk) -> None:
    """Both opened the empty form; the colleague was quicker. What was typed is not swept away."""
    case = desk.office.start()
    desk.office.walk(case, "site_visit")
    inspector = desk.person("jc-1")
    page = inspector.get(f"/cases/{case}/tasks/site_visit@1")
    assert page.status_code == 200
    desk.office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",))
    before = stored(desk)
    typed = {"location": "另一处", "measured_distance": "9.99", "photos": "1"}
    answer = inspector.post(f"/cases/{case}/tasks/site_visit@1/sign", data=typed)
    assert answer.status_code == 409
    assert "净月大街" in answer.text  # now he sees what there is to sign
    assert stored(desk) == before
    seen = _hidden(answer.text, "content")
    signed = inspector.post(
        f"/cases/{case}/tasks/site_visit@1/sign", data={"content": seen}, follow_redirects=False
    )
    assert signed.status_code == 303


def _hidden(html: str, name: str) -> str:
    found = html.partition(f'name="{name}" value="')[2].partition('"')[0]
    assert found, name
    return found


def test_a_form_that_was_open_before_a_step_was_taken_back_signs_nothing(desk: Desk) -> None:
    case = desk.office.start()
    desk.office.walk(case, "check")
    chief = desk.person("gh-k")
    assert chief.get(f"/cases/{case}/tasks/check@1").status_code == 200
    execute(desk.office.rt, caller("gh-2"), TakeBack(case))
    desk.office.sign(case, "gh-2", "first_review", {**REVIEW, "plot_ratio": "1.00"})
    form = {"check_result": "agree", "opinion": "同意"}
    assert chief.post(f"/cases/{case}/tasks/check@1/sign", data=form).status_code == 409
    assert chief.get(f"/api/v1/cases/{case}").json()["open_tasks"] == ["check@2"]


@pytest.mark.parametrize("verb", ["claim", "sign", "unclaim"])
def test_nobody_acts_in_another_s_name_by_naming_him(small_desk: Desk, verb: str) -> None:
    """Who acts is who is logged in: no field, header or address says otherwise."""
    case = small_desk.office.start()
    clerk = small_desk.person("zh-2")
    answer = clerk.post(
        f"/api/v1/cases/{case}/tasks/intake@1/{verb}?person=gh-1",
        json={"person": "gh-1"},
        headers={"X-Forwarded-User": "gh-1", "X-Person": "gh-1"},
    )
    assert answer.status_code in (403, 422)


def test_an_applicant_gets_neither_secret_papers_nor_the_inside_edition(desk: Desk) -> None:
    case = desk.office.start()
    desk.office.walk(case, "decide")
    applicant = desk.person("yuanda")
    minutes, visit = desk.office.paper("会议纪要"), desk.office.paper("踏勘记录")
    assert applicant.get(f"/api/v1/documents/{minutes}").status_code == 404
    assert applicant.get(f"/api/v1/documents/{visit}").status_code == 200
    bundle = applicant.get(f"/api/v1/cases/{case}/bundle").content
    assert "会议纪要（测试）".encode() not in bundle
    chart = "/api/v1/charts/construction-permit/svg"
    assert applicant.get(chart).status_code == 200
    assert applicant.get(chart, params={"edition": "internal"}).status_code == 403
    assert desk.person("gh-1").get(chart, params={"edition": "internal"}).status_code == 200


# -- starving ---------------------------------------------------------------------------------


def test_made_up_methods_do_not_fill_the_figures(small_desk: Desk) -> None:
    nobody = small_desk.anybody()
    for i in range(30):
        nobody.request(f"MADEUP{i}", "/health/live")
    text = nobody.get("/metrics").text
    assert "MADEUP1" not in text


def test_an_account_that_hammers_is_folded_and_the_case_is_as_it_was(desk: Desk) -> None:
    case = desk.office.start()
    clerk = desk.person("zh-2")
    for _ in range(60):
        clerk.post(f"/api/v1/cases/{case}/tasks/intake@1/claim")
    with desk.office.rt.db.reading() as connection:
        written = len(
            connection.execute(t.entry.select().where(t.entry.c.stream.like("access/%"))).all()
        )
    assert written <= 40  # a minute may have turned in between
    assert desk.person("gh-1").post(f"/api/v1/cases/{case}/tasks/intake@1/claim").is_success


def test_two_at_one_button_of_one_page_act_once(desk: Desk) -> None:
    """The same form sent twice at once: both are told that it is done."""
    case = desk.office.start()
    clerk = desk.person("gh-1")
    page = clerk.get(f"/cases/{case}/tasks/intake@1")
    form = {
        "key": _hidden(page.text, "key"),
        "checklist.application_form": "on",
        "checklist.land_papers": "on",
        "checklist.design_scheme": "on",
        "intake_result": "accept",
        "promised_days": "15",
        "expert_review": "none",
    }
    files = {"paper.1": ("a.pdf", b"a"), "paper.2": ("b.pdf", b"b")}
    barrier = threading.Barrier(2)

    def press(_: int) -> Any:
        barrier.wait()
        return clerk.post(
            f"/cases/{case}/tasks/intake@1/sign", data=form, files=files, follow_redirects=False
        )

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, range(2)))
    assert [a.status_code for a in answers] == [303, 303], [a.text[-600:] for a in answers]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert clerk.get(f"/api/v1/cases/{case}").json()["n"] == 2


# -- what a stranger found on 25 November 2026 -----------------------------------------------


def _noticed(desk: Desk) -> CaseId:
    case = desk.office.start()
    values = {"checklist": {**CHECKLIST, "land_papers": False}}
    papers = ("补正告知书",)
    desk.office.sign(case, "gh-1", "intake", values, papers, supplement=("土地文件",))
    return case


def test_naming_the_digest_of_a_secret_paper_does_not_open_it_to_the_applicant(desk: Desk) -> None:
    case = desk.office.start()
    desk.office.walk(case, "meeting")
    sit(desk.office, case)
    voted(desk.office, case)
    desk.office.sign(case, "zh-1", "meeting", {}, ("会议纪要",))
    secret = desk.office.paper("会议纪要")
    party = desk.person("yuanda")
    assert party.get(f"/api/v1/documents/{secret}").status_code == 404
    other = _noticed(desk)
    desk.office.sign(other, "yuanda", "supplement", {}, ("补正材料",))
    own = desk.office.paper("补正材料")
    assert party.get(f"/api/v1/documents/{own}").status_code == 200
    body = {"values": {}, "documents": {"补正材料": secret}}
    third = _noticed(desk)
    party.post(f"/api/v1/cases/{third}/tasks/supplement@1/sign", json=body)
    assert party.get(f"/api/v1/documents/{secret}").status_code == 404


def test_a_stranger_who_fails_to_log_in_does_not_keep_an_officer_from_signing(desk: Desk) -> None:
    chief = desk.person("gh-k")
    for _ in range(6):
        _log_in(desk, "gh-k", "wrong")
    answer = chief.post("/api/v1/sessions/current/confirm", json={"password": "gh-k"})
    assert answer.status_code == 204
    assert _log_in(desk, "gh-k", "gh-k").status_code == 401


def test_a_locked_login_answers_as_one_that_is_not_there(
    small_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else five failures would tell which logins exist; each costs the same hash, and no write."""
    for _ in range(5):
        _log_in(small_desk, "gh-1", "wrong")
    hashed: list[str] = []
    matches = passwords.STRANGERS.matches

    def counted(against: str, password: str) -> bool:
        hashed.append(against)
        return matches(against, password)

    monkeypatch.setattr(passwords.STRANGERS, "matches", counted)
    writes: list[str] = []
    engine = small_desk.office.rt.db.writers
    event.listen(engine, "begin", lambda _: writes.append("begin"))
    locked, unknown = (_log_in(small_desk, x, "gh-1") for x in ("gh-1", "nobody-of-that-name"))
    assert (locked.status_code, locked.content) == (unknown.status_code, unknown.content)
    assert len(hashed) == 2
    assert writes == []


def test_an_applicant_learns_no_persons_from_a_check(desk: Desk) -> None:
    told = {}
    for who in ("gh-1", "yuanda"):
        answer = desk.person(who).post(
            "/api/v1/charts/check",
            content=PERMIT_FILE.read_bytes(),
            headers={"Content-Type": "application/xml"},
        )
        told[who] = "critical" in answer.text
    assert told == {"gh-1": True, "yuanda": False}


def test_what_may_not_be_read_is_on_record_too(desk: Desk) -> None:
    before = len(refusals(desk.office))
    answer = desk.person("yuanda").get("/api/v1/overdue")
    assert answer.status_code == 403
    assert [x.rule for x in refusals(desk.office)[before:]] == ["role-may-not"]


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u200b", "\u2060", "\ufeff"])
def test_an_invisible_opinion_is_none(desk: Desk, blank: str) -> None:
    case = desk.office.start()
    desk.office.walk(case, "first_review")
    with pytest.raises(Refusal) as refused:
        desk.office.sign(case, "gh-2", "first_review", REVIEW, (), opinion=blank)
    assert refused.value.rule == "opinion-required"


@pytest.mark.parametrize("items", [["   "], ["\u200b"], ["\u3000"], []])
def test_a_supplement_notice_names_something(desk: Desk, items: list[str]) -> None:
    case = desk.office.start()
    clerk = desk.person("gh-1")
    body = {"values": {}, "items": items, "opinion": ""}
    answer = clerk.post(f"/api/v1/cases/{case}/tasks/intake@1/supplement", json=body)
    assert answer.status_code == 422, answer.text
