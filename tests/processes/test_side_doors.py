"""The verbs that move work between hands, tried as ways round the duties of the penalty.

Delegation, added signers and take-back are lawful. None may let who took part in the enquiry check
it, review it, host its hearing, vote on it or record the outside decision, nor cost the party his
hearing. What follows from the drawing is proved on the drawing, the rest played in the soak.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.office import Office, caller
from support.played import begun
from support.shipped import PLANNING, chart_of

from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.delegate import Delegate, ReportBack
from zhiheng.commands.frame.decision import CaseCommand
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.sign import RecordResult
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.errors import Refusal
from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.ways import unpassed
from zhiheng.model.ids import CaseId, ElementPath, PersonId

HOSTS = "hearing_fix hearing_notify hearing_hold hearing_minutes hearing_report"
TOLD = {
    "penalty": ("notice",),
    "demolition": ("notify",),
    "construction-permit": ("hearing_request",),
    "site-opinion": ("notice",),
}
"""Where the right is told anew, which is no answer to who has asked already."""
Begin = Callable[[str, str], CaseId]


@pytest.mark.parametrize(
    "part", ["register", "investigate", "keep_deal", "transfer_team", "report"]
)
@pytest.mark.parametrize(
    "later",
    [
        "check defence_review",
        "legal_review/review_examine legal_review/review_recheck time_opinion",
        " ".join(f"public_hearing/{x}" for x in HOSTS.split()),
        "meeting sign decide drop decide_none",
    ],
)
def test_no_part_of_an_enquiry_is_small_enough_to_go_on_with(part: str, later: str) -> None:
    """处罚法 57, 58, 64(4): a delegate who reports back has acted on that step, and on no other."""
    _parts_all("penalty", part, later)


@pytest.mark.parametrize(
    ("part", "later"),
    [
        ("finding_task", "recheck consider defence_review"),
        ("seal", "recheck consider final_review order"),
        *(
            (part, " ".join(f"heard/{x}" for x in HOSTS.split()))
            for part in ("discover", "evidence", "seal", "finding_task", "notify")
        ),
    ],
)
def test_nor_of_one_that_ends_in_demolition(part: str, later: str) -> None:
    _parts_all("demolition", part, later)


def _parts_all(key: str, part: str, later: str) -> None:
    for other in later.split():
        paths = ElementPath(part), ElementPath(other)
        sides = [{s.side(path) for path in paths} for s in chart_of(key).separations if s.hard]
        assert {"a", "b"} in sides, other


@pytest.mark.parametrize(
    ("key", "over", "heard"),
    [
        ("penalty", "five_days", "public_hearing/hearing_accept"),
        ("construction-permit", "request_over", "hold_hearing/hearing_accept"),
        ("site-opinion", "request_over", "hold_hearing/hearing_accept"),
        ("demolition", "silence", "heard/hearing_accept"),
    ],
)
def test_a_request_of_the_last_hour_is_not_lost_with_it(key: str, over: str, heard: str) -> None:
    """处罚法 64(1), 许可法 47: handed in on the fifth day, entered on the sixth: still heard."""
    told = {ElementPath(x) for x in TOLD[key]}
    ahead = unpassed(course(chart_of(key)), {ElementPath(over)}, told)
    assert ElementPath(heard) in ahead


def test_late_is_what_was_asked_for_after_the_last_day() -> None:
    """处罚法 64(1): a request in time is admitted; the measure compares both days."""
    task = chart_of("hearing").task(ElementPath("hearing_accept"))
    (measure,) = (m for risk in task.risks for m in risk.measures if m.holds is not None)
    assert (measure.holds, measure.when) == (
        "asked_on > asked_until",
        "hearing_admitted == 'late'",
    )


@pytest.fixture
def begin(sqlite_office: Office, tmp_path: Path) -> Begin:
    def begin(name: str, before: str) -> CaseId:
        return begun(sqlite_office, PLANNING / f"{name}.scenario.yaml", before, tmp_path)

    return begin


def refused(office: Office, who: str, command: CaseCommand) -> str | None:
    try:
        execute(office.rt, caller(who), command)
    except Refusal as refusal:
        return refusal.rule
    return None


@pytest.mark.soak
def test_who_prepared_the_report_does_not_check_it(sqlite_office: Office, begin: Begin) -> None:
    """He is told before he helps: nobody else of his post is left for the check."""
    office, case = sqlite_office, begin("penalty.confiscate", "report")
    task = f"report@{office.visit(case, 'report')}"
    helped = [
        refused(office, who, command)
        for who, command in (
            ("jc-1", Claim(case, task)),
            ("jc-1", Delegate(case, task, PersonId("jc-k"), "协助整理材料")),
            ("jc-k", ReportBack(case, task, "已整理")),
        )
    ]
    assert helped == [None, "would-corner", "not-delegated"]


@pytest.mark.soak
def test_a_request_for_a_hearing_is_not_taken_back_by_who_wrote_it_down(
    sqlite_office: Office, begin: Begin
) -> None:
    """The five days being over by then, the party would have lost it for good."""
    office, case = sqlite_office, begin("penalty.confiscate", "party_answers")
    office.clock.forward(days=7)
    task = f"party_answers@{office.visit(case, 'party_answers')}"
    asked = RecordResult(
        case,
        task,
        values={"answer": "hearing"},
        documents={"当事人书面意见": office.paper("当事人书面意见")},
        occurred_on=office.today,
    )
    assert refused(office, "jc-1", asked) is None
    assert refused(office, "jc-1", TakeBack(case)) == "went-out"
    office.clock.forward(days=4)
    assert refused(office, "jc-1", TakeBack(case)) == "went-out"


@pytest.mark.soak
def test_what_was_not_entered_in_time_is_entered_by_the_recheck(
    sqlite_office: Office, begin: Begin
) -> None:
    office, case = sqlite_office, begin("penalty.confiscate", "party_answers")
    office.clock.forward(days=8)
    task = f"party_answers@{office.visit(case, 'party_answers')}"
    assert refused(office, "jc-1", Claim(case, task)) == "task-done"
    papers = ("陈述申辩复核意见", "听证要求")
    office.sign(case, "jc-k", "defence_review", {"defence_result": "hearing"}, papers)
    admitted = {"asked_on": "2026-03-09", "asked_until": "2026-03-09", "hearing_admitted": "accept"}
    papers = ("听证要求", "听证受理通知书")
    office.sign(case, "fz-k", "public_hearing/hearing_accept", admitted, papers)
