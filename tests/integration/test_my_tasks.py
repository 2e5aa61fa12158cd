"""My tasks: each step once, with the limit that passes first, the most urgent on top."""

from sqlalchemy import update
from support import penalty
from support.evidence import facts_of
from support.office import Office, caller

from zhiheng import facts as f
from zhiheng.model.ids import CaseId
from zhiheng.queries.cases import case_file
from zhiheng.queries.overdue import overdue
from zhiheng.queries.tasks import TaskItem, my_tasks
from zhiheng.queries.timeline import SheetRow, run_sheet
from zhiheng.store import tables as t


def _mine(office: Office, who: str, most: int = 200) -> list[TaskItem]:
    with office.rt.db.reading() as connection:
        return my_tasks(office.rt, connection, caller(who), most)


def _sheet(office: Office, case: CaseId) -> dict[str, SheetRow]:
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("jiwei"), case)
        view = office.rt.agency(connection, "jingyue")
    assert view.roster is not None
    assert view.calendar is not None
    rows = run_sheet(file, view.roster, view.calendar, office.clock())
    return {r.task: r for r in rows}


def test_a_step_with_two_limits_is_listed_once_with_the_one_that_passes_first(
    office: Office,
) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    mine = next(x for x in _mine(office, "gh-2") if x.task == "site_visit")
    with office.rt.db.writing() as connection:
        row = connection.execute(t.clock.select().where(t.clock.c.task == "site_visit")).first()
        assert row is not None
        second = {**row._mapping, "clock": "site_visit@1:statutory", "kind": "statutory"}
        second |= {"due": "2026-12-31", "red_at": "2026-12-31T16:00:00.000000Z"}
        connection.execute(t.clock.insert(), second)
        connection.commit()
    listed = [x for x in _mine(office, "gh-2") if x.task == "site_visit"]
    assert [x.due for x in listed] == [mine.due]


def test_the_first_of_a_short_list_is_the_most_urgent_not_one_without_limit(
    office: Office,
) -> None:
    cases = [office.start() for _ in range(3)]
    with office.rt.db.writing() as connection:
        for n, case in enumerate(cases[1:], 1):
            at = {"due": f"2026-03-0{5 - n}", "red_at": f"2026-03-0{5 - n}T16:00:00.000000Z"}
            connection.execute(update(t.clock).where(t.clock.c.case_id == case).values(at))
        gone = update(t.clock).where(t.clock.c.case_id == cases[0])
        connection.execute(gone.values(running=False))
        connection.commit()
    assert [x.case for x in _mine(office, "gh-1")] == [cases[2], cases[1], cases[0]]
    assert [x.case for x in _mine(office, "gh-1", most=1)] == [cases[2]]


def test_my_tasks_the_overdue_list_and_the_run_sheet_agree_on_what_is_late(office: Office) -> None:
    """A limit in hours turns red at its instant, within its day."""
    case = office.start()
    with office.rt.db.writing() as connection:
        early = update(t.clock).where(t.clock.c.case_id == case)
        connection.execute(early.values(red_at="2026-03-02T00:30:00.000000Z"))
        connection.commit()
    with office.rt.db.reading() as connection:
        red = overdue(office.rt, connection, caller("jiwei")).items
    assert [(x.task, x.signal) for x in red] == [("intake", "red")]
    assert [x.signal for x in _mine(office, "gh-1")] == ["red"]


def test_a_step_opened_on_a_friday_and_closed_on_saturday_took_no_working_day(
    office: Office,
) -> None:
    office.clock.forward(days=4)
    case = office.start()
    office.clock.forward(days=1)
    office.walk(case, "site_visit")
    assert _sheet(office, case)["intake"].used == 0


def test_a_late_step_is_late_on_the_run_sheet_as_the_log_says(office: Office) -> None:
    case = office.start()
    office.clock.forward(days=30)
    assert _sheet(office, case)["intake"].late
    office.walk(case, "site_visit")
    ended = {c.clock: c.late for c in facts_of(office, case, f.ClockEnded)}
    assert any(late for clock, late in ended.items() if clock.startswith("intake@1"))
    assert _sheet(office, case)["intake"].late


def test_who_has_signed_for_one_of_two_hands_is_told_that_it_waits_for_another(
    office: Office,
) -> None:
    """The other place is of his own post, and not his: one person never makes two (处罚法 42)."""
    case = penalty.opened(office)
    penalty.walk(office, case, "investigate")
    assert [x.state for x in _mine(office, "jc-1")] == ["open", "open"]
    office.sign(case, "jc-1", "investigate", {"grave": "no"}, ("调查终结报告",))
    (waits,), (other,) = _mine(office, "jc-1"), _mine(office, "jc-2")
    assert (waits.state, waits.outlook) == ("signed", None)
    assert other.state == "open"
