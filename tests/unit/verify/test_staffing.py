"""Whether a bureau can carry a case through: separations, two hands, stand-ins."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.staff import CARD, DAY, HANDS, P, Q, bureau, case, person

from zhiheng.model.chart import Chart, Task
from zhiheng.model.ids import ElementPath, PersonId, SectionId
from zhiheng.model.person import Holding, Person, Roster, StandIn
from zhiheng.model.sign_off import SignOff
from zhiheng.model.slot import SlotRule, slots_of
from zhiheng.verify import assignment
from zhiheng.verify.staffing import Staffing, critical, staff


def apart(one: ElementPath, other: ElementPath, chart_: Chart) -> bool:
    return any({s.side(one), s.side(other)} == {"a", "b"} for s in chart_.separations)


def by(found: Staffing) -> dict[str, list[str]]:
    who: dict[str, list[str]] = {}
    for a in found.assigned:
        who.setdefault(a.task, []).append(a.person)
    return who


def test_a_task_has_one_slot_of_its_post() -> None:
    assert slots_of(Task(ElementPath("a"), "a", post=P)) == (SlotRule(1, post=P),)


def test_a_task_by_card_has_one_slot_of_that_card() -> None:
    task = Task(ElementPath("a"), "a", qualification=CARD)
    assert slots_of(task) == (SlotRule(1, qualification=CARD),)


def test_two_hands_are_two_slots_that_both_need_the_card() -> None:
    task = Task(ElementPath("a"), "a", post=P, sign_off=HANDS)
    assert slots_of(task) == (
        SlotRule(1, post=P, card=CARD),
        SlotRule(2, section=SectionId("S"), card=CARD),
    )


def test_two_hands_of_no_named_section_are_of_the_same_post() -> None:
    task = Task(ElementPath("a"), "a", post=P, sign_off=SignOff("two-person"))
    assert slots_of(task) == (SlotRule(1, post=P), SlotRule(2, post=P))


def test_one_person_may_do_all_where_nothing_is_separated() -> None:
    assert by(staff(case(), bureau(person("x", P)), DAY)) == {"a": ["x"], "b": ["x"], "c": ["x"]}


def test_one_person_is_not_enough_for_two_sides() -> None:
    found = staff(case(("a", "b")), bureau(person("x", P)), DAY)
    assert found.unstaffed == ("b",)
    assert not found.unproven
    assert by(found) == {"a": ["x"], "c": ["x"]}


def test_separation_is_pairwise_and_three_hands_can_be_two() -> None:
    found = by(staff(case(("a", "b c")), bureau(person("x", P), person("y", P)), DAY))
    assert found["a"] != found["b"] == found["c"]


def test_two_persons_cannot_do_three_tasks_that_are_all_apart() -> None:
    pairs = (("a", "b c"), ("b", "c"))
    assert staff(case(*pairs), bureau(person("x", P), person("y", P)), DAY).unstaffed == ("c",)


def test_one_person_is_never_both_hands() -> None:
    visit = Task(ElementPath("a"), "a", post=P, sign_off=HANDS)
    assert staff(case(a=visit), bureau(person("x", P)), DAY).unstaffed == ("a",)
    both = by(staff(case(a=visit), bureau(person("x", P), person("y")), DAY))
    assert both["a"] == ["x", "y"]


@pytest.mark.parametrize("fault", ["no card", "other section", "card run out"])
def test_the_second_hand_has_a_valid_card_and_is_of_the_section(fault: str) -> None:
    visit = Task(ElementPath("a"), "a", post=P, sign_off=HANDS)
    second = person("y", section="T" if fault == "other section" else "S", card=fault != "no card")
    day = date(2027, 1, 4) if fault == "card run out" else DAY
    assert staff(case(a=visit), bureau(person("x", P), second), day).unstaffed == ("a",)


def test_a_post_counts_only_while_it_is_held() -> None:
    later = replace(person("x"), holdings=(Holding(P, date(2026, 4, 1)),))
    assert staff(case(), bureau(later), DAY).unstaffed == ("a", "b", "c")
    assert not staff(case(), bureau(later), date(2026, 4, 1)).unstaffed


def test_nobody_stands_in_while_the_holder_is_there() -> None:
    roster = bureau(person("x", P), person("y"), stand_ins={"x": [StandIn(PersonId("y"))]})
    assert staff(case(("a", "b")), roster, DAY).unstaffed == ("b",)


def test_b_acts_for_an_absent_a_and_is_booked_as_such() -> None:
    roster = bureau(person("x", P), person("y"), stand_ins={"x": [StandIn(PersonId("y"))]})
    found = staff(case(), roster, DAY, frozenset({PersonId("x")}))
    assert {(a.person, a.acting_for) for a in found.assigned} == {("y", "x")}


def test_a_stand_in_from_another_section_needs_a_resolution() -> None:
    def found(resolution: str | None) -> Staffing:
        far = person("y", section="T")
        listed = [StandIn(PersonId("y"), resolution)]
        roster = bureau(person("x", P), far, stand_ins={"x": listed})
        return staff(case(), roster, DAY, frozenset({PersonId("x")}))

    assert found(None).unstaffed == ("a", "b", "c")
    assert not found("局纪1号").unstaffed


def test_a_stand_in_does_not_break_a_separation() -> None:
    roster = bureau(person("x", P), person("y", P), stand_ins={"x": [StandIn(PersonId("y"))]})
    assert staff(case(("a", "b")), roster, DAY, frozenset({PersonId("x")})).unstaffed == ("b",)


def test_the_list_is_followed_in_its_order() -> None:
    """The second B acts only where the first has acted on the other side."""
    listed = [StandIn(PersonId("y")), StandIn(PersonId("z"))]
    roster = bureau(person("x", P), person("y"), person("z"), stand_ins={"x": listed})
    away = frozenset({PersonId("x")})
    assert by(staff(case(), roster, DAY, away)) == {"a": ["y"], "b": ["y"], "c": ["y"]}
    assert by(staff(case(("a", "c")), roster, DAY, away)) == {"a": ["y"], "b": ["y"], "c": ["z"]}


def test_an_absent_person_fills_nothing() -> None:
    roster = bureau(person("x", P), person("y", P))
    found = staff(case(), roster, DAY, frozenset({PersonId("x")}))
    assert {a.person for a in found.assigned} == {"y"}


def test_the_critical_are_those_who_cannot_be_missed() -> None:
    roster = bureau(person("x", P), person("y", P), person("z", Q))
    assert critical(case(("a", "b")), roster, DAY) == ("x", "y")
    assert critical(case(), roster, DAY) == ()


def test_stand_ins_do_not_make_anybody_less_critical() -> None:
    roster = bureau(person("x", P), person("y"), stand_ins={"x": [StandIn(PersonId("y"))]})
    assert critical(case(), roster, DAY) == ("x",)


def test_a_search_that_is_given_up_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assignment, "BUDGET", 2)
    found = staff(case(), bureau(person("x", P)), DAY)
    assert found.unproven
    assert found.unstaffed == ("c",)


@st.composite
def _cases(draw: st.DrawFn) -> tuple[Chart, Roster]:
    sides = st.sets(st.sampled_from("abcde"), min_size=1, max_size=3)
    pairs = draw(st.lists(st.tuples(sides, sides), max_size=4))
    apart_pairs = [(" ".join(a - b), " ".join(b - a)) for a, b in pairs if a - b and b - a]
    two = draw(st.sets(st.sampled_from("abcde"), max_size=2))
    special = {t: Task(ElementPath(t), t, post=P, sign_off=HANDS) for t in two}
    count = draw(st.integers(1, 4))
    persons = [
        person(f"p{i}", P, section=draw(st.sampled_from("ST")), card=draw(st.booleans()))
        for i in range(count)
    ]
    return case(*apart_pairs, tasks="abcde", **special), bureau(*persons)


@given(_cases())
def test_what_is_assigned_keeps_every_rule(drawn: tuple[Chart, Roster]) -> None:
    chart_, roster = drawn
    found = staff(chart_, roster, DAY)
    for one in found.assigned:
        for other in found.assigned:
            if apart(one.task, other.task, chart_):
                assert one.person != other.person
            if one.task == other.task and one.slot != other.slot:
                assert one.person != other.person
    assert {a.task for a in found.assigned} | set(found.unstaffed) == set("abcde")


@given(_cases())
def test_it_is_found_just_when_trying_everybody_finds_it(drawn: tuple[Chart, Roster]) -> None:
    chart_, roster = drawn
    assert (not staff(chart_, roster, DAY).unstaffed) == _brute(
        chart_, list(roster.persons.values())
    )


def _brute(chart_: Chart, persons: list[Person]) -> bool:
    seats = [(t.path, s) for t in chart_.tasks for s in slots_of(t)]

    def fits(who: Person, slot: SlotRule) -> bool:
        if slot.card is not None and who.card(slot.card, DAY) is None:
            return False
        return who.holds(slot.post, DAY) if slot.post else who.section == slot.section

    def go(done: list[tuple[ElementPath, Person]]) -> bool:
        if len(done) == len(seats):
            return True
        path, slot = seats[len(done)]
        return any(
            fits(who, slot)
            and all(
                who is not other or (path != there and not apart(path, there, chart_))
                for there, other in done
            )
            and go([*done, (path, who)])
            for who in persons
        )

    return go([])
