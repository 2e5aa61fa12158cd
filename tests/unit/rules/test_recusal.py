"""回避: who stands aside, who decides, and that the A/B list takes over."""

from dataclasses import replace

import pytest
from support.bureau import DAY, INTAKE, REVIEW, act, roster

from zhiheng.errors import Refusal
from zhiheng.model.ids import PersonId, PostId, SectionId
from zhiheng.model.person import Holding, Person, Post, Roster
from zhiheng.rules.act import Act, Standing
from zhiheng.rules.policy import judge
from zhiheng.rules.recusal import by_meeting, may_decide

LISTED = roster({("GH-c", "gh-1"): [("gh-2", None), ("zh-1", "决议1号")]})
GRADES = ("clerk", "section-chief", "deputy-head", "head")


def member(name: str, section: str | None) -> Person:
    held = (Holding(PostId(name), DAY),)
    return Person(PersonId(name), name, SectionId(section) if section else None, held)


STAFF = {
    "clerk": member("clerk", "GH"),
    "section-chief": member("section-chief", "GH"),
    "other-chief": member("other-chief", "JC"),
    "deputy-head": member("deputy-head", None),
    "head": member("head", None),
}


def bureau() -> Roster:
    grades = {**{g: g for g in GRADES}, "other-chief": "section-chief"}
    posts = {PostId(p): Post(PostId(p), p, None, g) for p, g in grades.items()}
    return replace(roster(), posts=posts, persons={p.id: p for p in STAFF.values()})


def recused(it: Act, *who: str) -> Act:
    aside = frozenset(PersonId(w) for w in who)
    return replace(it, recused=aside, away=frozenset(it.away) | aside)


def refusal(it: Act) -> str:
    answer = judge(it)
    assert isinstance(answer, Refusal), answer
    return answer.rule


@pytest.mark.parametrize("path", [INTAKE, REVIEW])
def test_who_is_recused_acts_on_no_step_of_the_case(path: str) -> None:
    assert refusal(recused(act("gh-1", path), "gh-1")) == "recused"  # type: ignore[arg-type]  # a path


def test_recusal_is_told_before_leave() -> None:
    assert refusal(recused(act("gh-1", INTAKE, away=("gh-1",)), "gh-1")) == "recused"


def test_recusal_counts_as_absence_so_b_takes_over() -> None:
    it = recused(act("zh-1", INTAKE, bureau=LISTED, away=("gh-2",)), "gh-1")
    assert judge(it) == Standing(PersonId("gh-1"), "决议1号")


def test_who_is_recused_stands_in_for_nobody() -> None:
    it = recused(act("zh-1", INTAKE, bureau=LISTED, away=("gh-1", "gh-2")), "zh-1")
    assert refusal(it) == "recused"


def test_a_recused_b_is_passed_over() -> None:
    listed = roster({("GH-c", "gh-1"): [("jc-1", "决议1号"), ("zh-1", "决议1号")]})
    it = recused(act("zh-1", INTAKE, bureau=listed, away=("gh-1", "gh-2")), "jc-1")
    assert judge(it) == Standing(PersonId("gh-1"), "决议1号")


def test_the_claim_of_who_is_recused_holds_nothing() -> None:
    it = recused(act("gh-2", INTAKE, assignee="gh-1"), "gh-1")
    assert judge(it) == Standing()


@pytest.mark.parametrize(
    ("decider", "subject", "lawful"),
    [
        ("section-chief", "clerk", True),
        ("other-chief", "clerk", False),
        ("deputy-head", "clerk", True),
        ("head", "clerk", True),
        ("clerk", "clerk", False),
        ("section-chief", "section-chief", False),
        ("other-chief", "section-chief", False),
        ("deputy-head", "section-chief", False),
        ("head", "section-chief", True),
        ("head", "deputy-head", True),
        ("deputy-head", "deputy-head", False),
        ("head", "head", False),
        ("deputy-head", "head", True),
        ("section-chief", "head", True),
        ("clerk", "head", False),
    ],
)
def test_the_chief_decides_on_a_clerk_the_head_on_a_chief(
    decider: str,
    subject: str,
    lawful: bool,  # noqa: FBT001
) -> None:
    answer = may_decide(STAFF[decider], STAFF[subject], bureau(), DAY, "行政许可")
    assert (answer is None) is lawful


def test_in_a_penalty_case_the_head_decides() -> None:
    """处罚法 43-3: 由行政机关负责人决定."""
    for decider, lawful in (("section-chief", False), ("deputy-head", False), ("head", True)):
        answer = may_decide(STAFF[decider], STAFF["clerk"], bureau(), DAY, "行政处罚")
        assert (answer is None) is lawful


def test_only_the_meeting_decides_on_the_head() -> None:
    assert [by_meeting(STAFF[g], bureau(), DAY) for g in GRADES] == [False, False, False, True]


def test_nobody_decides_on_himself() -> None:
    for who in STAFF.values():
        answer = may_decide(who, who, bureau(), DAY, "行政许可")
        assert answer is not None
        assert answer.rule == "own-recusal"
