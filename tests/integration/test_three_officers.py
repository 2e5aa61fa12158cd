"""三员分立: three persons, three accounts, none of whom touches an ordinary case."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from support import system_cases as sc
from support.evidence import refused
from support.office import ACCEPT, AGENCY, Office, caller

from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.load import LoadCalendar, LoadRoster
from zhiheng.commands.bureau.load_relations import LoadRelations
from zhiheng.commands.bureau.operation import BeginOperation
from zhiheng.commands.bureau.parameters import ConfirmParameters, ProposeParameters
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.personnel.accounts import GrantAccounts, OpenAccounts
from zhiheng.commands.signing.sign import Sign
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.errors import NotVisible
from zhiheng.model.ids import CaseId
from zhiheng.queries.cases import one, search
from zhiheng.store import tables as t
from zhiheng_api.sample import begin_operation

THREE = ("xt-1", "aq-1", "sj-1")


def opened(account: str, role: str, person: str | None = None) -> OpenAccounts:
    return OpenAccounts((f.AccountOpened(account=account, role=role, person=person),))


def account_row(office: Office, account: str) -> Any:
    with office.rt.db.reading() as connection:
        query = select(t.account).where(t.account.c.agency == AGENCY, t.account.c.id == account)
        return connection.execute(query).one_or_none()


@pytest.mark.parametrize("person", THREE)
@pytest.mark.parametrize("role", ["system", "security", "audit", "officer"])
def test_nobody_holds_two_of_the_three_offices_nor_one_and_any_other(
    sqlite_office: Office, person: str, role: str
) -> None:
    with refused(sqlite_office, "officers-overlap", 409):
        execute_agency(sqlite_office.rt, caller("sysadmin"), opened("second", role, person))


@pytest.mark.parametrize("role", ["system", "security", "audit"])
def test_who_handles_cases_is_none_of_the_three(sqlite_office: Office, role: str) -> None:
    with refused(sqlite_office, "officers-overlap", 409):
        execute_agency(sqlite_office.rt, caller("sysadmin"), opened("second", role, "gh-1"))


def test_two_accounts_opened_at_once_overlap_as_well(sqlite_office: Office) -> None:
    roster = sc.roster()
    roster["persons"].append({"id": "xt-2", "name": "新人（测试）"})
    execute_agency(sqlite_office.rt, caller("sysadmin"), LoadRoster(roster))
    both = [f.AccountOpened(account=r, role=r, person="xt-2") for r in ("system", "audit")]
    with refused(sqlite_office, "officers-overlap", 409):
        execute_agency(sqlite_office.rt, caller("sysadmin"), OpenAccounts(tuple(both)))


Act = Callable[[Office, CaseId, str], object]
ACTS: dict[str, Act] = {
    "claim": lambda o, c, w: execute(o.rt, sc.hand(w), Claim(c, "intake@1")),
    "sign": lambda o, c, w: execute(o.rt, sc.hand(w), Sign(c, "intake@1", values=ACCEPT)),
    "take-back": lambda o, c, w: execute(o.rt, sc.hand(w), TakeBack(c)),
    "urge": lambda o, c, w: execute(o.rt, sc.hand(w), Urge(c, "intake@1", "")),
    "start": lambda o, _, w: start(
        o.rt, sc.hand(w), Start("construction-permit", "x", "yuanda", "window")
    ),
}


@pytest.mark.parametrize("who", THREE)
@pytest.mark.parametrize("verb", ACTS)
def test_none_of_the_three_touches_an_ordinary_case(office: Office, who: str, verb: str) -> None:
    case = office.start()
    with refused(office, "role-may-not", 403):
        ACTS[verb](office, case, who)


@pytest.mark.parametrize("who", THREE)
def test_none_of_the_three_sees_an_ordinary_case(sqlite_office: Office, who: str) -> None:
    ordinary, of_the_system = sqlite_office.start(), sc.begin(sqlite_office, "chart-release")
    with sqlite_office.rt.db.reading() as connection:
        with pytest.raises(NotVisible):
            one(connection, sc.hand(who), ordinary)
        assert [x.id for x in search(connection, sc.hand(who))] == [of_the_system]


def test_an_applicant_neither_sees_nor_starts_a_system_case(sqlite_office: Office) -> None:
    case = sc.begin(sqlite_office, "chart-release")
    named = replace(caller("yuanda"), party=AGENCY)  # type: ignore[arg-type]
    with sqlite_office.rt.db.reading() as connection:
        with pytest.raises(NotVisible):
            one(connection, named, case)
        assert search(connection, named) == []
    with refused(sqlite_office, "no-such-chart", 404):
        start(sqlite_office.rt, named, Start("chart-release", "x", AGENCY, "online"))


@pytest.mark.parametrize("who", ["gh-1", "jz", "fz-1"])
def test_only_the_system_officer_starts_a_system_case(sqlite_office: Office, who: str) -> None:
    with refused(sqlite_office, "role-may-not", 403):
        start(sqlite_office.rt, sc.hand(who), Start("chart-release", "x", AGENCY, "window"))


def test_a_system_case_is_the_agencys_own(sqlite_office: Office) -> None:
    with refused(sqlite_office, "bad-request", 422):
        start(sqlite_office.rt, sc.hand("xt-1"), Start("chart-release", "x", "yuanda", "window"))


def test_in_operation_an_account_takes_effect_once_the_security_officer_has_granted_it(
    office: Office,
) -> None:
    begin_operation(office.rt)
    execute_agency(office.rt, sc.hand("xt-1"), opened("new", "supervisor"))
    assert account_row(office, "new") is None
    with refused(office, "role-may-not", 403):
        execute_agency(office.rt, sc.hand("xt-1"), GrantAccounts(("new",)))
    execute_agency(office.rt, sc.hand("aq-1"), GrantAccounts(("new",)))
    assert account_row(office, "new").role == "supervisor"
    with refused(office, "account-not-waiting", 409):
        execute_agency(office.rt, sc.hand("aq-1"), GrantAccounts(("new",)))


def test_the_security_officer_grants_but_opens_none(sqlite_office: Office) -> None:
    begin_operation(sqlite_office.rt)
    with refused(sqlite_office, "role-may-not", 403):
        execute_agency(sqlite_office.rt, sc.hand("aq-1"), opened("new", "supervisor"))


def test_while_setting_up_an_account_takes_effect_at_once(sqlite_office: Office) -> None:
    execute_agency(sqlite_office.rt, caller("sysadmin"), opened("new", "supervisor"))
    assert account_row(sqlite_office, "new") is not None


# -- 投入运行 -----------------------------------------------------------------------------------


def test_operation_is_asked_by_one_and_begun_by_the_other(office: Office) -> None:
    with refused(office, "operation-not-asked", 409):
        execute_agency(office.rt, sc.hand("aq-1"), BeginOperation())
    execute_agency(office.rt, sc.hand("xt-1"), BeginOperation())
    execute_agency(office.rt, caller("sysadmin"), LoadRoster(sc.roster()))
    (begun,) = execute_agency(office.rt, sc.hand("aq-1"), BeginOperation()).entry.facts
    assert begun == f.OperationBegun(asked_by="xt-1", begun_by="aq-1")
    with refused(office, "in-operation", 409):
        execute_agency(office.rt, sc.hand("xt-1"), BeginOperation())


@pytest.mark.parametrize("who", ["sj-1", "jz", "jiwei"])
def test_nobody_else_puts_an_agency_into_operation(sqlite_office: Office, who: str) -> None:
    given = caller(who) if who == "jiwei" else sc.hand(who)
    with refused(sqlite_office, "role-may-not", 403):
        execute_agency(sqlite_office.rt, given, BeginOperation())


DIRECT: dict[str, Callable[[], Any]] = {
    "load-roster": lambda: LoadRoster(sc.roster()),
    "load-calendar": lambda: LoadCalendar(sc.calendar()),
    "load-relations": lambda: LoadRelations({"relations": []}),
    "propose-parameters": lambda: ProposeParameters({"parameters": [], "ladders": []}),
    "confirm-parameters": lambda: ConfirmParameters("0" * 64),
}


@pytest.mark.parametrize("verb", DIRECT)
def test_in_operation_no_administrator_acts_alone(office: Office, verb: str) -> None:
    begin_operation(office.rt)
    for who in (caller("sysadmin"), sc.hand("xt-1")):
        with refused(office, "needs-system-case", 409) as caught:
            execute_agency(office.rt, who, DIRECT[verb]())
        assert caught.value.facts["chart"].endswith("-change")
