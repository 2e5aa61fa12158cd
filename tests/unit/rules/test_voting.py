"""Votes: strictly more than half, the head last, one vote each, dissent kept, leaders follow."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.errors import Refusal
from zhiheng.model.chart import Task, Variable, VariableType
from zhiheng.model.ids import ElementPath, PostId
from zhiheng.model.meeting import Ballot, Collective, Majority, Seat, Share, Tie
from zhiheng.model.sign_off import Follow
from zhiheng.rules.voting import Tally, as_resolved, may_vote, tally

AGREE, AGAINST, ABSTAIN = Ballot
RULES = Collective(PostId("JZ"), "result", "pass", "reject")
BALLOTS = st.lists(st.sampled_from(Ballot), min_size=1, max_size=12)


def _seats(n: int) -> tuple[Seat, ...]:
    """The chair is person 0."""
    return tuple(Seat(i + 3, str(i), "JZ" if i == 0 else f"P{i}") for i in range(n))


def _count(rules: Collective, *votes: Ballot, absent: int = 0) -> Tally:
    seats = _seats(len(votes) + absent)
    present = [str(i) for i in range(len(votes))]
    return tally(rules, seats, (), present, dict(zip(present, votes, strict=True)), "0")


@given(BALLOTS)
def test_passed_exactly_when_more_than_half_of_those_present_agree(votes: list[Ballot]) -> None:
    assert _count(RULES, *votes).passed == (2 * votes.count(AGREE) > len(votes))


@given(BALLOTS, st.integers(0, 5))
def test_of_all_due_the_absent_count_against(votes: list[Ballot], absent: int) -> None:
    rules = replace(RULES, majority=Majority.ALL)
    counted = _count(rules, *votes, absent=absent)
    assert counted.passed == (2 * votes.count(AGREE) > len(votes) + absent)
    assert (counted.due, counted.of) == (len(votes) + absent, len(votes) + absent)


def test_exactly_half_blocks() -> None:
    assert not _count(RULES, AGREE, AGREE, AGAINST, AGAINST).passed
    assert not _count(RULES, AGREE, AGREE, ABSTAIN, ABSTAIN).passed
    assert _count(RULES, AGREE, AGREE, AGREE, AGAINST, AGAINST).passed


@given(BALLOTS)
def test_on_a_tie_and_only_then_the_chair_decides_where_the_chart_says_so(
    votes: list[Ballot],
) -> None:
    rules = replace(RULES, tie=Tie.CHAIR)
    if votes.count(AGREE) == votes.count(AGAINST):
        assert _count(rules, *votes).passed == (votes[0] is AGREE)
    else:
        assert _count(rules, *votes).passed == _count(RULES, *votes).passed


@given(BALLOTS, st.integers(1, 11))
def test_one_vote_against_by_discipline_inspection_blocks(votes: list[Ballot], who: int) -> None:
    rules = replace(RULES, veto=frozenset({PostId(f"P{who}")}))
    counted = _count(rules, *votes)
    vetoed = who < len(votes) and votes[who] is AGAINST
    assert counted.vetoed_by == ((str(who),) if vetoed else ())
    assert counted.passed == (_count(RULES, *votes).passed and not vetoed)


@given(BALLOTS)
def test_dissent_is_kept_and_every_vote_is_counted_once(votes: list[Ballot]) -> None:
    counted = _count(RULES, *votes)
    assert counted.agree + counted.against + counted.abstain == len(votes)
    assert counted.dissent == tuple(str(i) for i, v in enumerate(votes) if v is not AGREE)


def test_the_vote_of_a_member_struck_out_since_counts_no_more() -> None:
    present = ["0", "1", "2", "3"]
    votes = dict.fromkeys(present, AGREE) | {"2": AGAINST, "3": AGAINST}
    assert not tally(RULES, _seats(4), (), present, votes, "0").passed
    counted = tally(RULES, _seats(4), ("3",), present, votes, "0")
    assert counted.passed
    assert counted.due == 3


@pytest.mark.parametrize(
    ("share", "n", "of", "enough"),
    [
        (Share.HALF, 2, 4, False), (Share.HALF, 3, 5, True), (Share.TWO_THIRDS, 4, 6, True),
        (Share.TWO_THIRDS, 3, 5, False), (Share.ALL, 4, 5, False), (Share.ALL, 5, 5, True),
        (Share.HALF, 0, 0, False), (Share.ALL, 0, 0, False),
    ],
)  # fmt: skip
def test_shares(share: Share, n: int, of: int, *, enough: bool) -> None:
    assert share.reached(n, of) == enough


def _refused(person: str, vote: Ballot = AGREE, reason: str | None = None, *voted: str) -> str:
    try:
        may_vote(person, vote, reason, chair="0", present=("0", "1", "2"), voted=voted)
    except Refusal as refusal:
        return refusal.rule
    return ""


def test_who_is_not_there_does_not_vote() -> None:
    assert _refused("9") == "not-present"


def test_nobody_votes_twice() -> None:
    assert _refused("1", AGREE, None, "1") == "voted-already"


@pytest.mark.parametrize("vote", [AGAINST, ABSTAIN])
def test_who_does_not_agree_says_why(vote: Ballot) -> None:
    for reason in (None, "", " \n\u3000"):
        assert _refused("1", vote, reason) == "reason-required"
    assert _refused("1", vote, "间距不足") == ""


def test_the_head_speaks_last() -> None:
    assert _refused("0") == "chair-last"
    assert _refused("0", AGREE, None, "1") == "chair-last"
    assert _refused("0", AGREE, None, "1", "2") == ""


def test_a_leader_approves_what_was_resolved_and_nothing_else() -> None:
    choices = (("report", "上报"), ("back", "退回"))
    path = ElementPath("sign")
    variables = {
        "result": Variable("result", VariableType.CHOICE, "决议", ElementPath("m"),
                           choices=(("pass", "通过"),)),
        "sign": Variable("sign", VariableType.CHOICE, "签发", path, choices=choices),
    }  # fmt: skip
    task = Task(path, "签发", follows=(Follow("result", "pass", "sign", "report"),))
    as_resolved(task, variables, {}, {"sign": "back"})
    as_resolved(task, variables, {"result": "reject"}, {"sign": "back"})
    as_resolved(task, variables, {"result": "pass"}, {"sign": "report"})
    for answer in ({"sign": "back"}, {}):
        with pytest.raises(Refusal) as caught:
            as_resolved(task, variables, {"result": "pass"}, answer)
        assert caught.value.rule == "not-as-resolved"
        assert caught.value.facts["must"] == "签发：上报"
