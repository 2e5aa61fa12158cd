"""倒算：notice of a hearing is served so long before it, or the hearing is on another day.

Law: 许可法 48, 处罚法 64; full working days lie between (notes of practice: 工商总局 2002-12-31).
"""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from support.clocked import deploy, load_year, to
from support.evidence import facts_of, refused, replays
from support.hearing import BACK, HEARING, LOOSE, adjourn, fix, fixed, notify, opened
from support.office import AGENCY, Office, caller
from support.vectors import HEARING as VECTOR
from support.vectors import NOTICE_BY, NOTICE_BY_LOOSE

from zhiheng import facts as f
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.commands.sweeps.sweep import recount
from zhiheng.commands.sweeps.sweep_warnings import sweep_warnings
from zhiheng.model.ids import CaseId
from zhiheng.queries.cases import case_file
from zhiheng.queries.overdue import overdue
from zhiheng.queries.task import task_view
from zhiheng.queries.timeline import run_sheet
from zhiheng.store import tables as t

ON, _ = VECTOR
FIXED = date(2026, 9, 14)
LAST = date.fromisoformat(NOTICE_BY)
NEXT = date(2026, 9, 24)
ALL = frozenset({"red", "yellow", "remind", "green"})


def row(office: Office, case: CaseId) -> Any:
    """The limit that counts back, as it stands now."""
    c = t.clock.c
    query = select(t.clock).where(c.case_id == case, c.kind == "statutory", c.ended_at.is_(None))
    with office.rt.db.reading() as connection:
        return connection.execute(query).one()


def signal(office: Office) -> tuple[str, str]:
    """The last day and the colour in the list of the supervisor."""
    with office.rt.db.reading() as connection:
        items = overdue(office.rt, connection, caller("jiwei"), ALL).items
    (item,) = (x for x in items if x.kind == "statutory")
    return item.due, item.signal


@pytest.mark.parametrize(
    ("changes", "last"), [((), NOTICE_BY), ((LOOSE,), NOTICE_BY_LOOSE)], ids=["strict", "loose"]
)
def test_row_page_list_and_sheet_say_the_last_day_for_the_notice(
    office: Office, changes: tuple[tuple[str, str], ...], last: str
) -> None:
    deploy(office, HEARING, *changes)
    case = fixed(office, FIXED, ON)
    with office.rt.db.reading() as connection:
        view = task_view(office.rt, connection, caller("gh-1"), case, "notify@1")
        file = case_file(office.rt, connection, caller("jiwei"), case)
        agency = office.rt.agency(connection, AGENCY)
    assert agency.roster is not None
    assert agency.calendar is not None
    (page,) = (x for x in view.clocks if x.kind == "statutory")
    sheet = run_sheet(file, agency.roster, agency.calendar, office.clock.now)[-1]
    assert (row(office, case).due, page.due, signal(office)[0]) == (last, last, last)
    assert (page.before, sheet.before, sheet.due) == (ON, ON, last)
    notify(office, case, date.fromisoformat(last))
    (ended,) = (x for x in facts_of(office, case, f.ClockEnded) if x.on is not None)
    assert (ended.late, ended.on) == (False, last)
    replays(office, case)


def test_notice_after_the_last_day_is_refused_and_another_day_helps(office: Office) -> None:
    deploy(office, HEARING)
    case = fixed(office, FIXED, ON)
    with refused(office, "past-last-day", 409) as caught:
        notify(office, case, NEXT)
    said = caught.value.facts
    assert (said["last"], said["day"], said["on"]) == (NOTICE_BY, ON, "2026-09-24")
    assert said["basis"] == "中华人民共和国行政许可法 第四十八条第一款第一项"
    assert signal(office) == (NOTICE_BY, "red")
    notify(office, case, NEXT, "rebook")
    fix(office, case, NEXT, "2026-10-13")
    notify(office, case, NEXT)
    ended = [x for x in facts_of(office, case, f.ClockEnded) if x.clock.endswith("statutory")]
    assert [x.on for x in ended] == [None, "2026-09-24"]
    replays(office, case)


def test_a_notice_that_others_serve_counts_by_the_day_of_their_own_paper(office: Office) -> None:
    served = '<zh:external party="邮政" />'
    deploy(office, HEARING, (BACK, BACK + served))
    case = fixed(office, FIXED, ON)
    to(office, date(2026, 9, 28))
    with refused(office, "past-last-day", 409):
        office.sign(case, "gh-1", "notify", {"told": "served"}, occurred_on=NEXT)
    office.sign(case, "gh-1", "notify", {"told": "served"}, occurred_on=LAST)
    (ended,) = (x for x in facts_of(office, case, f.ClockEnded) if x.on is not None)
    assert (ended.on, ended.late) == (NOTICE_BY, False)
    replays(office, case)


def test_no_hearing_is_fixed_for_a_day_that_leaves_no_time_for_the_notice(office: Office) -> None:
    deploy(office, HEARING)
    case = opened(office, NEXT)
    with refused(office, "event-too-soon", 422) as caught:
        fix(office, case, NEXT, ON)
    assert caught.value.pointer == "/values/hearing_on"
    assert (caught.value.facts["last"], caught.value.facts["earliest"]) == (NOTICE_BY, "2026-09-24")
    for day in ("0001-01-01", "9999-12-31"):
        with refused(office, "wrong-value", 422):
            fix(office, case, NEXT, day)


def test_a_hearing_is_not_moved_to_a_day_for_which_the_notice_served_is_too_late(
    office: Office,
) -> None:
    deploy(office, HEARING)
    case = fixed(office, FIXED, ON)
    notify(office, case, LAST)
    adjourn(office, case, NEXT)
    with refused(office, "event-too-soon", 422) as caught:
        fix(office, case, NEXT, "2026-10-10")
    assert caught.value.facts["earliest"] == NOTICE_BY
    fix(office, case, NEXT, "2026-10-20")
    notify(office, case, date(2026, 9, 29))
    replays(office, case)


def test_it_warns_before_the_last_day_and_turns_red_after_it(office: Office) -> None:
    deploy(office, HEARING)
    case = fixed(office, FIXED, ON)
    begun = row(office, case)
    assert (begun.start, begun.remind_on, begun.yellow_on) == (
        "2026-09-14",
        "2026-09-22",
        "2026-09-23",
    )
    to(office, LAST)
    sweep_warnings(office.rt)
    assert signal(office) == (NOTICE_BY, "yellow")
    to(office, NEXT)
    sweep_warnings(office.rt)
    said = [x.rung for x in facts_of(office, case, f.ClockWarned) if x.clock == begun.clock]
    assert said[-1] == "red"


def test_by_a_provisional_day_nothing_is_refused_and_another_calendar_counts_it_anew(
    office: Office,
) -> None:
    """The notice for 2027 may move it, so that until then it only warns (design.md §9)."""
    deploy(office, HEARING)
    case = fixed(office, date(2026, 12, 14), "2027-01-14")
    guessed = row(office, case)
    assert (guessed.due, bool(guessed.provisional)) == ("2027-01-04", True)
    other = fixed(office, date(2026, 12, 14), "2027-01-14")
    to(office, date(2027, 1, 5))
    sweep_warnings(office.rt)
    warned = [x for x in facts_of(office, case, f.ClockWarned) if x.clock == guessed.clock]
    assert {x.rung for x in warned} == {"yellow"}
    notify(office, case, date(2027, 1, 5))
    load_year(office, 2027, "2027-01-01", "2027-01-04", "2027-01-05")
    recount(office.rt)
    moved = row(office, other)
    assert (moved.due, bool(moved.provisional)) == ("2026-12-30", False)
    (said,) = (x for x in facts_of(office, other, f.ClockReprojected) if x.clock == moved.clock)
    assert (said.old_due, said.due) == ("2027-01-04", "2026-12-30")
    with refused(office, "past-last-day", 409):
        notify(office, other, date(2027, 1, 5))
    replays(office, case)
    replays(office, other)


def test_what_was_served_and_taken_back_was_not_served(office: Office) -> None:
    deploy(office, HEARING)
    case = fixed(office, FIXED, ON)
    notify(office, case, date(2026, 9, 15))
    assert len([x for x in facts_of(office, case, f.ClockEnded) if x.on]) == 1
    execute(office.rt, caller("gh-1"), TakeBack(case))
    with refused(office, "past-last-day", 409):
        notify(office, case, NEXT)
    replays(office, case)
