"""Risk points in a running case: held until discharged, told to leaders, attempts on record."""

from typing import Any

import pytest
from sqlalchemy import select
from support.evidence import chained, facts_of, refused, replays
from support.office import AGENCY, REVIEW, VISIT, Office, caller

from zhiheng import facts as f
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.handling.handle import execute
from zhiheng.errors import Forbidden
from zhiheng.queries.cases import case_file
from zhiheng.queries.signals import breaches, notices
from zhiheng.queries.task import TaskView, task_view
from zhiheng.queries.timeline import timeline
from zhiheng.store import tables as t
from zhiheng.store.breaches import breach_rows
from zhiheng.store.log import read_stream

NOTICE: dict[str, Any] = {"values": {"objection": "none"}, "papers": ("批前公示",)}
CONFIRMED = {"P11-notice.1": "公示三日，无人要求听证"}


def view(office: Office, case: Any, task: str, who: str) -> TaskView:
    with office.rt.db.reading() as connection:
        return task_view(office.rt, connection, caller(who), case, task)


def states(office: Office, case: Any, task: str, who: str) -> dict[str, str]:
    found = view(office, case, task, who)
    return {m.key: m.state for r in found.risks for m in r.measures}


def test_a_measure_that_nobody_confirmed_holds_the_task(office: Office) -> None:
    case = office.start()
    office.walk(case, "notice")
    with refused(office, "risk-undischarged", 409) as caught:
        office.sign(case, "gh-2", "notice", **NOTICE, confirmations={})
    assert caught.value.facts["key"] == "P11-notice.1"
    assert states(office, case, "notice@1", "gh-2") == {
        "P08-notice.1": "open",
        "P11-notice.1": "open",
    }
    office.sign(case, "gh-2", "notice", **NOTICE, confirmations=CONFIRMED)
    kept = [(x.risk, x.measure, x.how) for x in facts_of(office, case, f.RiskDischarged)][-2:]
    assert kept == [("P11-notice", 1, "confirmation"), ("P08-notice", 1, "document")]
    replays(office, case)


def test_the_note_is_kept_beside_the_log_and_told_to_officers_only(office: Office) -> None:
    case = office.start()
    office.walk(case, "notice")
    office.sign(case, "gh-2", "notice", **NOTICE, confirmations=CONFIRMED)
    with office.rt.db.reading() as connection:
        bodies = connection.execute(select(t.entry.c.body)).scalars().all()
        assert not any(CONFIRMED["P11-notice.1"].encode() in b for b in bodies)
        roster = office.rt.agency(connection, AGENCY).roster
        assert roster is not None
        file = case_file(office.rt, connection, caller("jiwei"), case)
        full = "；".join(e for s in timeline(file, roster, full=True) for e in s.effect)
        thin = "；".join(e for s in timeline(file, roster, full=False) for e in s.effect)
    assert CONFIRMED["P11-notice.1"] in full
    assert "确认防控措施" not in thin


def test_a_data_rule_holds_what_no_signature_can_pass(office: Office) -> None:
    case = office.start()
    office.walk(case, "first_review")
    dense = REVIEW | {"plot_ratio": "2.01"}
    with refused(office, "risk-undischarged", 409):
        office.sign(case, "gh-2", "first_review", dense)
    office.sign(
        case, "gh-2", "first_review", dense | {"review_result": "unfit"}, ("不符合理由说明",)
    )
    replays(office, case)


def test_an_earlier_step_discharges_and_what_is_not_called_for_is_said(office: Office) -> None:
    case = office.start()
    office.walk(case, "decide")
    done = facts_of(office, case, f.RiskDischarged)
    office.sign(case, "zh-1", "decide", {"decision": "grant"}, ("建设工程规划许可证",))
    more = facts_of(office, case, f.RiskDischarged)[len(done) :]
    assert [(x.how, x.by) for x in more] == [("step", "sign"), ("not-called-for", None)]


def test_the_first_of_two_hands_leaves_the_gate_to_the_second(office: Office) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",))
    assert not [x for x in facts_of(office, case, f.RiskDischarged) if x.task == "site_visit"]
    office.sign(case, "jc-1", "site_visit")
    found = {x.measure: (x.how, x.by) for x in facts_of(office, case, f.RiskDischarged)
             if x.task == "site_visit"}  # fmt: skip
    assert found == {
        1: ("gate", "other-section"),
        2: ("gate", "two-person"),
        3: ("document", "踏勘记录"),
        4: ("gate", "card"),
    }


@pytest.mark.parametrize("note", ["", "  \n", "长" * 2001])
def test_a_confirmation_says_how_the_measure_was_kept(sqlite_office: Office, note: str) -> None:
    case = sqlite_office.start()
    sqlite_office.walk(case, "notice")
    with refused(sqlite_office, "note-missing", 422) as caught:
        sqlite_office.sign(case, "gh-2", "notice", **NOTICE, confirmations={"P11-notice.1": note})
    assert caught.value.pointer == "/confirmations/P11-notice.1"


def test_nobody_confirms_by_word_what_a_paper_must_show(sqlite_office: Office) -> None:
    case = sqlite_office.start()
    sqlite_office.walk(case, "notice")
    for key in ("P08-notice.1", "U9-nothing.1"):
        said = CONFIRMED | {key: "已公示"}
        with refused(sqlite_office, "not-to-confirm", 422):
            sqlite_office.sign(case, "gh-2", "notice", **NOTICE, confirmations=said)


def test_leaders_are_told_of_a_high_risk_while_it_waits(office: Office) -> None:
    case = office.start()
    office.walk(case, "check")
    with office.rt.db.reading() as connection:
        told = {w: notices(office.rt, connection, caller(w)) for w in ("dj", "jz", "gh-2", "jiwei")}
    assert {(n.risk, n.grade) for n in told["dj"]} == {
        ("U1-check", "deputy-head"),
        ("U4-check", "deputy-head"),
    }
    assert told["jz"] == told["gh-2"] == ()
    assert told["jiwei"] == told["dj"]
    office.sign(case, "gh-k", "check", {"check_result": "agree"})
    with office.rt.db.reading() as connection:
        assert {n.risk for n in notices(office.rt, connection, caller("jz"))} == {"U2-deputy"}
        assert notices(office.rt, connection, caller("dj")) == ()
    replays(office, case)


def test_the_supervisor_sees_who_tried_to_pass_what(office: Office) -> None:
    case = office.start()
    office.walk(case, "notice")
    with refused(office, "risk-undischarged", 409):
        office.sign(case, "gh-2", "notice", **NOTICE, confirmations={})
    with refused(office, "form-fault", 422):
        office.sign(case, "gh-2", "notice", {"objection": "?"}, ("批前公示",))
    with office.rt.db.reading() as connection:
        (signal,) = breaches(office.rt, connection, caller("jiwei")).items
        assert breaches(office.rt, connection, caller("jz")).items == (signal,)
        with pytest.raises(Forbidden):
            breaches(office.rt, connection, caller("gh-2"))
    assert (signal.rule, signal.case, signal.name) == ("risk-undischarged", case, "批前公示")
    assert signal.person != "gh-2", "told by name"
    chained(office)


def test_the_signals_are_what_the_access_stream_says(office: Office) -> None:
    case = office.start()
    office.walk(case, "notice")
    for _ in range(3):
        with refused(office, "risk-undischarged", 409):
            office.sign(case, "gh-2", "notice", **NOTICE, confirmations={})
    with office.rt.db.reading() as connection:
        streams = connection.execute(select(t.access_head.c.stream)).scalars().all()
        entries = [e for s in streams for e, _ in read_stream(connection, AGENCY, s)]
        rows = [dict(r._mapping) for r in connection.execute(select(t.breach))]
        first = breaches(office.rt, connection, caller("jiwei"), most=2)
        second = breaches(office.rt, connection, caller("jiwei"), most=2, after=first.after)
    assert sorted(rows, key=repr) == sorted((r for e in entries for r in breach_rows(e)), key=repr)
    assert len(first.items) == 2
    assert len(second.items) == 1
    assert second.after is None


def test_a_withdrawn_case_no_longer_waits_before_leaders(office: Office) -> None:
    case = office.start()
    office.walk(case, "check")
    execute(office.rt, caller("yuanda"), Withdraw(case))
    with office.rt.db.reading() as connection:
        assert notices(office.rt, connection, caller("jiwei")) == ()
    replays(office, case)
