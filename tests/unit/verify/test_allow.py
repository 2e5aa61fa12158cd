"""The masks of the search say of each kind of separation what the rules say."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from support.bureau import DAY, GH, JC, ZH

from zhiheng.model.ids import ElementPath, PersonId, PostId, SectionId
from zhiheng.model.person import Holding, Person, Post, Roster
from zhiheng.model.relation import Relation, relations
from zhiheng.model.separation import Capacity, Deed, Separation, SeparationKind
from zhiheng.rules.separation import Past, conflict
from zhiheng.verify.allow import allowed
from zhiheng.verify.people import people

GRADES = ("clerk", "section-chief", "deputy-head", "head")
A, B = ElementPath("a"), ElementPath("b")


@st.composite
def _rosters(draw: st.DrawFn) -> Roster:
    sections: list[SectionId | None] = [GH, JC, ZH, None]
    posts = {PostId(g): Post(PostId(g), g, None, g) for g in GRADES}
    persons = {}
    for number in range(draw(st.integers(2, 5))):
        name = PersonId(f"p{number}")
        held = draw(st.sampled_from([None, *posts]))
        holdings = (Holding(held, date(2026, 1, 1)),) if held else ()
        persons[name] = Person(name, name, draw(st.sampled_from(sections)), holdings)
    return Roster("t", "t", {}, posts, persons, {}, {})


@given(_rosters(), st.sampled_from(list(SeparationKind)), st.sampled_from("ab"), st.data())
def test_a_mask_leaves_whom_the_rule_lets_act(
    roster: Roster, kind: SeparationKind, side: str, data: st.DataObject
) -> None:
    names = list(roster.persons)
    pairs = st.lists(st.tuples(st.sampled_from(names), st.sampled_from([*names, "party:x"])))
    near = relations(Relation(a, b, "spouse") for a, b in data.draw(pairs) if a != b)
    known = people(roster, DAY, near)
    doer = data.draw(st.sampled_from([*names, "party:x"]))
    what = known.capacities[known.at[doer]] if doer in known.at else Capacity()
    separation = Separation("s", frozenset({A}), frozenset({B}), kind)
    done, other = (A, B) if side == "a" else (B, A)
    past = Past({done: {doer: what}}, {}, near)
    lawful = {
        name
        for number, name in enumerate(names)
        if conflict(Deed(other, name, known.capacities[number]), [separation], past) is None
    }
    assert set(known.who(allowed(kind, side, doer, what, known))) == lawful
