"""并案: two cases of one party become one; no limit grows and no hand is on both sides."""

import threading

import pytest
from support.evidence import entries, facts_of, item, refused, replays
from support.office import PATH, Office, caller

from zhiheng import facts as f
from zhiheng.commands.cases.merge import AskMerger, DecideMerger, ask_merger, decide_merger
from zhiheng.commands.cases.suspend import AskSuspension, DecideSuspension
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.errors import Refusal
from zhiheng.model.ids import CaseId

Two = tuple[Office, CaseId, CaseId]


def ask(office: Office, case: CaseId, other: CaseId, who: str = "gh-1") -> None:
    ask_merger(office.rt, caller(who), AskMerger(case, other, "同一项目"))


def decide(
    office: Office, case: CaseId, other: CaseId, who: str = "dj", *, granted: bool = True
) -> None:
    decide_merger(office.rt, caller(who), DecideMerger(case, other, 1, granted, "情况属实"))


def accept(office: Office, case: CaseId, who: str = "gh-1") -> None:
    _, _, values, papers = PATH[0]
    office.sign(case, who, "intake", values, papers)


@pytest.fixture
def two(office: Office) -> Two:
    """gh-1 has accepted both, the first a day before; he holds the visit of neither."""
    one = office.start("远达花园1号楼")
    accept(office, one)
    office.clock.forward(days=1)
    other = office.start("远达花园2号楼")
    accept(office, other)
    office.claim(one, "gh-2", "site_visit")
    office.claim(other, "gh-2", "site_visit")
    return office, one, other


def test_the_other_ends_and_this_one_goes_on_with_both_histories(two: Two) -> None:
    office, one, other = two
    ask(office, one, other, "gh-2")
    assert item(office, other).status == "running"
    decide(office, one, other)
    assert item(office, other).status == "merged"
    assert item(office, one).status == "running"
    absorbed = facts_of(office, one, f.CaseAbsorbed)[0]
    last = entries(office, f"case/{other}")[-2]
    assert (absorbed.other, absorbed.n) == (other, last.n)
    assert [(a.task, a.person) for a in absorbed.acted] == [("intake", "gh-1")]
    ended = entries(office, f"case/{other}")[-1]
    assert {type(x) for x in ended.facts} >= {f.CaseMerged, f.ClockEnded, f.CaseClosed}
    assert "同一项目" not in str(entries(office, f"case/{one}"))
    replays(office, one)
    replays(office, other)
    with refused(office, "case-ended", 409):
        office.sign(other, "gh-2", "site_visit", {}, ())


def test_refused_both_go_on(two: Two) -> None:
    office, one, other = two
    ask(office, one, other, "gh-2")
    decide(office, one, other, granted=False)
    assert {item(office, c).status for c in (one, other)} == {"running"}
    with refused(office, "no-such-merger", 409):
        decide(office, one, other, "jz")
    replays(office, one)


def test_no_limit_is_longer_for_a_merger(two: Two) -> None:
    office, one, other = two
    with refused(office, "merge-into-older", 409):
        ask(office, other, one, "gh-2")


def test_nobody_comes_to_stand_on_both_sides_by_a_merger(office: Office) -> None:
    """gh-1 accepted the first; gh-2 accepted the second, in which gh-1 has done the review."""
    one = office.start()
    accept(office, one)
    office.clock.forward(days=1)
    other = office.start("远达花园2号楼")
    accept(office, other, "gh-2")
    for task, _, values, papers in PATH[1:3]:
        office.sign(other, "gh-1" if values else "jc-1", task, values, papers)
    office.claim(one, "gh-2", "site_visit")
    with refused(office, "merge-separated", 409):
        ask(office, one, other, "gh-2")


def test_only_cases_of_one_party_under_one_chart_are_one_matter(two: Two) -> None:
    office, one, _ = two
    command = Start("construction-permit", "别家的楼", "qita", "window")
    entry = start(office.rt, caller("gh-1"), command).entry
    stranger = CaseId(entry.stream.removeprefix("case/"))
    for case in (stranger, one):
        with refused(office, "not-one-matter", 409):
            ask(office, one, case, "gh-2")


def test_there_must_be_such_a_case(two: Two) -> None:
    office, one, _ = two
    with refused(office, "no-such-case", 404):
        ask(office, one, CaseId("nowhere"), "gh-2")


def test_who_asks_holds_a_step_and_who_grants_is_another_and_a_leader(two: Two) -> None:
    office, one, other = two
    with refused(office, "holds-no-step", 403):
        ask(office, one, other, "zh-1")
    ask(office, one, other, "gh-2")
    with refused(office, "merger-asked", 409):
        ask(office, one, other, "gh-2")
    with refused(office, "own-asking", 403):
        decide(office, one, other, "gh-2")
    with refused(office, "leader-grants", 403):
        decide(office, one, other, "gh-k")


def test_what_is_decided_or_suspended_is_not_merged(two: Two) -> None:
    office, one, other = two
    ask(office, one, other, "gh-2")
    execute(office.rt, caller("gh-2"), AskSuspension(other, "party", "下落不明", office.today))
    execute(office.rt, caller("jz"), DecideSuspension(other, 1, granted=True, reason="属实"))
    with refused(office, "merge-suspended", 409):
        decide(office, one, other)


def test_a_decided_case_is_not_merged(office: Office) -> None:
    one, other = office.start(), office.start("远达花园2号楼")
    accept(office, one)
    office.walk(other, "publish")
    office.claim(one, "gh-2", "site_visit")
    with refused(office, "merge-decided", 409):
        ask(office, one, other, "gh-2")


def test_two_mergers_crosswise_lock_nobody_out(office: Office) -> None:
    """A into B and B into A at once: no deadlock, and at most one is merged."""
    one, other = office.start(), office.start("远达花园2号楼")
    for case in (one, other):
        accept(office, case)
        office.claim(case, "gh-2", "site_visit")
    ask(office, one, other, "gh-2")
    ask(office, other, one, "gh-2")
    said: list[str] = []

    def run(case: CaseId, into: CaseId) -> None:
        try:
            decide(office, case, into)
            said.append("done")
        except Refusal as refusal:
            said.append(refusal.rule)

    pairs = [threading.Thread(target=run, args=p) for p in ((one, other), (other, one))]
    for thread in pairs:
        thread.start()
    for thread in pairs:
        thread.join(timeout=30)
    assert sorted(said) == ["case-ended", "done"]
    assert sorted(item(office, c).status for c in (one, other)) == ["merged", "running"]
    for case in (one, other):
        replays(office, case)
