"""Timers of a chart (定时事件): they move the case by themselves, on the legal calendar."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from support.evidence import count, facts_of, item, refused, replays
from support.office import Office, caller
from support.timed import deploy_timed, start_timed

from zhiheng import facts as f
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.handling import handle
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.fire import FireTimer, law_of
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.commands.sweeps import sweep as sweeping
from zhiheng.commands.sweeps.sweep import sweep
from zhiheng.errors import NotReady, ReplayDiffers
from zhiheng.model.ids import AgencyId, CaseId, ElementPath
from zhiheng.queries.cases import case_file
from zhiheng.queries.timeline import timeline
from zhiheng.store import tables as t


@pytest.fixture
def waiting(office: Office) -> Iterator[tuple[Office, CaseId]]:
    """Drafted on Monday, 2 March 2026: the five working days end on Monday, 9 March."""
    deploy_timed(office)
    case = start_timed(office)
    office.sign(case, "gh-1", "draft", {})
    yield office, case
    replays(office, case)


def to(office: Office, month: int, day: int, hours: float = 0) -> None:
    """Move the clock to so many hours after midnight in China."""
    begin = datetime(2026, month, day, tzinfo=UTC) - timedelta(hours=8)
    office.clock.now = begin + timedelta(hours=hours)


def test_a_right_lapses_at_midnight_after_the_last_working_day_and_not_before(
    waiting: tuple[Office, CaseId],
) -> None:
    office, case = waiting
    to(office, 3, 9, 23.999)
    assert sweep(office.rt) == 0
    assert item(office, case).open_tasks == ("request@1",)
    to(office, 3, 10)
    assert sweep(office.rt) == 1
    assert item(office, case).open_tasks == ()
    assert sweep(office.rt) == 0


def test_the_file_tells_until_when_it_waits_and_that_nobody_ended_the_waiting(
    waiting: tuple[Office, CaseId],
) -> None:
    office, case = waiting
    to(office, 3, 10)
    sweep(office.rt)
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("jiwei"), case)
        view = office.rt.agency(connection, "jingyue")
    assert view.roster is not None
    steps = timeline(file, view.roster, full=True)
    assert "定时“五日”：等到2026-03-09（含）" in steps[-2].effect
    assert "定时“五日”届满，自动往下走" in steps[-1].effect
    assert (steps[-1].command, steps[-1].person, steps[-1].post) == ("fire-timer", None, None)


def test_who_asks_on_the_last_day_is_heard(waiting: tuple[Office, CaseId]) -> None:
    office, case = waiting
    to(office, 3, 9, 23.9)
    office.sign(case, "yuanda", "request", {})
    assert item(office, case).open_tasks == ("hearing@1",)
    to(office, 3, 11)
    assert sweep(office.rt) == 0, "the five days wait no longer"


def test_who_asks_too_late_is_late_even_if_no_sweep_came_by(
    waiting: tuple[Office, CaseId],
) -> None:
    office, case = waiting
    to(office, 3, 10)
    with pytest.raises(NotReady, match="task-done"):
        office.sign(case, "yuanda", "request", {})
    fired = [x.fired for x in facts_of(office, case, f.TokensMoved) if x.fired]
    assert fired == ["five_days@1"]


def test_a_timer_fires_first_on_a_second_attempt_too(
    waiting: tuple[Office, CaseId], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, case = waiting
    to(office, 3, 10)
    real, beaten = handle._attempt, [IntegrityError("insert", {}, Exception("key"))]

    def attempt(*given: Any) -> Any:
        if beaten:
            raise beaten.pop()
        return real(*given)

    monkeypatch.setattr(handle, "_attempt", attempt)
    with pytest.raises(NotReady, match="task-done"):
        office.sign(case, "yuanda", "request", {})
    assert count(office, t.timer, t.timer.c.waiting) == 1, "the publication waits now"


def test_a_case_that_does_not_replay_keeps_no_other_from_going_on(
    waiting: tuple[Office, CaseId], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, case = waiting
    other = start_timed(office)
    office.sign(other, "gh-1", "draft", {})
    to(office, 3, 10)
    real = handle.execute

    def execute(rt: Any, law: Any, command: FireTimer) -> Any:
        if command.case == case:
            raise ReplayDiffers("spoilt")
        return real(rt, law, command)

    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "execute", execute)
        assert sweep(office.rt) == 1
    assert item(office, other).open_tasks == ()
    assert sweep(office.rt) == 1


def test_a_reminder_leaves_the_step_going_on(waiting: tuple[Office, CaseId]) -> None:
    office, case = waiting
    office.sign(case, "yuanda", "request", {})
    to(office, 3, 6)
    assert sweep(office.rt) == 1
    assert item(office, case).open_tasks == ("hearing@1", "remind@1")
    office.sign(case, "zh-1", "hearing", {})
    assert item(office, case).open_tasks == ("remind@1",)
    assert sweep(office.rt) == 0


def test_a_step_done_in_time_is_not_reminded_of(waiting: tuple[Office, CaseId]) -> None:
    office, case = waiting
    office.sign(case, "yuanda", "request", {})
    office.sign(case, "zh-1", "hearing", {})
    to(office, 3, 6)
    assert sweep(office.rt) == 0
    assert item(office, case).open_tasks == ()


def test_hours_run_through_the_night_and_break_the_step_off(
    waiting: tuple[Office, CaseId],
) -> None:
    office, case = waiting
    to(office, 3, 10)
    sweep(office.rt)
    to(office, 3, 17, 24)
    assert sweep(office.rt) == 1, "seven natural days after the 10th"
    office.claim(case, "gh-k", "file")
    to(office, 3, 18, 47.99)
    assert sweep(office.rt) == 0
    to(office, 3, 18, 48)
    assert sweep(office.rt) == 1
    assert item(office, case).open_tasks == ("chase@1",)
    broken = t.slot.c.task == "file"
    assert count(office, t.slot, broken, t.slot.c.state == "void") == 1
    with refused(office, "task-done", 409):
        office.sign(case, "gh-k", "file", {})
    office.sign(case, "dj", "chase", {})
    assert item(office, case).status == "closed"
    assert count(office, t.timer, t.timer.c.waiting) == 0


def test_no_timer_fires_by_a_calendar_that_may_still_change(office: Office) -> None:
    deploy_timed(office, ('n="5"', 'n="260"'))
    case = start_timed(office)
    office.sign(case, "gh-1", "draft", {})
    armed = facts_of(office, case, f.TimerArmed)[-1]
    assert armed.provisional
    to(office, 12, 31)
    office.clock.now += timedelta(days=365)
    assert sweep(office.rt) == 0
    with pytest.raises(NotReady, match="timer-provisional"):
        execute(office.rt, law_of(AgencyId("jingyue")), _five_days(case))
    assert item(office, case).open_tasks == ("request@1",)


def test_no_timer_fires_early_or_twice(waiting: tuple[Office, CaseId]) -> None:
    office, case = waiting
    law = law_of(AgencyId("jingyue"))
    with pytest.raises(NotReady, match="timer-not-due"):
        execute(office.rt, law, _five_days(case))
    to(office, 3, 10)
    execute(office.rt, law, _five_days(case))
    with pytest.raises(NotReady, match="timer-not-waiting"):
        execute(office.rt, law, _five_days(case))
    actors = [x for x in facts_of(office, case, f.SlotSigned) if x.person == "law"]
    assert actors == [], "a time that is over signs nothing"


@pytest.mark.parametrize("who", ["gh-1", "jiwei", "sysadmin", "yuanda"])
def test_nobody_lets_a_timer_fire_by_hand(waiting: tuple[Office, CaseId], who: str) -> None:
    office, case = waiting
    to(office, 3, 10)
    with refused(office, "role-may-not", 403):
        execute(office.rt, caller(who), _five_days(case))


def test_a_draft_taken_back_lets_its_timer_count_anew(waiting: tuple[Office, CaseId]) -> None:
    office, case = waiting
    execute(office.rt, caller("gh-1"), TakeBack(case))
    assert count(office, t.timer, t.timer.c.waiting) == 0
    to(office, 3, 6, 10)
    office.sign(case, "gh-1", "draft", {})
    to(office, 3, 13, 23.9)
    assert sweep(office.rt) == 0
    to(office, 3, 14)
    assert sweep(office.rt) == 1


def test_nobody_takes_back_what_a_timer_did(waiting: tuple[Office, CaseId]) -> None:
    office, case = waiting
    to(office, 3, 10)
    sweep(office.rt)
    with refused(office, "not-your-step", 403):
        execute(office.rt, caller("gh-1"), TakeBack(case))


def test_a_withdrawn_case_waits_for_nothing(waiting: tuple[Office, CaseId]) -> None:
    office, case = waiting
    execute(office.rt, caller("yuanda"), Withdraw(case))
    to(office, 3, 20)
    assert sweep(office.rt) == 0
    with office.rt.db.reading() as connection:
        rows = connection.execute(select(t.timer.c.waiting)).scalars().all()
    assert rows == [False]


def _five_days(case: CaseId) -> FireTimer:
    return FireTimer(case, ElementPath("five_days"), 1)
