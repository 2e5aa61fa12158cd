"""Races at one signature and at one vote: never two by one hand, never two votes of one member."""

import itertools
from functools import partial
from pathlib import Path

import pytest
from support import variants
from support.evidence import chained, facts_of, item, replays
from support.office import Office, caller
from support.processes import another, at_once, sure
from support.together import AGREE, BACK, DUAL, MEMBERS, attend, convene

from zhiheng import facts as f
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.meetings.vote import Vote
from zhiheng.commands.signing.amend import Amend
from zhiheng.commands.signing.sign import Sign
from zhiheng.errors import Refusal
from zhiheng.model.ids import CaseId
from zhiheng.model.meeting import Ballot


def _both_hands(office: Office, other: Office, rounds: int) -> int:
    """Each of two reaches for both signatures at once. Returns how many steps one hand did."""
    variants.deploy(office, DUAL)
    alone = 0
    for _ in range(rounds):
        case = office.start()
        office.walk(case, "check")
        office.sign(case, "gh-k", "check", AGREE)
        digest = facts_of(office, case, f.SlotSigned)[-1].content
        acts = []
        for who, side in zip(("gh-k", "zh-k") * 2, itertools.cycle((office, other)), strict=False):
            new = Amend(Sign(case, "check@1", None, "改", BACK))
            same = Sign(case, "check@1", None, "同意", content=digest)
            acts += [
                partial(sure, partial(execute, side.rt, caller(who), command))
                for command in (same, new)
            ]
        found = at_once(acts)
        assert all(isinstance(x, Receipt | Refusal) for x in found), found
        alone += _done_by_one(office, case)
        replays(other, case)
    chained(office)
    return alone


def _done_by_one(office: Office, case: CaseId) -> bool:
    """Whether the step closed on signatures of one person, or of two contents."""
    if item(office, case).open_tasks == ("check@1",):
        return False
    signed = [x for x in facts_of(office, case, f.SlotSigned) if x.task == "check"]
    last = {x.no: x for x in signed}
    return len({x.person for x in last.values()}) < 2 or len({x.content for x in last.values()}) > 1


def test_no_dual_sign_off_is_done_by_one_hand(office: Office, tmp_path: Path) -> None:
    with another(office, tmp_path / "documents") as other:
        assert _both_hands(office, other, 5) == 0


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_of_two_hundred_dual_sign_offs_none_is_done_by_one_hand(
    office: Office, tmp_path: Path
) -> None:
    with another(office, tmp_path / "documents") as other:
        assert _both_hands(office, other, 200) == 0


def _ballots(office: Office, other: Office, rounds: int) -> int:
    """Each member votes twice at once, differently. Returns how many votes were one too many."""
    cases = [office.start() for _ in range(rounds)]
    for case in cases:
        office.walk(case, "meeting")
        convene(office, case)
    office.clock.forward(days=1)
    twice = 0
    for case in cases:
        attend(office, case)
        for voters in (MEMBERS[1:], MEMBERS[:1]):
            commands = [Vote(case, "meeting@1", b, "理由") for b in (Ballot.AGREE, Ballot.AGAINST)]
            found = at_once(
                [
                    partial(sure, partial(execute, side.rt, caller(who), command))
                    for who in voters
                    for command, side in zip(commands, (office, other), strict=True)
                ]
            )
            assert all(isinstance(x, Receipt | Refusal) for x in found), found
        votes = [x.person for x in facts_of(office, case, f.VoteCast)]
        twice += len(votes) - len(set(votes))
        assert set(votes) == set(MEMBERS)
        assert len(facts_of(office, case, f.MeetingResolved)) == 1
        replays(other, case)
    chained(office)
    return twice


def test_no_member_votes_twice(office: Office, tmp_path: Path) -> None:
    with another(office, tmp_path / "documents") as other:
        assert _ballots(office, other, 3) == 0


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_at_a_hundred_meetings_no_member_votes_twice(office: Office, tmp_path: Path) -> None:
    with another(office, tmp_path / "documents") as other:
        assert _ballots(office, other, 100) == 0
