"""撤回申请: the applicant's own, until the decision; clocks end, open steps are void."""

import pytest
from sqlalchemy import select
from support.evidence import count, facts_of, item, refused, replays
from support.office import PATH, Office, caller
from support.scenarios import intake, withdraw

from zhiheng import facts as f
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.handling.handle import execute
from zhiheng.queries.overdue import overdue
from zhiheng.queries.tasks import my_tasks
from zhiheng.store import tables as t

BEFORE = tuple(dict.fromkeys(task for task, *_ in PATH[: [p[0] for p in PATH].index("publish")]))


@pytest.mark.parametrize("task", BEFORE)
def test_until_the_decision_a_withdrawal_ends_all_clocks_and_voids_all_open_steps(
    office: Office, task: str
) -> None:
    case = office.start()
    office.walk(case, task)
    office.clock.forward(days=60)
    execute(office.rt, caller("yuanda"), Withdraw(case))
    found = item(office, case)
    assert (found.status, found.outcome, found.open_tasks) == ("withdrawn", "withdrawn", ())
    assert count(office, t.clock, t.clock.c.running) == 0
    assert count(office, t.slot, t.slot.c.state.in_(["open", "claimed"])) == 0
    assert all(x.late for x in facts_of(office, case, f.ClockEnded)[-1:])
    replays(office, case)


def test_nothing_can_be_done_in_a_withdrawn_case_and_nobody_has_it_to_do(office: Office) -> None:
    case = office.start()
    office.claim(case, "gh-1", "intake")
    withdraw()(office, case)
    office.clock.forward(days=30)
    with refused(office, "case-ended", 409):
        intake()(office, case)
    with office.rt.db.reading() as connection:
        assert my_tasks(office.rt, connection, caller("gh-1")) == []
        assert overdue(office.rt, connection, caller("jiwei")).items == ()


def test_the_number_of_a_withdrawn_case_stays_used(office: Office) -> None:
    numbers = []
    for _ in range(2):
        case = office.start()
        office.walk(case, "site_visit")
        withdraw()(office, case)
        numbers.append(item(office, case).number)
    assert numbers == ["净规建字〔2026〕1号", "净规建字〔2026〕2号"]


def test_signed_hands_of_a_half_done_visit_are_void_not_done(office: Office) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    office.sign(case, "jc-1", "site_visit", _VISIT, ("踏勘记录",))
    withdraw()(office, case)
    with office.rt.db.reading() as connection:
        states = connection.execute(
            select(t.slot.c.state).where(t.slot.c.case_id == case, t.slot.c.task == "site_visit")
        ).scalars()
        assert set(states) == {"void"}
    replays(office, case)


_VISIT = {"location": "东", "measured_distance": "1.00", "photos": 1}
