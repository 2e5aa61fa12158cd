"""停钟、延期、重新计算、视为：each moves the limits of a case in its own way, and says so."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from support.clocked import CLOCKED, NOTICE, accepted, deploy, load_year, start_of, to
from support.evidence import count, facts_of, item, refused, replays
from support.office import Office, caller

from zhiheng import facts as f
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.extend import Extend
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.commands.sweeps.sweep import recount, sweep
from zhiheng.commands.sweeps.sweep_warnings import sweep_warnings
from zhiheng.model.ids import CaseId
from zhiheng.queries.cases import case_file
from zhiheng.queries.timeline import run_sheet, timeline
from zhiheng.store import tables as t


@pytest.fixture
def cases(office: Office) -> Iterator[list[CaseId]]:
    """Every case of the test replays."""
    deploy(office, CLOCKED)
    known: list[CaseId] = []
    yield known
    for case in known:
        replays(office, case)


def due(office: Office, case: CaseId, clock: str = "statutory") -> tuple[str, bool]:
    """The due day of a limit that runs, and whether it is provisional."""
    c = t.clock.c
    query = select(c.due, c.provisional).where(c.case_id == case, c.clock == clock)
    with office.rt.db.reading() as connection:
        row = connection.execute(query.where(c.ended_at.is_(None))).one()
    return row.due, bool(row.provisional)


def extend(
    office: Office, case: CaseId, who: str = "jz", clock: str = "statutory", n: int = 10
) -> None:
    """Extend with a notice on file."""
    execute(office.rt, caller(who), Extend(case, clock, n, "案情复杂", office.paper("延期告知书")))


def review(office: Office, case: CaseId, first: date, last: date, need: str = "law") -> None:
    """The expert review, from the day it opened to the day of its result."""
    to(office, first)
    office.sign(case, "gh-k", "study", {"need": need}, (NOTICE,) if need == "law" else ())
    to(office, last)
    office.sign(case, "zh-1", "review", {})


def test_a_review_that_the_law_requires_is_not_counted(office: Office, cases: list[CaseId]) -> None:
    case = accepted(office, date(2026, 3, 2))
    cases.append(case)
    assert due(office, case) == ("2026-03-30", False)
    review(office, case, date(2026, 3, 9), date(2026, 3, 27))
    assert due(office, case) == ("2026-04-21", False)
    extend(office, case)
    assert due(office, case) == ("2026-05-08", False)
    (stop,) = facts_of(office, case, f.ClockStopped)
    assert (stop.ground, stop.document, stop.since) == ("专家评审", NOTICE, "2026-03-09")


def test_a_voluntary_review_stops_nothing(office: Office, cases: list[CaseId]) -> None:
    case = accepted(office, date(2026, 3, 2))
    cases.append(case)
    review(office, case, date(2026, 3, 9), date(2026, 3, 27), need="own")
    assert due(office, case) == ("2026-03-30", False)
    assert facts_of(office, case, f.ClockStopped) == []


def test_no_clock_stops_before_the_party_was_told(office: Office, cases: list[CaseId]) -> None:
    case = accepted(office, date(2026, 3, 2))
    cases.append(case)
    with refused(office, "stop-without-notice", 409):
        office.sign(case, "gh-k", "study", {"need": "law"})
    assert count(office, t.clock, t.clock.c.clock == "statutory", t.clock.c.running) == 1


def test_a_stopped_limit_is_neither_running_nor_late(office: Office, cases: list[CaseId]) -> None:
    case = accepted(office, date(2026, 3, 2))
    cases.append(case)
    office.sign(case, "gh-k", "study", {"need": "law"}, (NOTICE,))
    to(office, date(2026, 6, 1))
    stopped = t.clock.c.stopped_since == "2026-03-02"
    assert count(office, t.clock, stopped, t.clock.c.running) == 0
    office.sign(case, "zh-1", "review", {})
    office.sign(case, "jz", "ruling", {"decision": "grant"}, ("决定书",))
    (ended,) = (x for x in facts_of(office, case, f.ClockEnded) if x.clock == "statutory")
    assert not ended.late


def test_nobody_is_warned_of_a_limit_that_is_stopped_nor_gets_a_card_for_it(
    office: Office, cases: list[CaseId]
) -> None:
    """While the law counts no time (许可法 45); what the reviewers have to themselves runs."""
    case = accepted(office, date(2026, 3, 2))
    cases.append(case)
    office.sign(case, "gh-k", "study", {"need": "law"}, (NOTICE,))
    to(office, date(2026, 6, 1))
    sweep_warnings(office.rt)
    warned = {x.clock for x in facts_of(office, case, f.ClockWarned)}
    assert warned == {"review@1:post"}
    with office.rt.db.reading() as connection:
        sources = connection.execute(select(t.card.c.source)).scalars().all()
    assert not [s for s in sources if "statutory" in s]
    office.sign(case, "zh-1", "review", {})
    sweep_warnings(office.rt)
    assert "statutory" not in {x.clock for x in facts_of(office, case, f.ClockWarned)}
    to(office, date(2026, 7, 1))
    sweep_warnings(office.rt)
    assert "statutory" in {x.clock for x in facts_of(office, case, f.ClockWarned)}


def test_a_step_taken_back_gives_its_stop_back(office: Office, cases: list[CaseId]) -> None:
    case = accepted(office, date(2026, 3, 2))
    cases.append(case)
    office.sign(case, "gh-k", "study", {"need": "law"}, (NOTICE,))
    execute(office.rt, caller("gh-k"), TakeBack(case))
    assert count(office, t.clock, t.clock.c.clock == "statutory", t.clock.c.running) == 1
    assert due(office, case) == ("2026-03-30", False)


@pytest.mark.parametrize(
    ("who", "clock", "n", "rule", "status"),
    [
        ("dj", "statutory", 10, "extension-level", 403),
        ("jz", "statutory", 11, "extension-length", 422),
        ("jz", "statutory", 0, "extension-length", 422),
        ("jz", "study@1:post", 1, "no-extension", 409),
        ("jz", "promised", 1, "no-such-clock", 409),
    ],
)
def test_an_extension_is_of_the_level_and_length_of_its_article(
    office: Office, cases: list[CaseId], who: str, clock: str, n: int, rule: str, status: int
) -> None:
    case = accepted(office, date(2026, 3, 2))
    cases.append(case)
    with refused(office, rule, status):
        extend(office, case, who, clock, n)


def test_an_extension_is_given_once_and_in_time(office: Office, cases: list[CaseId]) -> None:
    case = accepted(office, date(2026, 3, 2))
    cases.append(case)
    extend(office, case)
    assert due(office, case) == ("2026-04-14", False)
    with refused(office, "extended-already", 409):
        extend(office, case)
    late = accepted(office, date(2026, 3, 2))
    cases.append(late)
    to(office, date(2026, 3, 31))
    with refused(office, "extension-too-late", 409):
        extend(office, late)


def test_an_extension_needs_its_notice(office: Office, cases: list[CaseId]) -> None:
    case = accepted(office, date(2026, 3, 2))
    cases.append(case)
    with refused(office, "document-not-stored", 422):
        execute(office.rt, caller("jz"), Extend(case, "statutory", 10, "复杂", "0" * 64))


def test_another_year_of_the_calendar_moves_what_runs_and_says_so(
    office: Office, cases: list[CaseId]
) -> None:
    case = accepted(office, date(2026, 12, 14))
    cases.append(case)
    assert due(office, case) == ("2027-01-12", True)
    to(office, date(2026, 12, 20))
    load_year(office, 2027, "2027-01-01", "2027-01-04")
    assert recount(office.rt) == 1
    assert due(office, case) == ("2027-01-13", False)
    (moved,) = (x for x in facts_of(office, case, f.ClockReprojected) if x.clock == "statutory")
    assert (moved.old_due, moved.due) == ("2027-01-12", "2027-01-13")
    assert recount(office.rt) == 0


def test_a_calendar_counts_before_anything_else_even_if_no_sweep_came_by(
    office: Office, cases: list[CaseId]
) -> None:
    case = accepted(office, date(2026, 12, 14))
    cases.append(case)
    load_year(office, 2027, "2027-01-01", "2027-01-04")
    office.sign(case, "gh-k", "study", {"need": "own"})
    assert due(office, case) == ("2027-01-13", False)
    assert recount(office.rt) == 0


def test_a_step_taken_back_after_a_calendar_came_is_counted_anew(
    office: Office, cases: list[CaseId]
) -> None:
    case = accepted(office, date(2026, 12, 14))
    cases.append(case)
    office.sign(case, "gh-k", "study", {"need": "own"})
    load_year(office, 2027, "2027-01-01", "2027-01-04")
    recount(office.rt)
    execute(office.rt, caller("gh-k"), TakeBack(case))
    assert recount(office.rt) == 1
    assert due(office, case) == ("2027-01-13", False)


def test_a_timer_that_a_calendar_makes_earlier_fires_earlier(
    office: Office, cases: list[CaseId]
) -> None:
    to(office, date(2026, 12, 25))
    load_year(office, 2027, *(f"2027-01-{d:02}" for d in range(1, 11)))
    case = start_of(office, "clocked")
    cases.append(case)
    to(office, date(2027, 1, 5))
    assert sweep(office.rt) == 0
    load_year(office, 2027, "2027-01-01")
    assert sweep(office.rt) == 1
    assert item(office, case).number is not None


def test_silence_is_acceptance_from_the_day_of_receipt(office: Office, cases: list[CaseId]) -> None:
    to(office, date(2026, 3, 2))
    case = start_of(office, "clocked")
    cases.append(case)
    to(office, date(2026, 3, 9), 23.9)
    assert sweep(office.rt) == 0
    to(office, date(2026, 3, 12))
    assert sweep(office.rt) == 1
    assert due(office, case) == ("2026-03-30", False)
    (said,) = facts_of(office, case, f.ClockDeemed)
    assert (said.means, said.since) == ("acceptance", "2026-03-02")
    assert set(said.idle) == {"gh-1", "gh-2"}
    (taken,) = facts_of(office, case, f.CaseAccepted)
    assert taken.on == "2026-03-02"
    assert facts_of(office, case, f.SlotSigned) == []


def test_nothing_is_deemed_on_a_provisional_day(office: Office, cases: list[CaseId]) -> None:
    to(office, date(2026, 12, 28))
    case = start_of(office, "clocked")
    cases.append(case)
    office.clock.now += timedelta(days=30)
    assert sweep(office.rt) == 0
    assert facts_of(office, case, f.ClockDeemed) == []


def test_a_limit_begins_anew_where_the_law_says_so(office: Office) -> None:
    basis = '<zh:basis law="政府信息公开条例" article="第三十条" />'
    anew = f'<zh:clock effect="restart">{basis}</zh:clock>'
    opened = 'name="study"><extensionElements>'
    deploy(office, CLOCKED, (opened, opened + anew))
    case = accepted(office, date(2026, 3, 2))
    extend(office, case)
    to(office, date(2026, 3, 9))
    office.sign(case, "gh-k", "study", {"need": "own"})
    assert due(office, case) == ("2026-04-07", False)
    extend(office, case)
    replays(office, case)


def test_the_file_says_what_moved_a_limit(office: Office, cases: list[CaseId]) -> None:
    case = accepted(office, date(2026, 3, 2))
    cases.append(case)
    review(office, case, date(2026, 3, 9), date(2026, 3, 27))
    extend(office, case)
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("jiwei"), case)
        view = office.rt.agency(connection, "jingyue")
    assert view.roster is not None
    assert view.calendar is not None
    said = [x for step in timeline(file, view.roster, full=True) for x in step.effect]
    assert f"法定时限自2026-03-09起不计入（专家评审，{NOTICE}）" in said
    assert "法定时限恢复计算，到2026-04-21" in said
    assert "法定时限延长10，到2026-05-08（延期告知书）" in said
    assert run_sheet(file, view.roster, view.calendar, office.clock.now)
