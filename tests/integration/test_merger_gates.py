"""并案 is no way round 回避, nor round a separation that looks beyond the case."""

import pytest
from support import spending
from support.evidence import item, refused, replays
from support.office import PATH, Office, caller
from support.timed import deploy_timed, start_timed

from zhiheng.commands.assignment.recusal import AskRecusal, DecideRecusal
from zhiheng.commands.cases.merge import AskMerger, DecideMerger, ask_merger, decide_merger
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.model.ids import CaseId

Two = tuple[Office, CaseId, CaseId]


def ask(office: Office, case: CaseId, other: CaseId, who: str = "gh-2") -> None:
    ask_merger(office.rt, caller(who), AskMerger(case, other, "同一项目"))


def decide(office: Office, case: CaseId, other: CaseId, who: str = "dj") -> None:
    decide_merger(office.rt, caller(who), DecideMerger(case, other, 1, granted=True, reason="属实"))


def recuse(office: Office, case: CaseId, who: str, by: str) -> None:
    execute(office.rt, caller(by), AskRecusal(case, who, "kin-interest", "系当事人的姐夫"))


def begin(office: Office, project: str) -> CaseId:
    command = Start("construction-permit", project, "yuanda", "window", project=project)
    receipt = start(office.rt, caller("zh-1"), command)
    return CaseId(receipt.entry.stream.removeprefix("case/"))


def accepted(office: Office, *cases: CaseId) -> None:
    _, _, values, papers = PATH[0]
    for case in cases:
        office.sign(case, "gh-1", "intake", values, papers)
        office.claim(case, "gh-2", "site_visit")


@pytest.fixture
def two(office: Office) -> Two:
    one, other = office.start(), office.start("远达花园2号楼")
    accepted(office, one, other)
    return office, one, other


def test_who_stands_aside_from_one_does_not_come_back_by_a_merger(two: Two) -> None:
    office, one, other = two
    ask(office, one, other)
    recuse(office, other, "gh-k", by="gh-k")
    with refused(office, "merge-recused", 409):
        decide(office, one, other)
    recuse(office, one, "gh-k", by="gh-k")
    decide(office, one, other)
    replays(office, one)


def test_a_recusal_that_waits_is_decided_before_a_merger(two: Two) -> None:
    """Nobody could decide on it in a case that has ended."""
    office, one, other = two
    recuse(office, other, "gh-k", by="yuanda")
    with refused(office, "merge-recused", 409):
        ask(office, one, other)
    command = DecideRecusal(other, 1, granted=False, reason="查无此事")
    execute(office.rt, caller("jz"), command)
    ask(office, one, other)


def test_cases_of_two_projects_are_two_matters(office: Office) -> None:
    """What a separation counts within a project would be counted in the wrong one."""
    one, other, same = begin(office, "远达花园"), begin(office, "邻里"), begin(office, "远达花园")
    accepted(office, one, other, same)
    with refused(office, "not-one-matter", 409):
        ask(office, one, other)
    ask(office, one, same)


def test_a_case_that_waits_for_a_time_takes_another_in(office: Office) -> None:
    deploy_timed(office)
    one, other = start_timed(office), start_timed(office)
    for case in (one, other):
        office.claim(case, "gh-1", "draft")
    ask(office, one, other, "gh-1")
    office.sign(one, "gh-1", "draft", {}, ())
    office.sign(one, "yuanda", "request", {}, ())
    office.sign(one, "zh-1", "hearing", {}, ())
    assert item(office, one).open_tasks == ()
    office.clock.forward(hours=1)
    decide(office, one, other)
    assert item(office, other).status == "merged"
    replays(office, one)


def test_two_sums_do_not_go_up_the_ladder_as_one_of_them(office: Office) -> None:
    """Merged, the other's purchase would be approved with nobody having judged its amount."""
    spending.bring_into_force(office)
    spending.deploy(office)
    one, other = spending.purchase(office, "400000.00"), spending.purchase(office, "400000.00")
    office.claim(one, "jz", "approve")
    with refused(office, "merge-amounts", 409):
        ask(office, one, other, "jz")
