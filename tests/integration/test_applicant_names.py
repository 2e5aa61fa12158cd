"""Who is named at the window stands in the log by a number; the name can be erased."""

import json
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from integration.test_why import explanations
from sqlalchemy import select
from support.evidence import agency_verdict, chained, facts_of, item, refused, replays
from support.office import ACCEPT, AGENCY, Office, caller, rule_of
from support.processes import another, at_once
from support.system_cases import carried
from support.traces import in_exports, in_files, in_tables

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.load_relations import LoadRelations
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.log.clear_erased import clear_erased
from zhiheng.commands.personnel.accounts import OpenAccounts
from zhiheng.commands.personnel.declare_relation import DeclareRelation
from zhiheng.errors import Busy, Refusal
from zhiheng.model.ids import CaseId, PartyId
from zhiheng.model.party import ERASED_NAME, is_number
from zhiheng.model.relation import Relation, party, relations
from zhiheng.queries.cases import case_file, search
from zhiheng.queries.relations import own_relations
from zhiheng.runtime.relations import by_name_too
from zhiheng.store import tables as t
from zhiheng.store.artifacts import put_artifact
from zhiheng.store.migrate import downgrade, upgrade
from zhiheng.store.parties import names_of, number_of
from zhiheng.why.verdict import Same

NAME = "上官（甲）远达商贸行"
SAME_NAME = " ".join(NAME.replace("（", "(").replace("）", ")"))
PAPERS = ("受理通知书", "服务承诺书")


def at_window(office: Office, name: str = NAME, title: str = "翻建住宅") -> CaseId:
    receipt = start(office.rt, caller("gh-1"), Start("construction-permit", title, name, "window"))
    return CaseId(receipt.entry.stream.removeprefix("case/"))


def number(office: Office, case: CaseId) -> PartyId:
    (started,) = facts_of(office, case, f.CaseStarted)
    return PartyId(started.applicant)


def closed(office: Office, case: CaseId) -> CaseId:
    himself = replace(caller("yuanda"), party=number(office, case))
    execute(office.rt, himself, Withdraw(case))
    return case


def erased(office: Office, **asked: str) -> None:
    paper = {"ground": "asked", "reason": "本人要求", **asked}
    carried(office, "erasure", json.dumps(paper).encode())
    clear_erased(office.rt)


def names_gone(office: Office) -> list[str]:
    with office.rt.db.reading() as connection:
        bodies = connection.execute(
            select(t.entry.c.body).where(t.entry.c.stream == f"agency/{AGENCY}")
        ).scalars()
        facts = (x for body in bodies for x in f.decode(bytes(body)).facts)
        return [x.party for x in facts if isinstance(x, f.PartyErased)]


def listed(office: Office, *records: dict[str, str]) -> None:
    execute_agency(office.rt, caller("sysadmin"), LoadRelations({"relations": list(records)}))


def test_the_log_and_its_tables_know_a_number_and_pages_the_name(office: Office) -> None:
    case = at_window(office)
    assert is_number(number(office, case))
    shown = item(office, case)
    assert (shown.applicant, shown.applicant_name) == (number(office, case), NAME)
    with office.rt.db.reading() as connection:
        assert [x.id for x in search(connection, caller("gh-1"), "远达商贸")] == [case]
        for table, column in ((t.entry, "body"), (t.case_file, "applicant"), (t.notice, "kind")):
            for value in connection.execute(select(table.c[column])).scalars():
                stored = bytes(value) if isinstance(value, bytes | memoryview) else value.encode()
                assert NAME.encode() not in stored
    replays(office, case)


def test_what_was_typed_is_evidence_until_it_is_erased(office: Office) -> None:
    """Behind the nonce of the application: whoever changes the table is found out by it."""
    case = at_window(office)
    (started,) = facts_of(office, case, f.CaseStarted)
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("gh-1"), case)
    assert file.values[started.content]["applicant"] == NAME


def test_one_name_has_one_number_however_it_is_spaced_and_wide(office: Office) -> None:
    first = number(office, at_window(office))
    assert number(office, at_window(office, SAME_NAME)) == first
    assert number(office, at_window(office, first)) == first
    assert number(office, at_window(office, f"{NAME}分号")) != first


def test_two_who_type_one_name_at_once_give_it_one_number(office: Office, tmp_path: Path) -> None:
    with another(office, tmp_path / "documents") as other:
        for i in range(3):
            acts = [partial(_sure, o, f"{NAME}{i}") for o in (office, other)]
            one, two = at_once(acts)
            assert number(office, one) == number(office, two)


def _sure(office: Office, name: str) -> CaseId:
    for _ in range(40):
        try:
            return at_window(office, name)
        except Busy:
            time.sleep(0.05)
    raise AssertionError("never got the lock")


def test_an_account_is_named_by_its_id_and_a_number_must_be_on_file(office: Office) -> None:
    assert number(office, at_window(office, "yuanda")) == "yuanda"
    with refused(office, "bad-request", 422):
        at_window(office, "p-" + "0" * 32)


def test_who_is_related_to_the_name_stands_aside_and_the_list_holds_the_number(
    office: Office,
) -> None:
    listed(office, {"person": "gh-1", "party": NAME, "kind": "spouse"})
    case = at_window(office, SAME_NAME)
    with refused(office, "recused", 403):
        office.sign(case, "gh-1", "intake", ACCEPT, PAPERS)
    execute_agency(office.rt, caller("gh-2"), DeclareRelation("interest", party=SAME_NAME))
    with refused(office, "recused", 403):
        office.sign(case, "gh-2", "intake", ACCEPT, PAPERS)
    with office.rt.db.reading() as connection:
        lists = select(t.artifact.c.body).where(t.artifact.c.kind == "relations")
        bodies = [bytes(x).decode() for x in connection.execute(lists).scalars()]
        own = own_relations(office.rt, connection, caller("gh-2"))
    assert len(bodies) == 2
    assert not any(NAME in body for body in bodies)
    assert number(office, case) in bodies[0]
    assert [(x.other, x.outside) for x in own.listed] == [(NAME, True)]
    with pytest.raises(Refusal) as again:
        execute_agency(office.rt, caller("gh-2"), DeclareRelation("interest", party=NAME))
    assert rule_of(again.value) == "relation-known"
    replays(office, case)


def test_a_relation_holds_between_name_and_number_either_way(office: Office) -> None:
    """Lists and cases from before, pools of draws, accounts opened later."""
    with office.rt.db.writing() as connection:
        known = number_of(connection, AGENCY, NAME)
        found = {
            one: by_name_too(
                connection, AGENCY, relations([Relation("gh-1", party(one), "spouse")])
            )
            for one in (NAME, known)
        }
    for one, both in found.items():
        assert both.of(party(NAME)) == both.of(party(known)) == {"gh-1"}
        assert both.of("gh-1") == {party(NAME), party(known)}
        assert [r.other for r in both.listed] == [party(one)]


def test_names_on_a_list_from_before_get_numbers(office: Office) -> None:
    downgrade(office.rt.db, "0011")
    records = [{"person": "gh-1", "party": p, "kind": "spouse"} for p in (NAME, "yuanda")]
    with office.rt.db.writing() as connection:
        put_artifact(connection, AGENCY, "relations", json.dumps({"relations": records}).encode())
        connection.commit()
    upgrade(office.rt.db)
    with office.rt.db.reading() as connection:
        assert connection.execute(select(t.party.c.name)).scalars().all() == [NAME]


def test_the_name_goes_with_the_last_case_and_no_trace_is_left(
    office: Office, tmp_path: Path
) -> None:
    first, second = closed(office, at_window(office)), at_window(office, SAME_NAME)
    who = number(office, first)
    assert in_tables(office, [NAME]) == in_exports(office, [NAME], tmp_path) | {NAME}
    erased(office, case=first)
    assert names_gone(office) == []
    assert item(office, second).applicant_name == NAME
    erased(office, case=closed(office, second))
    assert names_gone(office) == [who]
    for spelt in (NAME, SAME_NAME, SAME_NAME.replace(" ", "")):
        assert in_tables(office, [spelt]) == set()
        assert in_files(office, [spelt]) == set()
        assert in_exports(office, [spelt], tmp_path) == set()
    shown = item(office, second)
    assert (shown.applicant, shown.applicant_name) == (who, ERASED_NAME)
    for case in (first, second):
        replays(office, case)
    chained(office)
    assert agency_verdict(office, tmp_path).ok
    assert {x.same for x in explanations(office)} <= {Same.SAME, Same.NOT_IN_THE_LOG}
    assert number(office, at_window(office)) != who


def test_all_of_an_applicant_goes_by_his_number(office: Office) -> None:
    case = closed(office, at_window(office))
    who = number(office, case)
    erased(office, applicant=who)
    assert names_gone(office) == [who]
    assert in_tables(office, [NAME]) == in_files(office, [NAME]) == set()


def test_a_name_without_a_case_goes_by_its_number(office: Office) -> None:
    listed(office, {"person": "gh-1", "party": NAME, "kind": "spouse"})
    listed(office)
    with office.rt.db.reading() as connection:
        (who,) = connection.execute(select(t.party.c.id)).scalars()
        assert names_of(connection, AGENCY, [who]) == {who: NAME}
    erased(office, applicant=who)
    assert in_tables(office, [NAME]) == in_files(office, [NAME]) == set()


def test_a_name_on_the_list_of_relations_stays_while_it_is_there(office: Office) -> None:
    """Else nobody could tell who must stand aside when he comes again (公务员法 74, 76)."""
    listed(office, {"person": "gh-1", "party": NAME, "kind": "spouse"})
    case = closed(office, at_window(office))
    who = number(office, case)
    with pytest.raises(Refusal) as caught:
        erased(office, applicant=who)
    assert rule_of(caught.value) == "erase-related"
    erased(office, case=case)
    assert names_gone(office) == []
    again = at_window(office)
    with refused(office, "recused", 403):
        office.sign(again, "gh-1", "intake", ACCEPT, PAPERS)


@pytest.mark.parametrize("name", ["张三", "Zhang San", ""])
def test_no_account_is_opened_under_a_name(sqlite_office: Office, name: Any) -> None:
    opened = f.AccountOpened(account="new", role="applicant", party=name)
    with refused(sqlite_office, "bad-request", 422):
        execute_agency(sqlite_office.rt, caller("sysadmin"), OpenAccounts((opened,)))
