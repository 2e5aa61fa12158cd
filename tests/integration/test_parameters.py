"""Parameters change by two hands, as versions in the agency's stream; charts name what is there."""

from dataclasses import replace
from typing import Any

import pytest
from support import spending
from support.evidence import agency_verdict, chained, entries, refused
from support.office import Office, caller

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.bureau.parameters import ConfirmParameters, ProposeParameters
from zhiheng.errors import ChartRefused
from zhiheng.model.ids import PersonId
from zhiheng.queries.parameters import parameters_view

PROPOSE = ProposeParameters(spending.PARAMETERS)


def in_force(office: Office) -> Any:
    with office.rt.db.reading() as connection:
        return parameters_view(office.rt, connection, caller("jiwei"))


def test_nothing_changes_before_a_second_officer_has_confirmed(office: Office) -> None:
    (fact,) = execute_agency(office.rt, caller("sysadmin"), PROPOSE).entry.facts
    assert isinstance(fact, f.ParametersProposed)
    seen = in_force(office)
    assert (seen.digest, seen.proposal, seen.proposed_by) == (None, fact.digest, "sysadmin")
    with refused(office, "own-proposal", 403):
        execute_agency(office.rt, caller("sysadmin"), ConfirmParameters(fact.digest))
    execute_agency(office.rt, spending.SECOND, ConfirmParameters(fact.digest))
    seen = in_force(office)
    assert (seen.digest, seen.proposal) == (fact.digest, None)
    assert seen.in_force["parameters"][0]["value"] == "500000"


def test_one_person_with_two_accounts_is_one_hand(office: Office) -> None:
    one, other = (replace(c, person=PersonId("jz")) for c in (caller("sysadmin"), spending.SECOND))
    (fact,) = execute_agency(office.rt, one, PROPOSE).entry.facts
    assert isinstance(fact, f.ParametersProposed)
    with refused(office, "own-proposal", 403):
        execute_agency(office.rt, other, ConfirmParameters(fact.digest))


@pytest.mark.parametrize("who", ["jz", "jiwei", "yuanda"])
def test_only_officers_of_the_system_touch_them(sqlite_office: Office, who: str) -> None:
    for command in (PROPOSE, ConfirmParameters("0" * 64)):
        with refused(sqlite_office, "role-may-not", 403):
            execute_agency(sqlite_office.rt, caller(who), command)


def test_both_hands_need_their_password_just_entered(sqlite_office: Office) -> None:
    for who in (caller("sysadmin", confirmed=False), replace(spending.SECOND, confirmed=False)):
        with refused(sqlite_office, "fresh-authentication", 403):
            execute_agency(sqlite_office.rt, who, PROPOSE)


def test_a_newer_proposal_takes_the_place_of_the_one_before(sqlite_office: Office) -> None:
    (old,) = execute_agency(sqlite_office.rt, caller("sysadmin"), PROPOSE).entry.facts
    assert isinstance(old, f.ParametersProposed)
    newer = ProposeParameters(spending.parameters(ladders=[]))
    execute_agency(sqlite_office.rt, caller("sysadmin"), newer)
    with refused(sqlite_office, "no-such-proposal", 409):
        execute_agency(sqlite_office.rt, spending.SECOND, ConfirmParameters(old.digest))


def test_every_later_entry_names_the_parameters_that_it_rested_on(
    office: Office, tmp_path: Any
) -> None:
    digest = spending.bring_into_force(office)
    case = office.start()
    assert [e.digests.parameters for e in entries(office, f"case/{case}")] == [digest]
    chained(office)
    assert agency_verdict(office, tmp_path).ok


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ((), None),
        ((('name="tender_bound"', 'name="tender_bond"'), ("= tender_bound<", "= tender_bond<")),
         "PAR001"),
        ((('name="tender_bound" type="decimal"', 'name="tender_bound" type="integer"'),),
         "PAR002"),
        ((('ladder="purchase"', 'ladder="purchases"'),), "PAR003"),
        ((("amount &gt;= tender_bound", "amount &gt;= no_such_name"),), "BPM040"),
    ],
)  # fmt: skip
def test_a_chart_names_only_what_is_in_force(
    sqlite_office: Office, changes: tuple[tuple[str, str], ...], rule: str | None
) -> None:
    spending.bring_into_force(sqlite_office)
    if rule is None:
        spending.deploy(sqlite_office)
        return
    with pytest.raises(ChartRefused) as caught:
        execute_agency(sqlite_office.rt, caller("sysadmin"), Deploy(spending.chart(*changes)))
    assert rule in {x.rule for x in caught.value.findings}


def test_without_parameters_in_force_such_a_chart_is_refused(sqlite_office: Office) -> None:
    with pytest.raises(ChartRefused) as caught:
        spending.deploy(sqlite_office)
    assert {x.rule for x in caught.value.findings} == {"PAR001", "PAR003"}
