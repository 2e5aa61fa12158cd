"""Erasing (删除): no trace of a person is left, and the log verifies as before."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from support.evidence import agency_verdict, chained, replays, verdict_of
from support.office import ACCEPT, AGENCY, Office, caller, rule_of
from support.system_cases import carried, check, draft, release
from support.traces import in_files, in_tables

from zhiheng import facts as f
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.frame.receipt import Once, request_of
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.log.clear_erased import clear_erased
from zhiheng.errors import Refusal
from zhiheng.model.ids import CaseId
from zhiheng.queries.bundle import case_bundle
from zhiheng.queries.cases import case_file, search
from zhiheng.queries.papers import may_have
from zhiheng.store import tables as t
from zhiheng.store.erasing import ERASED_TITLE, pending
from zhiheng.store.log import read_stream

NAME, PHONE, CARD, PLACE = "欧阳采薇", "13800138021", "320102199003078888", "净月街道雁鸣湖路九号"
PAPER = f"身份证复印件 {NAME} {CARD}".encode()
SPOKEN = f"{NAME}来电说急用，电话{PHONE}"
TRACES = (NAME, PHONE, CARD, PLACE)


def _person(office: Office) -> CaseId:
    """An application of a natural person: title, form, opinion and paper full of what is hers."""
    title = f"{NAME}翻建住宅（{PLACE}）"
    command = Start("construction-permit", title, "yuanda", "online")
    receipt = start(office.rt, caller("yuanda"), command, Once("of-a-person-1"))
    case = CaseId(receipt.entry.stream.removeprefix("case/"))
    digest = office.rt.documents.put(PAPER)
    office.sign(
        case, "gh-1", "intake", ACCEPT, documents={"受理通知书": digest, "服务承诺书": digest},
        opinion=SPOKEN, once=Once("of-a-person-2"),
    )  # fmt: skip
    return case


def _closed(office: Office) -> CaseId:
    case = _person(office)
    execute(office.rt, caller("yuanda"), Withdraw(case))
    return case


def _erase(office: Office, **asked: str) -> CaseId:
    paper = {"ground": "asked", "reason": "本人要求", **asked}
    return carried(office, "erasure", json.dumps(paper).encode())


def _in_tables(office: Office) -> set[str]:
    return in_tables(office, TRACES)


def _in_files(office: Office) -> set[str]:
    return in_files(office, TRACES)


def test_no_trace_is_left_and_the_log_verifies(office: Office, tmp_path: Path) -> None:
    case = _closed(office)
    assert _in_tables(office) == {NAME, PHONE, PLACE}
    assert {NAME, CARD} <= _in_files(office)
    with office.rt.db.reading() as connection:
        before = read_stream(connection, AGENCY, f"case/{case}")
    _erase(office, case=case)
    assert clear_erased(office.rt) == 1
    assert _in_tables(office) == set()
    assert _in_files(office) == set()
    with office.rt.db.reading() as connection:
        assert read_stream(connection, AGENCY, f"case/{case}") == before
        bundle = case_bundle(office.rt, connection, AGENCY, case, full=True)
    chained(office)
    replays(office, case)
    verdict = verdict_of(bundle, tmp_path)
    assert verdict.ok
    assert agency_verdict(office, tmp_path).ok


def test_the_entry_says_what_was_erased_by_whom_and_why(office: Office) -> None:
    case = _closed(office)
    with office.rt.db.reading() as connection:
        v = t.value.c
        kept = connection.execute(select(v.commitment).where(v.case_id == case)).scalars().all()
    order = _erase(office, case=case, ground="no-longer-needed")
    with office.rt.db.reading() as connection:
        (entry,) = [
            e for e, _ in read_stream(connection, AGENCY, f"agency/{AGENCY}")
            if e.command == "erase"
        ]  # fmt: skip
    why, what = entry.facts
    assert isinstance(why, f.CaseOrdered)
    assert why.case == order
    assert isinstance(what, f.ContentsErased)
    assert (what.case, what.ground) == (case, "no-longer-needed")
    assert set(what.contents) == set(kept)
    assert len(what.papers) == 1
    assert entry.actor.person == "aq-1"


def test_pages_and_lists_show_that_it_was_erased(office: Office) -> None:
    case = _closed(office)
    digest = office.rt.documents.put(PAPER)
    _erase(office, case=case)
    with office.rt.db.reading() as connection:
        (item,) = search(connection, caller("yuanda"))
        file = case_file(office.rt, connection, caller("gh-1"), case)
        # Not even before the file itself is gone:
        assert office.rt.documents.has(digest)
        assert not may_have(office.rt, connection, caller("gh-1"), digest)
        assert search(connection, caller("gh-1"), NAME) == []
    assert item.title == ERASED_TITLE
    assert (file.values, file.erased_at is not None) == ({}, True)


def test_a_paper_that_another_case_holds_stays_for_it(office: Office) -> None:
    case, other = _closed(office), office.start("另一件")
    digest = office.rt.documents.put(PAPER)
    office.sign(
        other, "gh-1", "intake", ACCEPT, documents={"受理通知书": digest, "服务承诺书": digest}
    )
    _erase(office, case=case)
    clear_erased(office.rt)
    assert office.rt.documents.has(digest)
    with office.rt.db.reading() as connection:
        assert may_have(office.rt, connection, caller("gh-1"), digest)


def test_all_cases_of_an_applicant_go_with_the_login(office: Office) -> None:
    cases = [_closed(office), office.start("第二件")]
    execute(office.rt, caller("yuanda"), Withdraw(cases[1]))
    _erase(office, applicant="yuanda", ground="unlawful")
    assert clear_erased(office.rt) == 2
    with office.rt.db.reading() as connection:
        for table in (t.credential, t.session, t.feed):
            query = select(func.count()).where(table.c.account == "yuanda")
            assert connection.execute(query.select_from(table)).scalar_one() == 0
        left = select(func.count()).select_from(t.value).where(t.value.c.case_id.in_(cases))
        assert connection.execute(left).scalar_one() == 0
    assert _in_tables(office) == set()


def test_what_a_crash_left_is_taken_by_whoever_comes_next(office: Office) -> None:
    case = _closed(office)
    digest = office.rt.documents.put(PAPER)
    _erase(office, case=case)
    with office.rt.db.reading() as connection:
        (row,) = pending(connection)
    office.rt.documents.remove(digest)  # and then the process died
    assert row.case_id == case
    assert (clear_erased(office.rt), clear_erased(office.rt)) == (1, 0)
    assert not office.rt.documents.has(digest)


@contextmanager
def _refused(rule: str) -> Iterator[None]:
    with pytest.raises(Refusal) as caught:
        yield
    assert rule_of(caught.value) == rule


def test_nothing_is_erased_while_the_case_runs_nor_twice(office: Office) -> None:
    case = _person(office)
    with _refused("erase-running"):
        _erase(office, case=case)
    with _refused("erase-running"):
        _erase(office, applicant="yuanda")
    execute(office.rt, caller("yuanda"), Withdraw(case))
    _erase(office, case=case)
    with _refused("erased-before"):
        _erase(office, case=case)


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ({}, "command-unreadable"),
        ({"case": "x", "applicant": "y"}, "command-unreadable"),
        ({"case": "x", "ground": "because"}, "command-unreadable"),
        ({"case": "x", "reason": " "}, "command-unreadable"),
        ({"case": "no-such"}, "no-such-case"),
        ({"applicant": "nobody"}, "no-such-case"),
    ],
)
def test_an_order_that_names_nothing_erases_nothing(
    sqlite_office: Office, asked: dict[str, Any], rule: str
) -> None:
    case = _closed(sqlite_office)
    with _refused(rule):
        _erase(sqlite_office, **asked)
    with sqlite_office.rt.db.reading() as connection:
        assert case_file(sqlite_office.rt, connection, caller("gh-1"), case).values != {}


def test_a_system_case_is_not_erased(sqlite_office: Office) -> None:
    """Its papers are what the engine runs on."""
    waived = {
        "chart": "construction-permit",
        "rule": "LNT013",
        "reason": "测试",
        "until": "2027-12-31",
    }
    order = carried(sqlite_office, "waiver", json.dumps(waived).encode())
    with _refused("no-such-case"):
        _erase(sqlite_office, case=order)


def test_one_hand_erases_nothing(sqlite_office: Office) -> None:
    case = _closed(sqlite_office)
    paper = json.dumps({"ground": "asked", "reason": "x", "case": case}).encode()
    order = draft(sqlite_office, "erasure", paper)
    check(sqlite_office, order)
    assert "erase" not in {e.command for e in _agency_entries(sqlite_office)}
    release(sqlite_office, order)
    assert "erase" in {e.command for e in _agency_entries(sqlite_office)}


def _agency_entries(office: Office) -> list[f.Entry]:
    with office.rt.db.reading() as connection:
        return [e for e, _ in read_stream(connection, AGENCY, f"agency/{AGENCY}")]


def test_a_fault_of_the_database_tells_no_value(office: Office) -> None:
    """It goes to the operator's log, which nobody erases."""
    row = {"agency": AGENCY, "case_id": NAME, "title": PLACE, "progress_code": PHONE}
    with office.rt.db.writing() as connection:
        connection.execute(insert(t.case_label), row)
        with pytest.raises(IntegrityError) as caught:
            connection.execute(insert(t.case_label), row | {"progress_code": "x"})
    assert not any(x in str(caught.value.args) for x in (PLACE, PHONE, CARD))
    assert PLACE not in repr(caught.value)


def test_what_was_asked_cannot_be_guessed_from_the_log(office: Office) -> None:
    """The digest of a request is salted too; the key still answers for its own body alone."""
    title = f"{NAME}翻建住宅（{PLACE}）"
    command = Start("construction-permit", title, "yuanda", "online")
    once = Once("of-a-person-1")
    case = _closed(office)
    guess = request_of(once, command.NAME, command.request())
    with office.rt.db.reading() as connection:
        told = read_stream(connection, AGENCY, f"case/{case}")[0][0].request
    assert guess is not None
    assert told is not None
    assert told.key == guess.key
    assert told.digest != guess.digest
    assert start(office.rt, caller("yuanda"), command, once).repeated
    other = Start("construction-permit", "别的", "yuanda", "online")
    with _refused("key-reused"):
        start(office.rt, caller("yuanda"), other, once)
    _erase(office, case=case)
    with _refused("key-reused"):
        start(office.rt, caller("yuanda"), command, once)
