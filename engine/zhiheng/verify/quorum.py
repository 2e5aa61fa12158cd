"""The members of a meeting as a search sees them: a pool that must not shrink below the quorum.

Members are not put on seats one by one: it does not matter who of them comes, so that counting is
enough. Separations narrow a pool as they narrow a seat.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath
from zhiheng.model.meeting import FEWEST, Share
from zhiheng.model.slot import SlotRule
from zhiheng.verify.seats import Bureau, Seat


@dataclass(frozen=True, slots=True)
class Pool:
    """seat: number of the chair's seat. mask: who could come. need: how many must be left."""

    seat: int
    mask: int
    need: int


def pools(
    seats: Iterable[Seat],
    bureau: Bureau,
    free: dict[ElementPath, int],
    settled: Collection[ElementPath] = (),
) -> Iterator[Pool]:
    """The pool of each meeting that may still be held. free: whom the history leaves, by task."""
    for number, seat in enumerate(seats):
        meeting = seat.meeting
        if meeting is None or seat.task in settled:
            continue
        posts = (meeting.chair, *meeting.members) if meeting.members else ()
        people = bureau.people
        due = people.everybody if not posts else 0
        for post in posts:
            due |= people.fit(SlotRule(0, post=post))
        due &= free[seat.task] & ~bureau.recused
        quorum = bureau.quorums.get(meeting.rules or "", meeting.quorum)
        # Where the convener names the members, he needs no more than the fewest.
        need = _least(quorum, due.bit_count()) if posts else FEWEST
        yield Pool(number, due & ~bureau.absent, need)


def _least(quorum: Share, due: int) -> int:
    return next((n for n in range(FEWEST, due + 1) if quorum.reached(n, due)), FEWEST)
