"""Staffing is asked again over running cases when the bureau changes."""

from datetime import timedelta
from typing import Any

from support import variants
from support.evidence import refused
from support.office import ACCEPT, PATH, Office, caller

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.queries.staffing import StaffingView, staffing


def _no_third_clerk(data: dict[str, Any]) -> None:
    """Nobody of another section stands in for the planning clerks."""
    for listed in data["stand_ins"]:
        if listed["post"] == "GH-c":
            listed["by"] = [b for b in listed["by"] if b["person"].startswith("gh")]


def _after_intake(office: Office) -> CaseId:
    variants.load_roster(office, _no_third_clerk)
    case = office.start()
    office.sign(case, "gh-1", "intake", ACCEPT, PATH[0][3])
    return case


def _leave(office: Office, who: str, reason: str, after: int = 0) -> Receipt:
    since = office.today + timedelta(days=after)
    command = RecordAbsence(PersonId(who), since, since + timedelta(days=3), reason)
    return execute_agency(office.rt, caller("jz"), command)


def _stopped(receipt: Receipt) -> list[f.Stopped]:
    return [c for x in receipt.entry.facts if isinstance(x, f.CasesStopped) for c in x.cases]


def _seen(office: Office) -> StaffingView:
    with office.rt.db.reading() as connection:
        return staffing(office.rt, connection, caller("jiwei"))


def test_leave_that_takes_the_last_lawful_person_from_an_open_case_is_refused(
    office: Office,
) -> None:
    _after_intake(office)
    with refused(office, "leave-stops-case", 409) as caught:
        _leave(office, "gh-2", "leave", after=7)
    assert "现场踏勘" in caught.value.facts["steps"]
    assert caught.value.facts["person"] == "白栖梧"
    _leave(office, "gh-1", "leave", after=7)


def test_leave_hurts_no_case_that_is_over_the_steps_it_concerns(office: Office) -> None:
    case = _after_intake(office)
    for task, who, values, papers in PATH[1:]:
        if task == "decide":
            break
        office.sign(case, who, task, values, papers)
    _leave(office, "gh-2", "leave")
    assert _seen(office).cases == ()


def test_sick_leave_is_recorded_and_says_which_case_and_step_it_stops(office: Office) -> None:
    case = _after_intake(office)
    (stop,) = _stopped(_leave(office, "gh-2", "sick"))
    assert stop.case == case
    assert "site_visit" in stop.tasks
    (seen,) = _seen(office).cases
    assert (seen.case, seen.since) == (case, office.today.isoformat())
    assert "白栖梧请假" in seen.text.zh
    assert "nobody may lawfully do" in seen.text.en


def test_leave_to_come_is_told_by_its_first_day(office: Office) -> None:
    _after_intake(office)
    _leave(office, "gh-2", "sick", after=7)
    (seen,) = _seen(office).cases
    assert seen.since == (office.today + timedelta(days=7)).isoformat()


def test_a_roster_that_stops_a_case_says_so_in_its_entry(office: Office) -> None:
    case = _after_intake(office)

    def change(data: dict[str, Any]) -> None:
        _no_third_clerk(data)
        variants.person(data, "gh-2")["cards"] = []

    variants.load_roster(office, change)
    (seen,) = _seen(office).cases
    assert seen.case == case
    assert seen.tasks == ("site_visit",)


def test_each_chart_in_force_has_its_certificate(office: Office) -> None:
    chart = next(c for c in _seen(office).charts if c.key == "construction-permit")
    assert chart.certificate["staffed"] is True
    assert chart.certificate["critical"] == ["jz", "dj", "gh-k", "gh-1", "gh-2"]
    assert chart.certificate["hands"]["least"] == 7


def test_staffing_is_for_supervisors_alone(office: Office) -> None:
    with office.rt.db.reading() as connection, refused(office, "role-may-not", 403, recorded=False):
        staffing(office.rt, connection, caller("gh-1"))
