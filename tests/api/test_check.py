"""`POST /api/v1/charts/check`: what the command line finds, and of foreign files only analysis."""

import ast
from pathlib import Path

import pytest
from support.api_desk import Desk, stored
from support.broken import DEADLOCK, SOUND, UNREADABLE
from support.permit_chart import PERMIT_FILE
from unit.bpmn.foreign import ENDS, nodes, process, way

from zhiheng.check import analyse_chart, check_chart, check_file
from zhiheng_api.problems import finding_json

XML = {"content-type": "application/xml"}
CHECK = "/api/v1/charts/check"
VENUE = Path(__file__).resolve().parents[2] / "docs/how-to/examples/venue.bpmn"


def test_a_foreign_file_is_analysed_and_the_answer_says_so(small_desk: Desk) -> None:
    before = stored(small_desk)
    answer = small_desk.person("sysadmin").post(CHECK, content=DEADLOCK, headers=XML)
    assert answer.status_code == 200
    body = answer.json()
    assert body["title"] == {"zh": "仅作分析，不能部署", "en": "analysed only, cannot be deployed"}
    assert body["certificate"]["analysed_only"] is True
    assert body["certificate"]["sound"] is False
    stuck = next(f for f in body["findings"] if f["rule"] == "SND001")
    assert stuck["elements"][0] == "join"
    assert stuck["trace"]
    assert stuck["message"]["zh"]
    assert stuck["message"]["en"]
    assert any(f["rule"] == "BPM118" and f["line"] for f in body["findings"])
    assert stored(small_desk) == before


@pytest.mark.parametrize("xml", [DEADLOCK, SOUND, UNREADABLE, b"<html/>"])
def test_the_service_finds_what_the_engine_finds(small_desk: Desk, xml: bytes) -> None:
    body = small_desk.person("sysadmin").post(CHECK, content=xml, headers=XML).json()
    assert body["findings"] == [finding_json(x) for x in check_file(xml).findings]


def test_a_foreign_file_cannot_be_deployed(small_desk: Desk) -> None:
    before = stored(small_desk)
    answer = small_desk.person("sysadmin").post("/api/v1/charts", content=SOUND, headers=XML)
    assert answer.status_code == 422
    assert answer.json()["rule"] == "chart-refused"
    assert stored(small_desk) == before


def test_who_asks_for_it_gets_any_file_analysed_or_checked_as_one_that_is_to_run(
    small_desk: Desk,
) -> None:
    client = small_desk.person("sysadmin")
    ours = client.post(f"{CHECK}?analyse=true", content=VENUE.read_bytes(), headers=XML).json()
    assert ours["certificate"]["analysed_only"] is True
    foreign = client.post(f"{CHECK}?analyse=false", content=SOUND, headers=XML).json()
    assert "title" not in foreign
    assert any(f["severity"] == "error" for f in foreign["findings"])


def test_a_chart_in_our_words_is_read_strictly() -> None:
    xml = VENUE.read_bytes()
    assert check_file(xml) == check_chart(xml)
    assert check_file(xml).title is None


@pytest.mark.parametrize("xml", [DEADLOCK, VENUE.read_bytes()], ids=["foreign", "ours"])
def test_no_condition_of_an_imported_chart_is_compiled(
    monkeypatch: pytest.MonkeyPatch, xml: bytes
) -> None:
    def parse(*_: object, **__: object) -> ast.AST:
        raise AssertionError("a condition was compiled")

    monkeypatch.setattr(ast, "parse", parse)
    assert analyse_chart(xml).certificate["analysed_only"] is True


def test_an_analysed_chart_is_no_chart_to_deploy() -> None:
    assert analyse_chart(VENUE.read_bytes()).chart is None


def test_only_the_process_asked_for_is_analysed() -> None:
    assert any(f.rule == "BPM090" for f in analyse_chart(SOUND, process="none").findings)
    assert analyse_chart(SOUND, process="p").certificate["sound"] is True


def test_a_finding_is_drawn_on_request(small_desk: Desk) -> None:
    client = small_desk.person("sysadmin")
    for query in ("", "?rule=SND001"):
        answer = client.post(f"{CHECK}/picture{query}", content=DEADLOCK, headers=XML)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "image/svg+xml"
        assert 'id="step-1"' in answer.text
        assert "仅作分析，不能部署" in answer.text


@pytest.mark.parametrize(
    ("xml", "query"),
    [(DEADLOCK, "?rule=SND099"), (UNREADABLE, ""), (b"<html/>", ""), (b"\x00", "")],
)
def test_what_cannot_be_drawn_is_refused_in_both_languages(
    small_desk: Desk, xml: bytes, query: str
) -> None:
    answer = small_desk.person("sysadmin").post(f"{CHECK}/picture{query}", content=xml, headers=XML)
    assert answer.status_code == 422
    body = answer.json()
    assert body["rule"] == "nothing-to-draw"
    assert body["cure"]
    assert body["en"]["cure"]


def test_what_is_too_large_to_draw_is_refused(small_desk: Desk) -> None:
    many = [f"t{i}" for i in range(210)]
    large = process(ENDS + nodes(*(f"serviceTask:{t}" for t in many)) + way("s", *many, "e"))
    answer = small_desk.person("sysadmin").post(f"{CHECK}/picture", content=large, headers=XML)
    assert answer.status_code == 422
    assert answer.json()["rule"] == "too-large-to-draw"


def test_nobody_unknown_gets_a_picture(small_desk: Desk) -> None:
    assert small_desk.anybody().post(f"{CHECK}/picture", content=SOUND).status_code == 401


def test_the_check_tells_the_slack_of_each_step(small_desk: Desk) -> None:
    xml = PERMIT_FILE.read_bytes()
    body = small_desk.person("sysadmin").post(f"{CHECK}?rules=SLA", content=xml, headers=XML).json()
    assert {x["rule"] for x in body["findings"]} == {"SLA003"}
    (statutory, promised) = body["certificate"]["deadlines"]["limits"]
    assert (statutory["taken"], statutory["allowed"]) == (16, 20)
    assert statutory["slack"]["notice"] == 4
    assert promised == {"kind": "promised", "variable": "promised_days", "least": 16}
