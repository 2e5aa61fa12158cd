"""Separation of duties, kind by kind, as the law and the bureaus' rules put it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.model.ids import ElementPath
from zhiheng.model.incompatible import BY_NAME
from zhiheng.model.relation import NO_RELATIONS, Relation, Relations, relations
from zhiheng.model.separation import Capacity, Deed, Separation, SeparationKind, SeparationScope
from zhiheng.rules.separation import Past, conflict

CHIEF, HEAD = Capacity("GH", "section-chief"), Capacity(None, "head")
CLERK, OTHER_CLERK = Capacity("GH", "clerk"), Capacity("JC", "clerk")
Acted = dict[str, dict[str, Capacity]]


def rule(kind: str = "different-person", scope: str = "case") -> Separation:
    a, b = (frozenset({ElementPath(x)}) for x in ("a", "b"))
    return Separation("s", a, b, SeparationKind(kind), SeparationScope(scope), rule="shared")


def barred(
    task: str,
    who: str,
    capacity: Capacity = CLERK,
    *,
    by: Separation,
    acted: Acted | None = None,
    elsewhere: tuple[Deed, ...] = (),
    kin: Relations = NO_RELATIONS,
    behalf: tuple[str, ...] = (),
) -> bool:
    past = Past(acted or {}, {"shared": elsewhere}, kin)
    return conflict(Deed(task, who, capacity), (by,), past, behalf) is not None


def made(name: str) -> Separation:
    found = BY_NAME[name]
    a, b = frozenset({ElementPath("a")}), frozenset({ElementPath("b")})
    return Separation(name, a, b, found.kind, found.scope, found.basis, rule=found.name)


def test_investigator_may_not_host_the_hearing() -> None:
    it = made("investigation/hearing")
    assert it.basis is not None
    assert "第六十四条" in it.basis.article
    assert barred("b", "li", by=it, acted={"a": {"li": CLERK}})
    assert not barred("b", "wang", by=it, acted={"a": {"li": CLERK}})


def test_investigator_may_not_review_the_case_in_law() -> None:
    it = made("investigation/legal-review")
    assert barred("b", "li", by=it, acted={"a": {"zhao": CLERK, "li": CLERK}})


def test_who_decides_on_fines_does_not_collect_them_in_any_case_of_the_agency() -> None:
    it = made("fine-decision/fine-collection")
    past = Past({}, {it.name: (Deed("a", "li", CLERK, "a", "another-case"),)})
    assert conflict(Deed("b", "li", CLERK), (it,), past) is not None
    assert conflict(Deed("b", "wang", CLERK), (it,), past) is None


def test_every_round_and_every_person_counts() -> None:
    acted: Acted = {"a": {"first": CLERK, "second": CLERK}}
    for who in ("first", "second"):
        assert barred("b", who, by=rule(), acted=acted)


def test_a_case_scope_looks_at_no_other_case() -> None:
    there = (Deed("a", "li", CLERK, "a", "other"),)
    assert not barred("b", "li", by=rule(), elsewhere=there)
    for scope in ("applicant", "project", "agency"):
        assert barred("b", "li", by=rule(scope=scope), elsewhere=there)


def test_on_his_own_side_one_may_act_again_here_and_elsewhere() -> None:
    there = (Deed("a", "li", CLERK, "a", "other"),)
    assert not barred("a", "li", by=rule(scope="agency"), elsewhere=there, acted={"a": {}})


def test_two_of_one_section_are_no_two_sections() -> None:
    it = rule("different-section")
    assert barred("b", "wang", CLERK, by=it, acted={"a": {"li": CLERK}})
    assert not barred("b", "wang", OTHER_CLERK, by=it, acted={"a": {"li": CLERK}})


def test_who_has_moved_to_another_section_is_still_the_same_person() -> None:
    it = rule("different-section")
    assert barred("b", "li", OTHER_CLERK, by=it, acted={"a": {"li": CLERK}})


def test_the_leaders_of_no_section_are_one_unit() -> None:
    it = rule("different-section")
    assert barred("b", "deputy", Capacity(None, "deputy-head"), by=it, acted={"a": {"head": HEAD}})


def test_an_outside_party_is_of_no_section() -> None:
    it = rule("different-section")
    assert not barred("b", "head", HEAD, by=it, acted={"a": {"party:yuanda": Capacity()}})


def test_who_answers_the_first_call_carries_it_on() -> None:
    it = rule("same-person")
    assert not barred("b", "li", by=it)
    assert not barred("b", "li", by=it, acted={"a": {"li": CLERK}})
    assert barred("b", "wang", by=it, acted={"a": {"li": CLERK}})


def test_the_stand_in_carries_on_what_the_absent_handler_began() -> None:
    it = rule("same-person")
    assert not barred("b", "wang", by=it, acted={"a": {"li": CLERK}}, behalf=("li",))


@pytest.mark.parametrize(("capacity", "bars"), [(CLERK, True), (CHIEF, False), (HEAD, False)])
def test_the_approver_stands_above_the_handler(capacity: Capacity, bars: bool) -> None:  # noqa: FBT001
    assert (
        barred("b", "chen", capacity, by=rule("higher-grade"), acted={"a": {"li": CLERK}}) is bars
    )


def test_after_a_return_no_equal_of_the_approver_handles_it_again() -> None:
    it = rule("higher-grade")
    assert barred("a", "zhao", CHIEF, by=it, acted={"b": {"chen": CHIEF}})
    assert not barred("a", "li", CLERK, by=it, acted={"b": {"chen": CHIEF}})


def test_a_grade_that_nobody_knows_is_no_grade() -> None:
    assert barred(
        "b", "chen", Capacity("GH"), by=rule("higher-grade"), acted={"a": {"li": Capacity("GH")}}
    )


def test_spouses_do_not_stand_on_the_two_sides() -> None:
    kin = relations([Relation("li", "wang", "spouse")])
    for mine, theirs in (("li", "wang"), ("wang", "li")):
        assert barred("b", mine, by=rule("not-kin"), acted={"a": {theirs: CLERK}}, kin=kin)
    assert not barred("b", "zhao", by=rule("not-kin"), acted={"a": {"li": CLERK}}, kin=kin)


def test_nobody_is_a_stranger_to_himself() -> None:
    assert barred("b", "li", by=rule("not-kin"), acted={"a": {"li": CLERK}})


people = st.sampled_from(["li", "wang", "zhao"])
capacities = st.builds(
    Capacity, st.sampled_from(["GH", "JC", None]), st.sampled_from(["clerk", "head", None])
)
kinds = st.sampled_from([k for k in SeparationKind if k is not SeparationKind.SAME_PERSON])


@given(kind=kinds, who=people, mine=capacities, theirs=capacities, side=st.sampled_from("ab"))
def test_whatever_the_kind_nobody_is_on_both_sides(
    kind: SeparationKind, who: str, mine: Capacity, theirs: Capacity, side: str
) -> None:
    other = "b" if side == "a" else "a"
    assert barred(side, who, mine, by=rule(kind.value), acted={other: {who: theirs}})


@given(kind=kinds, one=people, two=people, mine=capacities, theirs=capacities)
def test_it_does_not_matter_who_came_first(
    kind: SeparationKind, one: str, two: str, mine: Capacity, theirs: Capacity
) -> None:
    it = rule(kind.value)
    first = barred("b", two, theirs, by=it, acted={"a": {one: mine}})
    assert first is barred("a", one, mine, by=it, acted={"b": {two: theirs}})
