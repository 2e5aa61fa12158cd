"""The gates of docs/gates.md that are clocks: 4, 6, 7, 12, 13 and 23."""

from datetime import date

import pytest
from sqlalchemy import select
from support.clocked import CLOCKED, NOTICE, accepted, deploy, load_year, start_of, to
from support.enforcement import DEMOLITION, RELEASE, SEIZURE
from support.evidence import facts_of, item, refused, replays
from support.office import Office, caller
from support.vectors import SLOTS

from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.extend import Extend
from zhiheng.commands.sweeps.sweep import sweep
from zhiheng.errors import NotReady
from zhiheng.model.ids import CaseId
from zhiheng.queries.task import ClockView, task_view
from zhiheng.store import tables as t


def _clock(office: Office, case: CaseId, who: str, step: str) -> ClockView:
    """The limit of the case as the page of a step shows it."""
    with office.rt.db.reading() as connection:
        view = task_view(office.rt, connection, caller(who), case, step)
    return next(c for c in view.clocks if c.clock == "statutory")


def _extend(office: Office, case: CaseId, who: str, clock: str, n: int, why: str = "复杂") -> None:
    execute(office.rt, caller(who), Extend(case, clock, n, why, office.paper("告知书")))


def test_silence_for_five_working_days_is_acceptance_from_the_day_of_receipt(
    office: Office,
) -> None:
    deploy(office, CLOCKED)
    to(office, date(2026, 3, 2))
    case = start_of(office, "clocked")
    to(office, date(2026, 3, 9), 23.9)
    assert sweep(office.rt) == 0
    to(office, date(2026, 3, 10), 0)
    assert sweep(office.rt) == 1
    (taken,) = facts_of(office, case, f.CaseAccepted)
    assert taken.on == "2026-03-02"
    assert _clock(office, case, "gh-k", "study@1").due == "2026-03-30"
    replays(office, case)


def test_nothing_is_deemed_by_a_day_that_may_still_change(office: Office) -> None:
    deploy(office, CLOCKED)
    to(office, date(2026, 12, 28))
    case = start_of(office, "clocked")
    to(office, date(2027, 2, 1))
    assert sweep(office.rt) == 0
    load_year(office, 2027, "2027-01-01")
    assert sweep(office.rt) == 1
    assert item(office, case).number is not None
    replays(office, case)


def test_a_review_that_the_law_does_not_require_stops_no_clock(office: Office) -> None:
    deploy(office, CLOCKED)
    case = accepted(office, date(2026, 3, 2))
    office.sign(case, "gh-k", "study", {"need": "own"})
    to(office, date(2026, 3, 27))
    assert _clock(office, case, "zh-1", "review@1").stopped_since is None
    assert _clock(office, case, "zh-1", "review@1").remaining == 1


def test_no_clock_stops_without_written_notice_of_the_time(office: Office) -> None:
    deploy(office, CLOCKED)
    case = accepted(office, date(2026, 3, 2))
    with refused(office, "stop-without-notice", 409):
        office.sign(case, "gh-k", "study", {"need": "law"})
    assert item(office, case).open_tasks == ("study@1",)


def test_a_stop_is_seen_in_the_days_that_remain(office: Office) -> None:
    deploy(office, CLOCKED)
    case = accepted(office, date(2026, 3, 2))
    to(office, date(2026, 3, 9))
    office.sign(case, "gh-k", "study", {"need": "law"}, (NOTICE,))
    for day in (date(2026, 3, 9), date(2026, 3, 20), date(2026, 5, 20)):
        to(office, day)
        clock = _clock(office, case, "zh-1", "review@1")
        assert (clock.remaining, clock.stopped_since) == (16, "2026-03-09")
    replays(office, case)


@pytest.mark.parametrize("who", ["gh-1", "gh-k", "dj"])
def test_nobody_below_the_level_that_the_article_names_extends(office: Office, who: str) -> None:
    deploy(office, CLOCKED)
    case = accepted(office, date(2026, 3, 2))
    with refused(office, "extension-level", 403):
        _extend(office, case, who, "statutory", 10)


def test_an_extension_is_given_once_with_reason_and_notice(office: Office) -> None:
    deploy(office, CLOCKED)
    case = accepted(office, date(2026, 3, 2))
    with refused(office, "verb-reason", 422):
        _extend(office, case, "jz", "statutory", 10, " ")
    with refused(office, "document-not-stored", 422):
        execute(office.rt, caller("jz"), Extend(case, "statutory", 10, "复杂", "0" * 64))
    _extend(office, case, "jz", "statutory", 10)
    with refused(office, "extended-already", 409):
        _extend(office, case, "jz", "statutory", 1)
    assert _clock(office, case, "gh-k", "study@1").due == "2026-04-14"
    replays(office, case)


def _seized(office: Office) -> CaseId:
    deploy(office, SEIZURE)
    to(office, date(2026, 9, 2))
    case = start_of(office, "seizure")
    office.sign(case, "gh-1", "seize", {})
    return case


def test_a_seizure_is_lifted_by_a_step_of_its_own_after_thirty_days(office: Office) -> None:
    """强制法 25: the thirtieth day is in the holiday, and does not roll."""
    case = _seized(office)
    office.sign(case, "jz", "approve", {})
    to(office, date(2026, 10, 2), 23.9)
    assert sweep(office.rt) == 0
    to(office, date(2026, 10, 3), 0)
    assert sweep(office.rt) == 1
    assert item(office, case).open_tasks == ("lift@1",)
    with refused(office, "task-done", 409):
        office.sign(case, "gh-k", "keep", {})
    replays(office, case)


def test_a_seizure_is_extended_once_by_thirty_days_and_by_the_head(office: Office) -> None:
    case = _seized(office)
    office.sign(case, "jz", "approve", {})
    with refused(office, "extension-level", 403):
        _extend(office, case, "dj", "thirty", 30)
    with refused(office, "extension-length", 422):
        _extend(office, case, "jz", "thirty", 31)
    _extend(office, case, "jz", "thirty", 30)
    with refused(office, "extended-already", 409):
        _extend(office, case, "jz", "thirty", 30)
    to(office, date(2026, 11, 1), 23.9)
    assert sweep(office.rt) == 0
    to(office, date(2026, 11, 2), 0)
    assert sweep(office.rt) == 1
    assert item(office, case).open_tasks == ("lift@1",)
    replays(office, case)


def test_an_urgent_seizure_that_nobody_approves_within_a_day_is_lifted(office: Office) -> None:
    """强制法 19: hours run through the night."""
    case = _seized(office)
    to(office, date(2026, 9, 3), 8.9)
    assert sweep(office.rt) == 0
    to(office, date(2026, 9, 3), 9)
    with pytest.raises(NotReady, match="task-done"):
        office.sign(case, "jz", "approve", {})
    assert item(office, case).open_tasks == ("lift@1",)
    replays(office, case)


def _may_demolish(office: Office, day: date, urgent: str = "no", *papers: str) -> CaseId:
    """Served on 2026-03-02; the demand went out once both periods were over."""
    deploy(office, DEMOLITION)
    to(office, date(2026, 3, 2))
    case = start_of(office, "demolition")
    office.sign(case, "gh-1", "serve", {})
    to(office, date(2026, 9, 3))
    sweep(office.rt)
    office.sign(case, "gh-k", "demand", {"urgent": urgent}, papers)
    to(office, day)
    return case


def test_no_demolition_before_both_remedy_periods_are_over(office: Office) -> None:
    """复议 60 days end on 2026-05-01, 诉讼 six months on 2026-09-02; the later one counts."""
    deploy(office, DEMOLITION)
    to(office, date(2026, 3, 2))
    case = start_of(office, "demolition")
    office.sign(case, "gh-1", "serve", {})
    to(office, date(2026, 5, 2))
    assert sweep(office.rt) == 1
    assert item(office, case).open_tasks == ()
    to(office, date(2026, 9, 2), 23.9)
    assert sweep(office.rt) == 0
    to(office, date(2026, 9, 3), 0)
    assert sweep(office.rt) == 1
    assert item(office, case).open_tasks == ("demand@1",)
    replays(office, case)


def test_no_compulsory_execution_at_night(office: Office) -> None:
    case = _may_demolish(office, date(2026, 9, 28))
    for hour in (0, 5.9, 22, 23.9):
        to(office, date(2026, 9, 28), hour)
        with refused(office, "forbidden-hour", 409):
            office.sign(case, "zh-1", "demolish", {})
    to(office, date(2026, 9, 28), 6)
    office.sign(case, "zh-1", "demolish", {})
    replays(office, case)


@pytest.mark.parametrize(
    ("day", "rule"),
    [*SLOTS, (date(2026, 9, 27), "forbidden-day"), (date(2026, 10, 1), "forbidden-day")],
)
def test_no_compulsory_execution_on_a_rest_day_nor_on_a_make_up_day_unreleased(
    office: Office, day: date, rule: str
) -> None:
    case = _may_demolish(office, day)
    with refused(office, rule, 409):
        execute(office.rt, caller("zh-1"), Claim(case, "demolish@1"))
    with refused(office, rule, 409):
        office.sign(case, "zh-1", "demolish", {})


def test_a_make_up_saturday_that_was_released_is_a_working_day(office: Office) -> None:
    case = _may_demolish(office, date(2026, 10, 10), "no", RELEASE)
    office.sign(case, "zh-1", "demolish", {})
    assert item(office, case).status == "closed"


def test_what_is_urgent_by_the_record_is_done_at_night_and_on_a_rest_day(office: Office) -> None:
    case = _may_demolish(office, date(2026, 10, 1), "yes")
    to(office, date(2026, 10, 1), 23)
    office.sign(case, "zh-1", "demolish", {})
    assert item(office, case).status == "closed"


def test_publishing_the_year_moves_a_provisional_day_with_an_entry(office: Office) -> None:
    """20 working days from 2026-12-14; 2027 gets one more day of rest than the statute has."""
    deploy(office, CLOCKED)
    case = accepted(office, date(2026, 12, 14))
    clock = _clock(office, case, "gh-k", "study@1")
    assert (clock.due, clock.provisional) == ("2027-01-12", True)
    load_year(office, 2027, "2027-01-01", "2027-01-04")
    sweep(office.rt)
    (moved,) = (x for x in facts_of(office, case, f.ClockReprojected) if x.clock == "statutory")
    assert (moved.old_due, moved.due, moved.provisional) == ("2027-01-12", "2027-01-13", False)
    with office.rt.db.reading() as connection:
        row = connection.execute(select(t.clock).where(t.clock.c.clock == "statutory")).one()
    assert (row.due, bool(row.provisional)) == ("2027-01-13", False)
    replays(office, case)
