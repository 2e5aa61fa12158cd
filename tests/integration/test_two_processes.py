"""Two processes on one database: each takes up where the other left off, never on a stale state."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support import variants
from support.evidence import chained, item, refused, replays
from support.office import ACCEPT, PATH, REVIEW, Office, caller
from support.processes import another
from support.scenarios import take_back

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.commands.staffing import corner
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.queries.task import task_view
from zhiheng.queries.tasks import my_tasks
from zhiheng.runtime.prospects import prospect
from zhiheng.verify.outlook import Outlook


@pytest.fixture
def other(office: Office, tmp_path: Path) -> Iterator[Office]:
    with another(office, tmp_path / "documents") as second:
        yield second


def test_two_processes_take_turns_step_by_step(office: Office, other: Office) -> None:
    case = office.start()
    for i, (task, who, values, papers) in enumerate(PATH):
        (office, other)[i % 2].sign(case, who, task, values, papers)
        for each in (office, other):
            replays(each, case)
    assert item(other, case).status == "closed"
    chained(office)


def test_what_one_took_back_the_other_sees_taken_back(office: Office, other: Office) -> None:
    case = office.start()
    office.walk(case, "check")
    take_back("gh-2")(other, case)
    with refused(office, "task-done", 409):
        office.sign(case, "gh-k", "check@1", {"check_result": "agree"})
    office.sign(case, "gh-2", "first_review", REVIEW)
    other.sign(case, "gh-k", "check", {"check_result": "back"})
    take_back("gh-k")(office, case)
    other.sign(case, "gh-k", "check", {"check_result": "agree"})
    office.sign(case, "dj", "deputy", {"deputy_result": "agree"})
    for each in (office, other):
        replays(each, case)


def test_a_cache_that_stands_behind_decides_nothing(office: Office, other: Office) -> None:
    case = office.start()
    office.walk(case, "first_review")
    other.claim(case, "gh-2", "first_review")  # both hold the case in memory now
    office.sign(case, "gh-2", "first_review", REVIEW)
    with refused(other, "task-done", 409):
        other.sign(case, "gh-2", "first_review@1", REVIEW)
    office.sign(case, "gh-k", "check", {"check_result": "back"})
    other.sign(case, "gh-2", "first_review@2", {**REVIEW, "plot_ratio": "1.70"})
    assert item(office, case).open_tasks == ("check@2",)
    replays(other, case)


def test_a_cache_that_stands_ahead_of_the_database_is_not_believed(
    office: Office, other: Office
) -> None:
    """As if a commit had been lost after the answer to it was made up."""
    case = office.start()
    office.walk(case, "check")
    ahead = office.rt.live.get(case)
    assert ahead is not None
    ahead.state.n += 1
    with refused(office, "task-done", 409):
        office.sign(case, "gh-2", "first_review@1", REVIEW)
    office.sign(case, "gh-k", "check", {"check_result": "agree"})
    replays(other, case)


def test_leave_recorded_by_one_opens_the_way_for_b_at_the_other_at_once(
    office: Office, other: Office
) -> None:
    case = office.start()
    office.walk(case, "first_review")
    with refused(other, "stand-in-while-present", 403):
        other.sign(case, "zh-1", "first_review", REVIEW)
    away = RecordAbsence(PersonId("gh-2"), office.today, office.today + timedelta(days=1), "sick")
    execute_agency(office.rt, caller("jz"), away)
    with other.rt.db.reading() as connection:
        assert [x.task for x in my_tasks(other.rt, connection, caller("zh-1"))] == ["first_review"]
    with refused(other, "on-leave", 403):
        other.sign(case, "gh-2", "first_review", REVIEW)
    other.sign(case, "zh-1", "first_review", REVIEW)
    replays(office, case)


def test_a_chart_deployed_by_one_is_what_the_other_starts_on(office: Office, other: Office) -> None:
    before = other.start()
    execute_agency(office.rt, caller("sysadmin"), variants.deployment(("核发（初审）", "核发")))
    after = other.start()
    assert [item(office, c).version for c in (before, after)] == [1, 2]
    for case in (before, after):
        other.walk(case, "notice")
        office.sign(case, "gh-2", "notice", {"objection": "none"}, ("批前公示",))
        replays(other, case)


def test_what_was_assured_before_the_other_acted_is_asked_again(
    office: Office, other: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a claim would rest on an assignment in which others have acted than did."""
    case = office.start()
    office.claim(case, "gh-1", "intake")
    known = office.rt.live.get(case)
    assert known is not None
    assert known.assured is not None
    visitor = known.assured.witness[ElementPath("site_visit"), 1]
    other.sign(case, "gh-1", "intake", ACCEPT, PATH[0][3])
    asked: list[str] = []

    def seen(*given: Any) -> Outlook:
        asked.append(given[-1])
        return prospect(*given)

    monkeypatch.setattr(corner, "prospect", seen)
    office.claim(case, visitor, "site_visit")
    assert asked == [visitor]


def test_a_task_is_shown_as_it_is_not_as_it_was(office: Office, other: Office) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    other.claim(case, "gh-2", "site_visit")
    with office.rt.db.reading() as connection:
        view = task_view(office.rt, connection, caller("jc-1"), case, "site_visit@1")
    assert [(s.state, s.person) for s in view.slots] == [("claimed", "白栖梧"), ("open", None)]
