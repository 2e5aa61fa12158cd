"""One real permit case from application to hand-over, on both databases."""

import random

from support.evidence import chained, facts_of, item, replays
from support.office import PATH, Office, caller

from zhiheng import facts as f
from zhiheng.queries.cases import case_file
from zhiheng.queries.timeline import run_sheet


def test_a_permit_runs_from_application_to_archive(office: Office) -> None:
    case = office.start()
    office.walk(case)
    found = item(office, case)
    assert (found.status, found.outcome, found.number) == ("closed", "grant", "净规建字〔2026〕1号")
    assert found.open_tasks == ()
    replays(office, case)
    chained(office)


def test_after_each_step_a_fresh_process_goes_on_with_the_same_case(office: Office) -> None:
    case = office.start()
    for task, who, values, papers in PATH:
        office.sign(case, who, task, values, papers)
        office.rt.live.evict(case)
        replays(office, case)
    assert item(office, case).status == "closed"


def test_the_run_sheet_names_each_step_its_limit_its_time_and_who_signed(office: Office) -> None:
    """初审业务流程运行表 (R-087)."""
    case = office.start()
    days = random.Random(3)  # noqa: S311 - any days will do
    for task, who, values, papers in PATH:
        office.clock.forward(days=days.randint(0, 2))
        office.sign(case, who, task, values, papers)
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("jiwei"), case)
        view = office.rt.agency(connection, "jingyue")
    assert view.roster is not None
    assert view.calendar is not None
    rows = run_sheet(file, view.roster, view.calendar, office.clock())
    assert {r.task for r in rows} == {task for task, *_ in PATH}
    assert all(r.closed_on is not None for r in rows)
    signers = {r.task: r.persons for r in rows}
    assert signers["site_visit"] == ["白栖梧", "孟砚秋"]
    late = {x.clock.partition("@")[0] for x in facts_of(office, case, f.ClockEnded) if x.late}
    assert {r.task for r in rows if r.late} == late & {r.task for r in rows}
    for row in rows:
        assert (row.limit is None) == (row.due is None)
        assert row.closed_on is not None
        assert 0 <= row.used <= 4  # two steps of at most two days
        assert row.late == (row.due is not None and row.closed_on > row.due)
