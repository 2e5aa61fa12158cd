"""Warnings by parameters of the agency (预警参数), brought into force by two hands."""

from typing import Any

from support import spending
from support.cards import LATE, rows
from support.evidence import facts_of, refused, replays
from support.office import Office, caller

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.parameters import ConfirmParameters, ProposeParameters
from zhiheng.commands.sweeps.sweep_warnings import sweep_warnings
from zhiheng.model.ids import CaseId


def in_force(office: Office, *policies: dict[str, Any]) -> None:
    proposal = ProposeParameters({"warnings": list(policies)})
    (fact,) = execute_agency(office.rt, caller("sysadmin"), proposal).entry.facts
    assert isinstance(fact, f.ParametersProposed)
    execute_agency(office.rt, spending.SECOND, ConfirmParameters(fact.digest))


def visiting(office: Office) -> tuple[CaseId, f.ClockStarted]:
    case = office.start()
    office.walk(case, "site_visit")
    (clock,) = [x for x in facts_of(office, case, f.ClockStarted) if x.clock == LATE]
    return case, clock


def test_a_power_warns_on_the_days_and_in_the_colour_of_its_own_policy(office: Office) -> None:
    _, before = visiting(office)
    assert (before.remind_on, before.yellow_on) == ("2026-03-04", "2026-03-05")
    own = {"name": "permit", "chart": "construction-permit", "remind": 20, "yellow": 60}
    in_force(office, own | {"step": "red"}, {"name": "all", "yellow": 85})
    case, clock = visiting(office)
    assert (clock.remind_on, clock.yellow_on) == ("2026-03-03", "2026-03-04")
    assert clock.due == before.due, "the limit itself is the law's"
    office.clock.forward(days=4)
    sweep_warnings(office.rt)
    cards = [r for r in rows(office, case_id=case) if r.trigger == "over-step"]
    assert {r.colour for r in cards} == {"red"}
    replays(office, case)


def test_a_limit_that_runs_keeps_the_days_it_began_with(office: Office) -> None:
    case, clock = visiting(office)
    in_force(office, {"name": "all", "remind": 1, "yellow": 2})
    office.claim(case, "gh-2", "site_visit")
    (same,) = [x for x in facts_of(office, case, f.ClockStarted) if x.clock == LATE]
    assert same == clock
    replays(office, case)


def test_a_policy_that_makes_no_sense_comes_not_into_force(sqlite_office: Office) -> None:
    with refused(sqlite_office, "parameters-fault", 422):
        in_force(sqlite_office, {"name": "all", "remind": 95})
