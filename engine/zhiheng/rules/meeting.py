"""Collective decision (集体决定): who is due, when it meets, who is there, who presides.

Law: 处罚法 57-2 (grave cases: the heads discuss together); 三重一大: topics are told before the
meeting, none is raised on the spot, papers passed round are no meeting (notes/domain.md §5.6). No
law names a quorum: more than half of the members due, unless the chart asks for more.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from zhiheng.errors import BadData, NotReady
from zhiheng.model.ids import PersonId, PostId
from zhiheng.model.meeting import FEWEST, Collective, Seat
from zhiheng.model.person import Roster
from zhiheng.model.wording import says_something

_MAX_TOPICS, _MAX_TOPIC = 30, 200


def members_due(
    meeting: Collective, roster: Roster, day: date, named: Sequence[str], first: int
) -> tuple[Seat, ...]:
    """The seats of that day, numbered from `first`: by post, or those whom the convener names.

    Prevents a meeting of those who are sure to agree: where the chart says who is due, nobody
    else is asked.
    """
    if meeting.members and named:
        raise BadData("members-by-post", pointer="/members")
    if next(roster.holders(meeting.chair, day), None) is None:
        raise NotReady("chair-missing", day=day.isoformat())
    found = _by_post(meeting, roster, day)
    for name in named:
        if PersonId(name) not in roster.persons:
            raise BadData("no-such-person", pointer="/members", person=name)
        found.setdefault(PersonId(name), None)
    enough(found)
    return tuple(Seat(no, p, post) for no, (p, post) in enumerate(found.items(), first))


def enough(due: Collection[str]) -> None:
    """Prevents one or two from deciding as a meeting, also once others stand aside (回避)."""
    if len(due) < FEWEST:
        raise NotReady("members-few", fewest=FEWEST, found=len(due))


def _by_post(meeting: Collective, roster: Roster, day: date) -> dict[PersonId, PostId | None]:
    """The chair first. One who holds two posts due keeps the veto of either."""
    found: dict[PersonId, PostId | None] = {}
    for post in (meeting.chair, *meeting.members):
        for holder in roster.holders(post, day):
            if found.setdefault(holder.id, post) not in meeting.veto:
                found[holder.id] = post
    return found


def told_in_time(meeting: Collective, today: date, on: date, topics: Sequence[str]) -> None:
    """Prevents topics raised on the spot: they are told so many days before (临时动议)."""
    if not 0 < len(topics) <= _MAX_TOPICS or any(
        not says_something(t) or len(t) > _MAX_TOPIC for t in topics
    ):
        raise BadData("topics", pointer="/topics", most=_MAX_TOPICS, length=_MAX_TOPIC)
    if (on - today).days < meeting.notice:
        raise NotReady("notice-short", days=meeting.notice, on=on.isoformat())


def on_its_day(on: str, today: date) -> None:
    """Prevents a meeting that is written up before or after it (会签、传阅代替会议)."""
    if today.isoformat() != on:
        raise NotReady("not-the-day", on=on, today=today.isoformat())


def quorate(
    meeting: Collective,
    seats: Collection[Seat],
    struck: Collection[str],
    away: Collection[str],
    present: Collection[str],
) -> None:
    """Prevents a meeting of too few, and one at which a recused member sits (回避).

    struck: members who stand aside; they are neither due nor present. away: those on leave.
    """
    due = [s.person for s in seats if s.person not in struck]
    for person in present:
        place = {"pointer": "/present", "person": person}
        if person in struck:
            raise BadData("member-recused", **place)
        if person not in due:
            raise BadData("not-a-member", **place)
        if person in away:
            raise BadData("member-away", **place)
    enough(due)
    if not meeting.quorum.reached(len(set(present)), len(due)):
        raise NotReady("no-quorum", present=len(set(present)), due=len(due))


def still_sits(
    meeting: Collective,
    seats: Collection[Seat],
    struck: Collection[str],
    present: Collection[str],
    chair: str,
    day: date,
) -> None:
    """Prevents a resolution by those who are left when the chair, or too many, have stood aside.

    present: those of the members who are there and not struck out.
    """
    if chair in struck:
        raise NotReady("chair-missing", day=day.isoformat())
    due = [s.person for s in seats if s.person not in struck]
    enough(due)
    if not meeting.quorum.reached(len(present), len(due)):
        raise NotReady("no-quorum", present=len(present), due=len(due))


def presides(
    meeting: Collective,
    roster: Roster,
    day: date,
    present: Collection[str],
    gone: Collection[str],
) -> PersonId:
    """The holder of the chair's post if he is there, else the first lawful B of his who is.

    gone: those on leave, and those who stand aside. B presides only in place of a holder who is
    gone (顶岗), and one from another section only by a resolution.
    """
    for person in _in_the_chair(meeting.chair, roster, day, gone):
        if person in present:
            return person
    raise NotReady("chair-missing", day=day.isoformat())


def _in_the_chair(
    chair: PostId, roster: Roster, day: date, gone: Collection[str]
) -> Iterator[PersonId]:
    holders = list(roster.holders(chair, day))
    yield from (h.id for h in holders)
    for holder in holders:
        if holder.id not in gone:
            continue
        for b in roster.stand_ins.get((chair, holder.id), ()):
            if b.resolution or roster.persons[b.person].section == holder.section:
                yield b.person
