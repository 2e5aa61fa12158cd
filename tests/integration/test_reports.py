"""打招呼登记: told to who must know, and unseen by everybody else, the case's log included."""

from typing import Any

import pytest
from support.evidence import (
    agency_verdict,
    entries,
    everything,
    item,
    refused,
    replays,
    verdict_of,
)
from support.office import AGENCY, Office, caller
from support.reports import SECRET, agrees, answer, complain, inside, listed, readers, record

from zhiheng import facts as f
from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.reports.record_interference import RecordInterference
from zhiheng.commands.reports.report import execute_report
from zhiheng.queries.bundle import agency_bundle, case_bundle, report_bundle
from zhiheng.queries.cases import case_file
from zhiheng.queries.timeline import timeline
from zhiheng.store import tables as t
from zhiheng.store.reports import report_differences


def test_only_the_supervisor_and_the_recorder_know_of_an_interference(office: Office) -> None:
    case = office.start()
    one = record(office, case)
    assert readers(office, one) == {"gh-1", "jiwei"}
    (mine,) = listed(office, "gh-1")
    assert (mine.what, mine.answer, mine.mine, mine.case) == (SECRET, "按程序办", True, case)
    agrees(office)


def test_the_case_shows_nothing_of_an_interference(office: Office, tmp_path: Any) -> None:
    """Neither its version, nor its log, time line, contents or bundle move."""
    case = office.start()
    before = item(office, case)
    body = entries(office, f"case/{case}")
    record(office, case)
    assert item(office, case) == before
    assert entries(office, f"case/{case}") == body
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("gh-2"), case)
        roster = office.rt.agency(connection, AGENCY).roster
        bundle = case_bundle(office.rt, connection, AGENCY, case, full=True)
    assert roster is not None
    assert SECRET not in str(file.values)
    assert "interference" not in str(timeline(file, roster, full=True))
    assert b"report/" not in inside(bundle)
    assert verdict_of(bundle, tmp_path).ok
    replays(office, case)


def test_a_receipt_tells_no_count_of_other_records(office: Office) -> None:
    case = office.start()
    for _ in range(3):
        record(office, case)
    command = RecordInterference(case, "gift", "某某", "放下一箱酒", "当场退回")
    assert execute_report(office.rt, caller("gh-2"), command).entry.n == 1


def test_the_entry_commits_to_the_case_and_names_it_nowhere(office: Office) -> None:
    case = office.start()
    one = record(office, case, by="张三丰")
    (entry,) = entries(office, f"report/{AGENCY}/{one}")
    told = str(entry)
    assert case not in told
    assert "张三丰" not in told
    assert SECRET not in told
    assert entry.actor.person == "gh-1"


def test_the_streams_of_reports_verify_offline(office: Office, tmp_path: Any) -> None:
    case = office.start()
    one, other = record(office, case), complain(office, case)
    answer(office, other)
    assert agency_verdict(office, tmp_path).ok
    with office.rt.db.reading() as connection:
        whole = agency_bundle(office.rt, connection, caller("jiwei"))
        mine = report_bundle(office.rt, connection, caller("yuanda"), other)
    verdict = verdict_of(mine, tmp_path)
    assert (verdict.ok, verdict.entries) == (True, 2)
    assert one.encode() in inside(whole)


def test_what_is_about_the_supervision_goes_to_the_head(office: Office) -> None:
    case = office.start()
    one = record(office, case, about="supervision")
    two = complain(office, case, about="supervision")
    assert readers(office, one) == {"gh-1", "jz"}
    assert readers(office, two) == {"yuanda", "jz"}
    with office.rt.db.reading() as connection:
        whole = inside(agency_bundle(office.rt, connection, caller("jiwei")))
    assert one.encode() not in whole
    with refused(office, "no-such-report", 404):
        answer(office, two)
    answer(office, two, "jz")
    (mine,) = listed(office, "yuanda")
    assert (mine.upheld, mine.reason) == (True, "已约谈，今后一次告知")
    agrees(office)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"kind": "threat"}, "report-kind"),
        ({"about": "everybody"}, "report-kind"),
        ({"by": ""}, "report-text"),
        ({"what": " \n"}, "report-text"),
        ({"answer": "长" * 5_001}, "report-text"),
    ],
)
def test_a_record_says_who_what_and_how_it_was_answered(
    sqlite_office: Office, changed: dict[str, str], rule: str
) -> None:
    case = sqlite_office.start()
    with refused(sqlite_office, rule, 422):
        record(sqlite_office, case, **changed)


def test_a_refusal_names_neither_case_nor_verb(sqlite_office: Office) -> None:
    """The record of refusals is the supervisor's, who may be the one it is about."""
    case = sqlite_office.start()
    with refused(sqlite_office, "report-kind", 422):
        record(sqlite_office, case, kind="threat")
    day = sqlite_office.today.isoformat()
    entry = entries(sqlite_office, f"access/{AGENCY}/{day}")[-1]
    (fact,) = entry.facts
    assert isinstance(fact, f.Refused)
    assert (fact.verb, fact.case, fact.task) == ("report", None, None)


def test_the_same_key_records_once(office: Office) -> None:
    case = office.start()
    command = RecordInterference(case, "gift", "某某", "放下一箱酒", "当场退回")
    once = Once("a-key-of-mine")
    first = execute_report(office.rt, caller("gh-2"), command, once)
    before = everything(office)
    again = execute_report(office.rt, caller("gh-2"), command, once)
    assert (again.repeated, again.hash) == (True, first.hash)
    assert everything(office) == before


def test_a_row_changed_by_hand_is_found(office: Office) -> None:
    one = complain(office, office.start())
    with office.rt.db.writing() as connection:
        connection.execute(t.report.update().where(t.report.c.id == one).values(office="head"))
        connection.commit()
    with office.rt.db.reading() as connection:
        assert len(report_differences(connection, AGENCY)) == 1


def test_an_erased_content_leaves_log_and_row_in_agreement(office: Office) -> None:
    one = record(office, office.start())
    with office.rt.db.writing() as connection:
        connection.execute(t.value.delete().where(t.value.c.case_id == one))
        connection.commit()
    assert listed(office, "jiwei")[0].what is None
    agrees(office)
