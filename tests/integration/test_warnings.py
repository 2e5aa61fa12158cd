"""Warnings of limits (预警): reminder, yellow, red, each said once of each count of the days."""

from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from support.evidence import chained, count, facts_of, refused, replays
from support.office import AGENCY, MONDAY, Office, caller
from support.processes import another, at_once

from zhiheng import facts as f
from zhiheng.commands.handling import handle
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.fire import law_of
from zhiheng.commands.limits.warn import WarnClock
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.commands.sweeps import sweep_warnings as sweeping
from zhiheng.commands.sweeps.sweep_warnings import sweep_warnings
from zhiheng.errors import NotReady, ReplayDiffers
from zhiheng.model.ids import CaseId
from zhiheng.queries.cases import case_file
from zhiheng.queries.timeline import timeline
from zhiheng.store import tables as t
from zhiheng.store.cards import card_differences

VISIT = "site_visit@1:post"
"""Three working days from Monday, 2 March 2026: due on Thursday the 5th."""


def said(office: Office, case: CaseId, clock: str = VISIT) -> list[str]:
    return [x.rung for x in facts_of(office, case, f.ClockWarned) if x.clock == clock]


def visiting(office: Office) -> CaseId:
    case = office.start()
    office.walk(case, "site_visit")
    return case


def days(office: Office, many: float) -> None:
    office.clock.now = MONDAY + timedelta(days=many)


def test_each_rung_is_said_on_its_day_and_once(office: Office) -> None:
    case = visiting(office)
    for _ in range(12):
        sweep_warnings(office.rt)
        office.clock.forward(hours=12)
    assert said(office, case) == ["remind", "yellow", "red"]
    entries = {x.clock: x for x in facts_of(office, case, f.ClockStarted)}
    assert entries[VISIT].due == "2026-03-05"
    replays(office, case)
    chained(office)


def test_red_is_said_at_midnight_in_china_after_the_last_day_and_not_before(
    office: Office,
) -> None:
    case = visiting(office)
    office.clock.now = MONDAY.replace(day=5, hour=15, minute=59, second=59)
    sweep_warnings(office.rt)
    assert said(office, case) == ["yellow"]
    office.clock.forward(seconds=1)
    sweep_warnings(office.rt)
    assert said(office, case) == ["yellow", "red"]


def test_after_a_standstill_nobody_is_reminded_of_what_is_late(office: Office) -> None:
    case = visiting(office)
    days(office, 10)
    sweep_warnings(office.rt)
    assert said(office, case) == ["red"]
    assert sweep_warnings(office.rt) == 0


def test_a_provisional_day_warns_and_never_turns_red(office: Office) -> None:
    """The notice for 2027 is not in: no card rests on it (design.md §9)."""
    office.clock.now = MONDAY.replace(month=12, day=28)
    case = visiting(office)
    for _ in range(60):
        sweep_warnings(office.rt)
        office.clock.forward(days=1)
    assert said(office, case, "statutory") == ["remind", "yellow"]
    with office.rt.db.reading() as connection:
        sources = connection.execute(select(t.card.c.source)).scalars().all()
    assert not [s for s in sources if "statutory" in s]
    replays(office, case)


def test_what_was_done_in_time_warns_no_more(office: Office) -> None:
    case = visiting(office)
    sweep_warnings(office.rt)
    office.walk(office.start(), "site_visit")
    office.sign(case, "gh-2", "site_visit", _visit(), ("踏勘记录",))
    office.sign(case, "jc-1", "site_visit")
    days(office, 3.9)
    sweep_warnings(office.rt)
    assert "red" not in said(office, case)
    with refused_by_law("limit-ended"):
        execute(office.rt, law_of(AGENCY), WarnClock(case, VISIT))


def test_who_holds_the_step_is_told_and_of_red_supervision_too(office: Office) -> None:
    case = visiting(office)
    office.claim(case, "gh-2", "site_visit")
    days(office, 10)
    sweep_warnings(office.rt)
    n = t.notice.c
    with office.rt.db.reading() as connection:
        told = connection.execute(
            select(n.recipient).where(n.case_id == case, n.kind == "limit-red", n.task.is_not(None))
        ).scalars()
        assert {"person:gh-2", "section:JC", "role:supervisor"} <= set(told)


def test_two_sweepers_at_once_say_each_rung_once(office: Office, tmp_path: Path) -> None:
    cases = [visiting(office) for _ in range(4)]
    with another(office, tmp_path / "documents") as other:
        for many in (1, 2, 3, 4.1):
            days(office, many)
            at_once([partial(sweep_warnings, o.rt) for o in (office, other, office, other)])
    for case in cases:
        rungs = Counter((x.clock, x.rung) for x in facts_of(office, case, f.ClockWarned))
        assert set(rungs.values()) == {1}
        assert said(office, case)[-1] == "red"
        replays(office, case)
    assert count(office, t.card) == 4 * 2, "one for each section that holds the visit up"
    with office.rt.db.reading() as connection:
        assert card_differences(connection, AGENCY) == []
    chained(office)


def test_another_process_goes_on_where_one_stopped(office: Office, tmp_path: Path) -> None:
    case = visiting(office)
    days(office, 2.9)
    sweep_warnings(office.rt)
    before = said(office, case)
    with another(office, tmp_path / "documents") as other:
        sweep_warnings(other.rt)
        assert said(office, case) == before
        other.clock.now = office.clock.now = MONDAY + timedelta(days=5)
        sweep_warnings(other.rt)
    assert said(office, case) == [*before, "red"]


@pytest.mark.parametrize("jump", [-1, 1])
def test_a_clock_that_jumps_a_day_says_nothing_twice(office: Office, jump: int) -> None:
    case = visiting(office)
    for many in (1, 2, 3):
        days(office, many)
        sweep_warnings(office.rt)
        days(office, many + jump)
        sweep_warnings(office.rt)
    days(office, 5)
    sweep_warnings(office.rt)
    rungs = Counter((x.clock, x.rung) for x in facts_of(office, case, f.ClockWarned))
    assert set(rungs.values()) == {1}
    replays(office, case)


def test_a_warning_is_no_act_and_keeps_nobody_from_taking_back(office: Office) -> None:
    case = visiting(office)
    days(office, 1.5)
    sweep_warnings(office.rt)
    office.sign(case, "gh-2", "site_visit", _visit(), ("踏勘记录",))
    office.sign(case, "jc-1", "site_visit")
    days(office, 40)
    sweep_warnings(office.rt)
    execute(office.rt, caller("jc-1"), TakeBack(case))
    replays(office, case)
    sweep_warnings(office.rt)
    assert said(office, case)[-1] == "red"
    replays(office, case)


def test_a_case_that_does_not_replay_keeps_no_other_from_warning(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, other = visiting(office), visiting(office)
    real = handle.execute

    def execute_(rt: object, law: object, command: WarnClock) -> object:
        if command.case == case:
            raise ReplayDiffers("spoilt")
        return real(rt, law, command)  # type: ignore[arg-type]

    days(office, 10)
    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "execute", execute_)
        patch.setattr(sweeping, "AT_ONCE", 1)
        sweep_warnings(office.rt)
    assert (said(office, case), said(office, other)) == ([], ["red"])
    sweep_warnings(office.rt)
    assert said(office, case) == ["red"]


@pytest.mark.parametrize("who", ["gh-1", "jiwei", "sysadmin", "yuanda"])
def test_nobody_warns_by_hand(office: Office, who: str) -> None:
    case = visiting(office)
    days(office, 10)
    with refused(office, "role-may-not", 403):
        execute(office.rt, caller(who), WarnClock(case, VISIT))


def test_nothing_is_said_early(office: Office) -> None:
    case = visiting(office)
    with refused_by_law("warning-not-due"):
        execute(office.rt, law_of(AGENCY), WarnClock(case, "statutory"))


def refused_by_law(rule: str) -> pytest.RaisesExc[NotReady]:
    return pytest.raises(NotReady, match=rule)


def _visit() -> dict[str, object]:
    return {"location": "远达路以北", "measured_distance": "26.40", "photos": 12}


def test_the_time_line_says_that_a_limit_has_passed(office: Office) -> None:
    case = visiting(office)
    days(office, 10)
    sweep_warnings(office.rt)
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("jiwei"), case)
        roster = office.rt.agency(connection, AGENCY).roster
    assert roster is not None
    told = [x for step in timeline(file, roster, full=True) for x in step.effect]
    assert "时限已过（红）：“现场踏勘”的岗位时限" in told
