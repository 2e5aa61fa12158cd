"""Collective decision: who is due, told in time, quorum, votes, chair last, minutes, and after.

Law: 处罚法 57-2; notes/domain.md §5.6, §11.15: quorum, recusal, votes, dissent; the head last.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from support.modelcheck.law import hands
from support.modelcheck.law.duties import clash
from support.modelcheck.law.right import Right
from support.modelcheck.law.seen import Seen, held_to
from zhiheng.model.chart import Task
from zhiheng.model.meeting import Collective

RECORDER, CHAIR = 1, 2
FEWEST = 3
"""One or two are no meeting."""


def _blank(text: str) -> bool:
    return not text.replace("\u200b", "").strip()


def enough(share: str, n: int, of: int) -> bool:
    """More than half, at least two thirds, or all; of nobody, never."""
    if of == 0:
        return False
    return {"half": n > of - n, "two-thirds": n * 3 >= of * 2, "all": n >= of}[share]


def in_force(seen: Seen, definition: Task) -> Collective:
    """How it decides: by the chart, or by the agency's own rules where the chart names them."""
    rules = definition.collective
    assert rules is not None
    if rules.rules is None:
        return rules
    own = seen.before.parameters.meetings[rules.rules]
    return replace(rules, quorum=own.quorum, majority=own.majority, tie=own.tie, notice=own.notice)


def _records(seen: Seen, task: Any) -> set[str]:
    """What keeps him from acting as the recorder."""
    slot, person = task.slots[RECORDER - 1], str(seen.person)
    if slot.signed is not None:
        return {"slot-signed"}
    _, against = hands.against_taking(seen, task, slot, person)
    return against | hands.against_holder(seen, task, slot, person)


def convened(seen: Seen) -> Iterator[str]:
    """Topics are told days before; whom the chart names are due, and at least three."""
    task, definition = seen.task()
    rules, asked = in_force(seen, definition), seen.command
    against = _records(seen, task)
    if not 0 < len(asked.topics) <= 30 or any(_blank(t) or len(t) > 200 for t in asked.topics):
        against.add("topics")
    if (asked.on - seen.today).days < rules.notice:
        against.add("notice-short")
    if rules.members and asked.members:
        against.add("members-by-post")
    chairs = seen.holders(rules.chair, asked.on)
    if not chairs:
        against.add("chair-missing")
    if any(m not in seen.roster.persons for m in asked.members):
        against.add("no-such-person")
    due = dict.fromkeys(chairs)
    for post in rules.members:
        due |= dict.fromkeys(seen.holders(post, asked.on))
    due |= dict.fromkeys(asked.members)
    if len(due) < FEWEST:
        against.add("members-few")
    yield from held_to(seen, against)
    for fact in seen.of("MeetingConvened"):
        if {m.person for m in fact.members} != set(due) or len(fact.members) != len(due):
            yield f"due are {set(due)}, called are {fact.members}"
        used = [m.no for m in fact.members]
        if len(set(used)) < len(used) or min(used) <= max(CHAIR, task.last_seat):
            yield f"seats {used} are not new"
        for m in fact.members:
            vetoes = [p for p in rules.veto if seen.holds(m.person, p, asked.on)]
            if vetoes and m.post not in vetoes:
                yield f"{m.person} has lost the veto of {vetoes}"
            if m.post is not None and not seen.holds(m.person, m.post, asked.on):
                yield f"{m.person} sits for a post that is not his: {m.post}"


def struck(seen: Seen, task: Any) -> set[str]:
    """Members who stand aside, or are barred by what they did before."""
    members = [m.person for m in task.meeting.members]
    barred = {m for m in members if any(clash(seen, task.path, m, _behalf(seen, task, m)))}
    return barred | (seen.aside() & set(members))


def _behalf(_seen: Seen, _task: Any, _person: str) -> set[str]:
    """Nobody sits for another."""
    return set()


def attended(seen: Seen) -> Iterator[str]:
    """On its day, with a quorum of those due, under the chair or his lawful B."""
    task, definition = seen.task()
    rules, present = in_force(seen, definition), seen.command.present
    against = _records(seen, task)
    if task.meeting.on != seen.today.isoformat():
        against.add("not-the-day")
    out = struck(seen, task)
    members = [m.person for m in task.meeting.members]
    due = [m for m in members if m not in out]
    against |= {"member-recused" for p in present if p in out}
    against |= {"not-a-member" for p in present if p not in members}
    against |= {"member-away" for p in present if p in seen.away()}
    if len(due) < FEWEST:
        against.add("members-few")
    if not enough(rules.quorum.value, len(set(present)), len(due)):
        against.add("no-quorum")
    chair = presides(seen, rules.chair, present)
    if chair is None:
        against.add("chair-missing")
    yield from held_to(seen, against)
    for fact in seen.of("PresenceRecorded"):
        if set(fact.present) != set(present) or set(fact.struck) != out or fact.chair != chair:
            yield f"present {present}, struck {out}, chair {chair}, but {fact}"


def presides(seen: Seen, post: str, present: tuple[str, ...]) -> str | None:
    """The chair; only if he is away or stands aside, the first lawful B of his who is there."""
    for holder in seen.holders(post):
        if holder in present:
            return holder
    for holder in seen.holders(post):
        if holder not in seen.gone():
            continue
        for b in seen.listed(post, holder):
            near = seen.member(b.person).section == seen.member(holder).section
            if b.person in present and (near or b.resolution):
                return str(b.person)
    return None


def voted(seen: Seen) -> Iterator[str]:
    """In person, once, with a reason unless he agrees; the chair last, while a quorum is there."""
    task, definition = seen.task()
    rules, meeting, me = in_force(seen, definition), task.meeting, str(seen.person)
    out = struck(seen, task) | set(meeting.struck)
    present = [p for p in meeting.present if p not in out]
    members = [m for m in meeting.members if m.person not in out]
    vote = seen.command.vote.value
    against: set[str] = set()
    if meeting.on != seen.today.isoformat():
        against.add("not-the-day")
    if me in out:
        against.add("recused")
    if me not in present:
        against.add("not-present")
    if me in meeting.votes:
        against.add("voted-already")
    if vote != "agree" and _blank(seen.command.reason or ""):
        against.add("reason-required")
    if me == meeting.chair and any(p not in meeting.votes for p in present if p != me):
        against.add("chair-last")
    if meeting.chair in out:
        against.add("chair-missing")
    if len(members) < FEWEST:
        against.add("members-few")
    if not enough(rules.quorum.value, len(present), len(members)):
        against.add("no-quorum")
    yield from held_to(seen, against)
    if seen.done.refusal is not None:
        return
    votes = {**meeting.votes, me: vote}
    over = all(p in votes for p in present)
    resolved = seen.of("MeetingResolved")
    if over != bool(resolved):
        yield f"all have voted: {over}, resolved: {resolved}"
    for fact in resolved:
        yield from _counted(seen, rules, meeting, fact, {p: votes[p] for p in present}, members)


def _counted(
    seen: Seen, rules: Any, meeting: Any, fact: Any, votes: dict[str, str], members: list[Any]
) -> Iterator[str]:
    agree, against = (sum(v == k for v in votes.values()) for k in ("agree", "against"))
    of = len(votes) if rules.majority.value == "present" else len(members)
    passed = agree > of - agree
    if agree == against and rules.tie.value == "chair":
        passed = votes.get(meeting.chair) == "agree"
    vetoed = {
        m.person for m in members if m.post in rules.veto and votes.get(m.person) == "against"
    }
    passed = passed and not vetoed
    expected = (
        rules.passed if passed else rules.rejected, agree, against, len(votes) - agree - against,
        len(members), of, {p for p, v in votes.items() if v != "agree"}, vetoed,
    )  # fmt: skip
    said = (
        fact.outcome, fact.agree, fact.against, fact.abstain, fact.due, fact.of,
        set(fact.dissent), set(fact.vetoed_by),
    )  # fmt: skip
    if said != expected:
        yield f"counted {said}, and not {expected}"
    if seen.person != meeting.chair:
        yield "somebody voted after the chair, or without him"


def deferred(seen: Seen) -> Iterator[str]:
    """While it sits, by who presides; otherwise by who may sign its minutes."""
    task, definition = seen.task()
    rules, meeting, me = in_force(seen, definition), task.meeting, str(seen.person)
    sits = meeting.chair is not None and meeting.on == seen.today.isoformat()
    against: set[str] = set()
    if sits and meeting.chair not in seen.aside():
        if me != meeting.chair:
            against.add("chair-only")
    else:
        each = [
            hands.against_taking(seen, task, slot, me)[1]
            | hands.against_holder(seen, task, slot, me)
            for slot in task.slots
        ]
        if all(each):
            against |= set().union(*each)
    if seen.command.back:
        if meeting.present is None:
            against.add("presence-first")
        elif rules.deferred is None:
            against.add("no-way-back")
    yield from held_to(seen, against)


def minutes(
    seen: Seen, task: Any, definition: Task, slot: Any, person: str
) -> tuple[set[str], Right] | None:
    """Who presided signs the minutes, after the recorder, and is not the recorder too.

    None: the ordinary rules of a slot apply.
    """
    presided, rules = task.meeting.chair, in_force(seen, definition)
    if person != presided:
        return None
    if person in seen.gone():
        return None
    if slot.opened.no == RECORDER:
        return {"two-hands"} | hands.against_taking(seen, task, slot, person)[1], Right()
    found = set()
    if task.content is None:
        found.add("sign-in-order")
        _, against = hands.against_taking(seen, task, slot, person)
        return found | against | hands.against_holder(seen, task, slot, person), Right()
    if definition.opinion == "required" and _blank(seen.command.opinion or ""):
        found.add("opinion-required")
    holders = seen.holders(rules.chair)
    return found, Right(None if person in holders else holders[0] if holders else None)


def who_presided(seen: Seen, task: Any, definition: Task, slot: Any, person: str) -> set[str]:
    """Nobody signs in the place of one who presided and can still sign."""
    del definition
    presided = task.meeting.chair
    if slot.opened.no == CHAIR and presided not in seen.gone() and presided != person:
        return {"not-who-presided"}
    return set()


def not_as_resolved(seen: Seen, definition: Task) -> set[str]:
    """One leader does not approve what the meeting did not resolve (001-4)."""
    known, answer = seen.before.state.variables, seen.command.values
    for follow in definition.follows:
        bound = known.get(follow.resolution) == follow.resolved
        if bound and answer.get(follow.variable) != follow.value:
            return {"not-as-resolved"}
    return set()


def day_of(text: str) -> date:
    """As a meeting writes it."""
    return date.fromisoformat(text)
