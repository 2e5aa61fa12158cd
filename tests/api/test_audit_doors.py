"""Why, and event logs: over HTTP, on a page, on the command line; for auditors and no others."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from sqlalchemy import select
from support.api_desk import Desk
from support.evidence import chained, entries, refusals
from support.office import AGENCY, Office
from typer.testing import CliRunner

from zhiheng import facts as f
from zhiheng.queries.event_log.kinds import KINDS, NO_EVENTS
from zhiheng.queries.event_log.mask import Mask
from zhiheng.queries.event_log.write import Format, Selection, write_event_log
from zhiheng.state.case_folds import FOLD
from zhiheng.store import tables as t
from zhiheng_api.cli import app


def _refusal_at(office: Office) -> tuple[str, int]:
    with office.rt.db.reading() as connection:
        rows = connection.execute(
            select(t.entry).where(t.entry.c.stream.like("access/%")).order_by(t.entry.c.n.desc())
        ).all()
    for row in rows:
        if any(isinstance(x, f.Refused) for x in f.decode(row.body).facts):
            return row.stream, row.n
    raise AssertionError


def test_why_it_was_allowed_names_rules_persons_and_law(desk: Desk) -> None:
    office = desk.office
    case = office.start()
    office.walk(case, "check")
    n = len(entries(office, f"case/{case}"))
    watcher = desk.person("jiwei")
    told = watcher.get(f"/api/v1/audit/cases/{case}/entries/{n}/why").json()
    assert (told["then"], told["now"], told["same"]) == (None, None, "same")
    assert told["rules"]["same"]
    assert told["person"]
    assert told["digests"]["agency"] >= 1
    asked = {x["rule"]: x for x in told["asked"]}
    assert asked["rules.separation.separated"]["passed"]
    assert any("（" in basis for basis in asked["rules.separation.separated"]["basis"])
    assert asked["rules.standing.standing"]["person"] == told["person"]
    page = watcher.get(f"/why?stream={case}&n={n}")
    assert page.is_success
    assert "与当时一致" in page.text
    chained(office)


def test_why_it_was_refused_names_the_conflicting_step_and_the_person(small_desk: Desk) -> None:
    office = small_desk.office
    case = office.start()
    office.walk(case, "site_visit")
    clerk = small_desk.person("gh-1")
    answer = clerk.post(f"/api/v1/cases/{case}/tasks/site_visit@1/claim")
    assert answer.json()["rule"] == "different-person"
    visit = {"location": "某处", "measured_distance": "1.00", "photos": 1}
    office.sign(case, "gh-2", "site_visit", visit, ("踏勘记录",))
    stream, n = _refusal_at(office)
    day = stream.rpartition("/")[2]
    told = small_desk.person("jiwei").get(f"/api/v1/audit/refusals/{day}/{n}/why").json()
    assert (told["then"], told["now"]) == ("different-person", "different-person")
    assert told["same"] == "same", "as of then, though another has signed since"
    bar = next(x for x in told["asked"] if x["refusal"] == "different-person")
    assert bar["refusal"] == "different-person"
    assert "收件" in bar["told"]["zh"] or "受理" in bar["told"]["zh"]
    assert bar["person"]
    assert bar["basis"]


def test_another_rule_set_is_said_and_the_verdict_told_all_the_same(
    small_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = small_desk.office
    case = office.start()
    office.walk(case, "site_visit")
    monkeypatch.setattr("zhiheng.why.verdict.RULES", "0" * 64)
    told = small_desk.person("jiwei").get(f"/api/v1/audit/cases/{case}/entries/2/why").json()
    assert told["rules"] == {**told["rules"], "now": "0" * 64, "same": False}
    assert told["same"] == "same"
    assert "不同" in small_desk.person("jiwei").get(f"/why?stream={case}&n=2").text


def test_rules_that_have_changed_since_are_found_out(
    small_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that says otherwise today makes another verdict, and it is called that."""
    office = small_desk.office
    case = office.start()
    office.walk(case, "site_visit")
    monkeypatch.setattr("zhiheng.rules.standing.in_own_right", lambda *_: False)
    told = small_desk.person("jiwei").get(f"/api/v1/audit/cases/{case}/entries/2/why").json()
    assert (told["then"], told["now"], told["same"]) == (
        None,
        "stand-in-while-present",
        "different",
    )


@pytest.mark.parametrize("who", ["gh-1", "yuanda", "jz"])
def test_only_auditors_and_supervisors_ask(small_desk: Desk, who: str) -> None:
    case = small_desk.office.start()
    person = small_desk.person(who)
    for path in (f"/cases/{case}/entries/1/why", "/refusals/2026-03-02/1/why", "/export"):
        assert person.get(f"/api/v1/audit{path}").status_code == 403
    assert person.get(f"/why?stream={case}&n=1").status_code == 403


def test_what_is_not_there_or_was_not_judged_is_said(small_desk: Desk) -> None:
    case = small_desk.office.start()
    watcher = small_desk.person("jiwei")
    assert (
        watcher.get(f"/api/v1/audit/cases/{case}/entries/9/why").json()["rule"] == "no-such-entry"
    )
    told = watcher.get("/api/v1/audit/refusals/2026-03-02/1/why").json()
    assert told["rule"] == "not-judged"


def _walked(office: Office) -> str:
    case = office.start("甲方“1&2”<号>")
    office.walk(case)
    return case


def test_xes_of_a_selection_names_every_step_and_no_content(small_desk: Desk) -> None:
    office = small_desk.office
    case = _walked(office)
    watcher = small_desk.person("jiwei")
    answer = watcher.get("/api/v1/audit/export?format=xes&masked=false")
    assert answer.is_success, answer.text
    log = etree.fromstring(answer.content)
    (trace,) = log.findall("trace")
    named = {x.get("key"): x.get("value") for x in trace.findall("string")}
    assert named["concept:name"] == case
    done = [{x.get("key"): x.get("value") for x in e} for e in trace.findall("event")]
    complete = [e["concept:name"] for e in done if e.get("lifecycle:transition") == "complete"]
    assert len(complete) == 11
    assert {str(e["time:timestamp"])[-6:] for e in done} == {"+00:00"}
    assert "甲方".encode() not in answer.content
    (told,) = [
        x for e in entries(office, f"access/{AGENCY}/{office.today}") for x in e.facts
        if isinstance(x, f.Exported)
    ]  # fmt: skip
    assert (told.what, told.masked) == ("xes", False)
    assert told.sha256 == hashlib.sha256(answer.content).hexdigest()


def test_masked_nothing_in_it_names_a_person_a_case_or_a_paper(small_desk: Desk) -> None:
    office = small_desk.office
    case = _walked(office)
    with office.rt.db.reading() as connection:
        roster = office.rt.agency(connection, AGENCY).roster
    assert roster is not None
    names = {case, "yuanda"} | {p.name for p in roster.persons.values()}
    ids = {f'"{p}"' for p in roster.persons} | {f"/{s}<" for s in roster.sections}
    papers = {x.digest for e in entries(office, f"case/{case}") for x in e.facts if isinstance(x, f.DocumentFiled)}  # fmt: skip  # noqa: E501 - one set
    watcher = small_desk.person("jiwei")
    for kind in Format:
        plain = watcher.get(f"/api/v1/audit/export?format={kind}&masked=false").text
        masked = watcher.get(f"/api/v1/audit/export?format={kind}").text
        for secret in names | ids | papers:
            assert secret not in masked, (kind, secret)
        assert case in plain
    first, second = Mask(masked=True), Mask(masked=True)
    assert first.of("person", "gh-1") == first.of("person", "gh-1") != first.of("person", "gh-2")
    assert first.of("person", "gh-1") != second.of("person", "gh-1"), "not to be joined"


def test_ocel_declares_what_it_uses_and_relates_only_what_is_there(desk: Desk) -> None:
    office = desk.office
    _walked(office)
    office.walk(office.start("另一件"), "notice")
    log = desk.person("jiwei").get("/api/v1/audit/export?format=ocel&masked=false").json()
    _is_ocel(log)
    assert {x["type"] for x in log["objects"]} == {
        "case", "task", "clock", "document", "person", "party", "chart",
    }  # fmt: skip
    assert sum(x["type"] == "case" for x in log["objects"]) == 2
    assert len({x["id"] for x in log["events"]}) == len(log["events"])


def _is_ocel(log: Any) -> None:
    """The rules of OCEL 2.0, chapter 3: types declared, ids unique, relations to what is there."""
    for kind in ("object", "event"):
        declared = {
            x["name"]: {a["name"]: a["type"] for a in x["attributes"]} for x in log[f"{kind}Types"]
        }
        for x in log[f"{kind}s"]:
            for a in x["attributes"]:
                type_ = declared[x["type"]][a["name"]]
                assert isinstance(
                    a["value"], {"string": str, "integer": int, "boolean": bool}[type_]
                )
    ids = [x["id"] for x in log["objects"]]
    assert len(set(ids)) == len(ids)
    for x in (*log["events"], *log["objects"]):
        assert {r["objectId"] for r in x["relationships"]} <= set(ids)


def test_a_selection_is_of_charts_cases_and_days(sqlite_office: Office, tmp_path: Path) -> None:
    office = sqlite_office
    first = office.start("一")
    office.clock.forward(days=2)
    second = office.start("二")
    day = office.today
    for selection, wanted in (
        (Selection(), {first, second}),
        (Selection(cases=(second,)), {second}),
        (Selection(since=day), {second}),
        (Selection(until=day.replace(day=day.day - 1)), {first}),
        (Selection(chart="nothing"), set()),
    ):
        with office.rt.db.reading() as connection:
            write_event_log(
                office.rt, connection, AGENCY, selection, Format.OCEL, tmp_path / "x", masked=False
            )
        log = json.loads((tmp_path / "x").read_bytes())
        _is_ocel(log)
        assert {x["id"] for x in log["objects"] if x["type"] == "case"} == wanted


def test_every_kind_of_fact_of_a_case_is_an_event_or_is_none() -> None:
    assert set(KINDS) | NO_EVENTS == set(FOLD)
    assert not set(KINDS) & NO_EVENTS


def _run(office: Office, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Any:
    monkeypatch.setenv("ZHIHENG_DATABASE_URL", office.url)
    return CliRunner().invoke(app, ["audit", *arguments])


def test_the_command_line_says_the_same_and_is_on_record(
    sqlite_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = sqlite_office
    case = _walked(office)
    monkeypatch.setenv("ZHIHENG_DATA", str(tmp_path))
    done = _run(office, monkeypatch, "why", case, "2")
    assert done.exit_code == 0, done.output
    assert "与当时一致" in done.output
    told = json.loads(_run(office, monkeypatch, "why", case, "2", "--json").stdout)
    assert (told["same"], told["command"]) == ("same", "sign")
    assert _run(office, monkeypatch, "why", case, "99").exit_code == 2
    out = tmp_path / "log.xes"
    done = _run(office, monkeypatch, "export", "--format", "xes", "--masked", "-o", str(out))
    assert done.exit_code == 0, done.output
    assert etree.parse(out).getroot().tag == "log"
    done = _run(office, monkeypatch, "export", "--chart", "nothing", "-o", str(out))
    assert done.exit_code == 1
    with office.rt.db.reading() as connection:
        streams = connection.execute(
            select(t.access_head.c.stream).where(t.access_head.c.stream.like("access/%"))
        ).scalars()
        acts = [
            x.act for s in streams for e in entries(office, s) for x in e.facts
            if isinstance(x, f.OperatorActed)
        ]  # fmt: skip
    assert sorted(acts) == ["audit-why", "audit-why", "export", "export"]
    assert refusals(office) == []
