"""Votes (表决) and what they come to: the head speaks last, dissent is kept, leaders follow.

Law: notes/domain.md §5.6 (head speaks last, vote, dissent); 001-4 L667 (严格按照集体研究的决定
审批执行; 推荐票不超过半数、纪检否决的不提交). No law names the majority: more than half, so that
exactly half blocks.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.chart import Task, Variable
from zhiheng.model.meeting import Ballot, Collective, Majority, Seat, Share, Tie
from zhiheng.model.wording import says_something


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes counted. of: those whom the majority is counted of."""

    agree: int
    against: int
    abstain: int
    due: int
    of: int
    passed: bool
    dissent: tuple[str, ...]
    vetoed_by: tuple[str, ...]


def may_vote(
    person: str,
    vote: Ballot,
    reason: str | None,
    *,
    chair: str,
    present: Collection[str],
    voted: Collection[str],
) -> None:
    """Prevents a vote from outside, a second one, one without a reason, and a head who leads.

    A reason is due unless he agrees: dissent that says nothing protects nobody.
    """
    if person not in present:
        raise Forbidden("not-present", person=person)
    if person in voted:
        raise NotReady("voted-already", person=person)
    if vote is not Ballot.AGREE and not says_something(reason or ""):
        raise BadData("reason-required", pointer="/reason")
    waiting = [p for p in present if p not in (*voted, chair)]
    if person == chair and waiting:
        raise NotReady("chair-last", person=person, waiting=len(waiting))


def tally(
    meeting: Collective,
    seats: Collection[Seat],
    struck: Collection[str],
    present: Collection[str],
    votes: Mapping[str, Ballot],
    chair: str,
) -> Tally:
    """Count the votes of those present. votes of members struck out since do not count."""
    due = [s.person for s in seats if s.person not in struck]
    counted = {p: votes[p] for p in present if p in due}
    agree, against, abstain = (
        sum(v is kind for v in counted.values())
        for kind in (Ballot.AGREE, Ballot.AGAINST, Ballot.ABSTAIN)
    )
    of = len(counted) if meeting.majority is Majority.PRESENT else len(due)
    vetoed = tuple(
        s.person
        for s in seats
        if s.post in meeting.veto and counted.get(s.person) is Ballot.AGAINST
    )
    passed = Share.HALF.reached(agree, of)
    if agree == against and meeting.tie is Tie.CHAIR:
        passed = counted.get(chair) is Ballot.AGREE
    return Tally(
        agree=agree,
        against=against,
        abstain=abstain,
        due=len(due),
        of=of,
        passed=passed and not vetoed,
        dissent=tuple(p for p, v in counted.items() if v is not Ballot.AGREE),
        vetoed_by=vetoed,
    )


def as_resolved(
    task: Task,
    variables: Mapping[str, Variable],
    known: Mapping[str, object],
    answer: Mapping[str, object],
) -> None:
    """Prevents one leader from approving what the meeting did not resolve (R-128).

    variables: those of the chart; known: their values; answer: what he is about to write.
    """
    for follow in task.follows:
        bound = known.get(follow.resolution) == follow.resolved
        if bound and answer.get(follow.variable) != follow.value:
            raise NotReady(
                "not-as-resolved",
                task=task.path,
                resolved=_title(variables[follow.resolution], follow.resolved),
                must=_title(variables[follow.variable], follow.value),
            )


def _title(variable: Variable, value: str) -> str:
    """As people read it: `局务会决议：通过`."""
    return f"{variable.title}：{dict(variable.choices).get(value, value)}"
