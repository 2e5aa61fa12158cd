"""The search against trying everybody: all kinds of separation, history, limits of persons."""

from collections.abc import Iterator
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from support.bureau import DAY

from zhiheng.model.ids import ElementPath, PersonId, PostId, SectionId
from zhiheng.model.person import Holding, Person, Post, Roster
from zhiheng.model.relation import Relation, relations
from zhiheng.model.separation import Capacity, Deed, Separation, SeparationKind
from zhiheng.model.slot import SlotRule
from zhiheng.rules.separation import Past, conflict
from zhiheng.verify.allow import History
from zhiheng.verify.assignment import Filled, fill
from zhiheng.verify.conflict import conflicts
from zhiheng.verify.people import people
from zhiheng.verify.problem import Problem, problem
from zhiheng.verify.resilience import needed, needed_pairs
from zhiheng.verify.seats import Bureau, Seat

TASKS = "abcd"
GRADES = ("clerk", "section-chief", "head")
POSTS = tuple(PostId(f"{g}-{n}") for g in GRADES for n in (1, 2))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to four tasks of one or two slots, up to four persons, some acts done before."""
    posts = {p: Post(p, p, None, p.partition("-1")[0].partition("-2")[0]) for p in POSTS}
    persons = {}
    for number in range(draw(st.integers(1, 4))):
        name = PersonId(f"p{number}")
        held = draw(st.lists(st.sampled_from(POSTS), max_size=3, unique=True))
        section = draw(st.sampled_from([SectionId("S"), SectionId("T"), None]))
        holdings = tuple(Holding(post, date(2026, 1, 1)) for post in held)
        persons[name] = Person(name, name, section, holdings)
    near = draw(st.lists(st.tuples(*[st.sampled_from(list(persons))] * 2), max_size=2))
    roster = Roster("t", "t", {}, posts, persons, {}, {})
    known = people(roster, DAY, relations(Relation(a, b, "spouse") for a, b in near if a != b))
    seats = tuple(
        Seat(ElementPath(task), order, SlotRule(no, post=draw(st.sampled_from(POSTS))))
        for order, task in enumerate(TASKS)
        for no in range(1, draw(st.integers(1, 2)) + 1)
    )
    sides = st.frozensets(st.sampled_from([ElementPath(t) for t in TASKS]), min_size=1, max_size=2)
    rules = draw(
        st.lists(st.tuples(sides, sides, st.sampled_from(list(SeparationKind))), max_size=4)
    )
    separations = [
        Separation(f"s{i}", a - b, b - a, kind)
        for i, (a, b, kind) in enumerate(rules)
        if a - b and b - a
    ]
    done = draw(st.dictionaries(st.sampled_from(TASKS), st.sampled_from(list(persons)), max_size=2))
    acted: dict[str, dict[str, Capacity]] = {
        t: {p: known.capacities[known.at[p]]} for t, p in done.items()
    }
    return problem(seats, separations, Bureau(known), History(acted))


def _lawful(asked: Problem, filled: Filled) -> bool:
    """By the rules themselves, each seat judged after all others and the history."""
    known = asked.bureau.people
    acted = {path: dict(who) for path, who in asked.history.acted.items()}
    for seat, person in filled.items():
        acted.setdefault(asked.seats[seat].task, {})[known.ids[person]] = known.capacities[person]
    past = Past(acted, {}, known.relations)
    return _distinct(asked, filled) and all(
        conflict(
            Deed(asked.seats[seat].task, known.ids[person], known.capacities[person]),
            asked.separations,
            past,
        )
        is None
        for seat, person in filled.items()
    )


def _distinct(asked: Problem, filled: Filled) -> bool:
    who = [(asked.seats[seat].task, person) for seat, person in filled.items()]
    return len(set(who)) == len(who)


def _all(asked: Problem) -> Iterator[Filled]:
    """Every lawful assignment, by trying everybody."""
    known = asked.bureau.people
    options = [
        [number for number in range(len(known.ids)) if known.fit(seat.slot) >> number & 1]
        for seat in asked.seats
    ]
    for persons in product(*options):
        filled = dict(enumerate(persons))
        if _lawful(asked, filled):
            yield filled


@given(problems())
def test_it_finds_an_assignment_just_when_there_is_one(asked: Problem) -> None:
    found = fill(asked)
    assert (found is not None) == (next(_all(asked), None) is not None)
    assert found is None or _lawful(asked, found)


@given(problems())
def test_the_least_number_of_persons_is_the_least_that_trying_finds(asked: Problem) -> None:
    least = min((len(set(filled.values())) for filled in _all(asked)), default=None)
    for most in range(1, 5):
        assert (fill(asked, most=most) is not None) == (least is not None and least <= most)


@given(problems())
def test_the_critical_are_those_in_every_assignment(asked: Problem) -> None:
    every = [frozenset(filled.values()) for filled in _all(asked)]
    alone = frozenset.intersection(*every) if every else frozenset()
    assert needed(asked) == sum(1 << person for person in alone)
    everybody = range(len(asked.bureau.people.ids))
    pairs = {
        1 << p | 1 << q
        for p in everybody
        for q in everybody
        if p < q and every and not {p, q} & alone and all({p, q} & one for one in every)
    }
    assert set(needed_pairs(asked)) == pairs


@given(problems())
def test_a_conflict_named_is_one_and_nothing_in_it_can_be_left_out(asked: Problem) -> None:
    for why in conflicts(asked, asked.all_seats):
        seats = asked.seats_of(why.tasks)
        assert fill(asked, seats) is None
        for task in why.tasks:
            fewer = asked.seats_of(t for t in why.tasks if t != task)
            assert len(why.tasks) == 1 or fill(asked, fewer) is not None
