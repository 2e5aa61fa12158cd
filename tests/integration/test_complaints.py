"""投诉: answered by who is not complained of, in time, once, and unseen by the case."""

from dataclasses import replace

from support.evidence import refused
from support.office import Office, caller
from support.reports import agrees, answer, complain, listed, readers, record

from zhiheng import facts as f
from zhiheng.commands.reports.answer_complaint import AnswerComplaint
from zhiheng.commands.reports.complain import Complain
from zhiheng.commands.reports.report import execute_report
from zhiheng.model.ids import CaseId, PersonId


def test_an_applicant_complains_and_sees_state_and_answer(office: Office) -> None:
    case = office.start()
    one = complain(office, case)
    assert readers(office, one) == {"yuanda", "jiwei"}
    (mine,) = listed(office, "yuanda")
    assert (mine.due, mine.answered_at, mine.step) == ("2026-03-23", None, "收件受理")
    answer(office, one)
    (mine,) = listed(office, "yuanda")
    assert (mine.upheld, mine.reason, mine.overdue) == (True, "已约谈，今后一次告知", False)
    agrees(office)


def test_a_finished_step_and_a_finished_case_can_be_complained_of(office: Office) -> None:
    case = office.start()
    office.walk(case)
    complain(office, case, "check@1")
    (seen,) = listed(office, "jiwei")
    assert (seen.step, seen.case) == ("科长审核", case)
    with refused(office, "no-such-task", 404):
        complain(office, case, "check@2")
    with refused(office, "no-such-task", 404):
        complain(office, case, "check")


def test_who_is_complained_of_neither_reads_nor_answers(office: Office) -> None:
    """A supervisor's account that speaks for a person of the step is no way in."""
    case = office.start()
    office.walk(case, "check")
    one = complain(office, case, "first_review@1")
    of_step = replace(caller("jiwei"), person=PersonId("gh-2"), account=caller("gh-2").account)
    assert listed(office, of_step) == []
    with refused(office, "no-such-report", 404):
        answer(office, one, of_step)
    answer(office, one)


def test_nobody_but_the_office_answers(office: Office) -> None:
    one = complain(office, office.start())
    for who in ("gh-1", "gh-k", "dj", "jz"):
        with refused(office, "no-such-report", 404):
            answer(office, one, who)
    for who in ("yuanda", "sysadmin"):
        with refused(office, "role-may-not", 403):
            answer(office, one, who)


def test_an_answer_is_given_once_with_a_reason_and_the_password(office: Office) -> None:
    case = office.start()
    one = complain(office, case)
    with refused(office, "report-text", 422):
        execute_report(office.rt, caller("jiwei"), AnswerComplaint(one, upheld=False, reason=" "))
    with refused(office, "fresh-authentication", 403):
        answer(office, one, caller("jiwei", confirmed=False))
    answer(office, one)
    with refused(office, "complaint-answered", 409):
        answer(office, one)
    other = record(office, case)
    with refused(office, "not-a-complaint", 409):
        answer(office, other)
    with refused(office, "no-such-report", 404):
        answer(office, "0" * 8)


def test_a_complaint_has_a_limit_and_a_late_answer_says_so(office: Office) -> None:
    one = complain(office, office.start())
    office.clock.forward(days=21)
    assert not listed(office, "jiwei")[0].overdue, "the last day"
    office.clock.forward(days=1)
    assert listed(office, "jiwei")[0].overdue
    (fact,) = answer(office, one).entry.facts
    assert isinstance(fact, f.ComplaintAnswered)
    assert fact.late


def test_one_complaint_of_a_step_at_a_time(office: Office) -> None:
    case = office.start()
    one = complain(office, case)
    with refused(office, "complaint-open", 409):
        complain(office, case)
    answer(office, one)
    complain(office, case)


def test_nobody_complains_in_a_case_that_is_not_his(office: Office) -> None:
    case = office.start()
    other = replace(caller("yuanda"), party=None)
    with refused(office, "no-such-case", 404):
        execute_report(office.rt, other, Complain(case, "intake@1", "不满"))
    for who in ("gh-1", "jiwei", "sysadmin"):
        with refused(office, "role-may-not", 403):
            execute_report(office.rt, caller(who), Complain(case, "intake@1", "不满"))
    for who in ("yuanda", "jiwei"):
        with refused(office, "role-may-not", 403):
            record(office, case, who)
    with refused(office, "no-such-case", 404):
        record(office, case, "sysadmin")
    with refused(office, "no-such-case", 404):
        record(office, CaseId("0"))
