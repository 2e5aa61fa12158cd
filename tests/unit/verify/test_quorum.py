"""Members of a meeting in the search: a pool that must not shrink below the quorum."""

from collections.abc import Collection
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from support import charts

from zhiheng.model.chart import Chart, NodeKind, Task
from zhiheng.model.ids import ElementPath, PersonId, PostId
from zhiheng.model.meeting import FEWEST, Collective, Share
from zhiheng.model.person import Holding, Person, Post, Roster
from zhiheng.model.separation import Separation
from zhiheng.model.sign_off import SignOff, SignOffKind
from zhiheng.verify.assignment import fill
from zhiheng.verify.people import people
from zhiheng.verify.problem import Problem, problem
from zhiheng.verify.resilience import without
from zhiheng.verify.seats import Bureau, seats_of

DAY = date(2026, 3, 2)
_A, _B, _MEETING = ElementPath("a"), ElementPath("b"), ElementPath("meeting")
_MEMBERS = ("m1", "m2", "m3", "m4", "m5")
"""Of them the first two hold the post of the steps before the meeting."""


def _chart(quorum: Share, separated: Collection[ElementPath]) -> Chart:
    meeting = SignOff(
        SignOffKind.COLLECTIVE,
        collective=Collective(PostId("C"), "r", "p", "q", members=(PostId("M"),), quorum=quorum),
    )
    tasks = {
        "a": Task(_A, "a", post=PostId("H")),
        "b": Task(_B, "b", post=PostId("H")),
        "meeting": Task(_MEETING, "meeting", post=PostId("R"), sign_off=meeting),
    }
    apart = Separation("s", frozenset(separated), frozenset({_MEETING}))
    kind = NodeKind
    return charts.chart(
        {"s": kind.START, "a": kind.TASK, "b": kind.TASK, "meeting": kind.TASK, "e": kind.END},
        [("s", "a", None), ("a", "b", None), ("b", "meeting", None), ("meeting", "e", None)],
        separations=(apart, Separation("ab", frozenset({_A}), frozenset({_B}))),
        tasks=tasks,
    )


def _roster(handlers: Collection[str]) -> Roster:
    """m1 chairs; r records and is no member; those of the members named also handle."""

    def person(name: str, *posts: str) -> Person:
        return Person(PersonId(name), name, None, tuple(Holding(PostId(p), DAY) for p in posts))

    who = [person("r", "R"), person("m1", "C", *(["H"] if "m1" in handlers else []))]
    who += [person(m, "M", *(["H"] if m in handlers else [])) for m in _MEMBERS[1:]]
    posts = {PostId(p): Post(PostId(p), p, None, "clerk") for p in "CHMR"}
    return Roster("x", "x", {}, posts, {p.id: p for p in who}, {}, {})


def _asked(
    quorum: Share, separated: Collection[ElementPath], handlers: Collection[str], *absent: str
) -> Problem:
    chart, known = _chart(quorum, separated), people(_roster(handlers), DAY)
    bureau = Bureau(known, known.mask(absent))
    return problem(seats_of(chart), chart.separations, bureau)


def test_what_leaves_fewer_members_than_the_quorum_cannot_be_staffed() -> None:
    """Two of five have handled and are struck out: three are left, and three are needed."""
    both = (_A, _B)
    assert fill(_asked(Share.HALF, both, _MEMBERS[1:3])) is not None
    assert fill(_asked(Share.HALF, both, _MEMBERS[1:3], "m5")) is None
    assert fill(_asked(Share.TWO_THIRDS, both, _MEMBERS[1:3])) is None
    assert fill(_asked(Share.TWO_THIRDS, (_A,), _MEMBERS[1:3])) is not None


def test_of_a_small_meeting_three_must_be_left() -> None:
    assert fill(_asked(Share.HALF, (), _MEMBERS[1:3], "m4", "m5")) is not None
    assert fill(_asked(Share.HALF, (), _MEMBERS[1:3], "m3", "m4", "m5")) is None


def test_members_count_among_those_whom_a_case_depends_on() -> None:
    asked = _asked(Share.HALF, (), _MEMBERS[1:3])
    people_ = asked.bureau.people
    used = without(asked, 0)
    assert used is not None
    assert used & people_.mask(_MEMBERS) == people_.mask(_MEMBERS)


@given(
    st.sampled_from(Share),
    st.sets(st.sampled_from([_A, _B])),
    st.sets(st.sampled_from(_MEMBERS), min_size=1),
    st.sets(st.sampled_from(_MEMBERS)),
)
def test_the_search_agrees_with_trying_everybody(
    quorum: Share, separated: set[ElementPath], handlers: set[str], absent: set[str]
) -> None:
    asked = _asked(quorum, separated, handlers, *absent)
    there = [m for m in _MEMBERS if m not in absent]
    can = [m for m in handlers if m not in absent]
    need = next(n for n in range(FEWEST, 6) if quorum.reached(n, len(_MEMBERS)))
    some = any(
        # The chair's seat of the minutes is m1's alone, whom the separation may bar too.
        a != b
        and "m1" in (left := [m for m in there if m not in _barred(separated, a, b)])
        and len(left) >= need
        for a, b in product(can, repeat=2)
    )
    assert (fill(asked) is not None) == some


def _barred(separated: set[ElementPath], a: str, b: str) -> set[str]:
    return {who for path, who in ((_A, a), (_B, b)) if path in separated}
