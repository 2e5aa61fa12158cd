"""What a roster says of a chart: gaps with their reasons, critical persons, enough hands."""

import pytest
from support.charts import chart
from support.staff import CARD, DAY, HANDS, P, Q, bureau, case, person

from zhiheng.model.chart import Chart, NodeKind, Task
from zhiheng.model.finding import Severity
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Roster, StandIn
from zhiheng.model.separation import Separation
from zhiheng.verify import assignment, task_sets
from zhiheng.verify.assessment import assess
from zhiheng.verify.staffed import staffed
from zhiheng.verify.task_sets import course, largest, smallest


def _rules(chart_: Chart, roster: Roster, policy: int = 1) -> dict[str, Severity]:
    return {x.rule: x.severity for x in staffed(chart_, roster, DAY, policy)[0]}


def branching(*pairs: tuple[str, str]) -> Chart:
    """`a`, then `b` or `c`, then `d`."""
    kinds = dict.fromkeys("abcd", NodeKind.TASK)
    return chart(
        {
            "start": NodeKind.START,
            **kinds,
            "x": NodeKind.EXCLUSIVE,
            "y": NodeKind.EXCLUSIVE,
            "end": NodeKind.END,
        },
        [
            ("start", "a", None),
            ("a", "x", None),
            ("x", "b", "v == 1"),
            ("x", "c", "*"),
            ("b", "y", None),
            ("c", "y", None),
            ("y", "d", None),
            ("d", "end", None),
        ],
        separations=tuple(
            Separation(f"s{i}", frozenset({ElementPath(a)}), frozenset({ElementPath(b)}))
            for i, (a, b) in enumerate(pairs)
        ),
    )


def test_ways_are_the_tasks_that_one_case_can_pass() -> None:
    asked = course(branching())
    ways = {"".join(sorted(w)) for w in smallest(asked, asked.net.initial, favourable=True) or ()}
    assert ways == {"abd", "acd"}
    assert {"".join(sorted(w)) for w in largest(asked, asked.net.initial) or ()} == ways


def test_branches_that_exclude_each_other_need_not_be_staffed_together() -> None:
    """b and c may not be in one hand with each other, but no case passes both."""
    assert assess(branching(("b", "c")), bureau(person("x", P)), DAY).gaps == ()


def test_a_chart_that_no_way_can_be_staffed_of_is_wsp001() -> None:
    found = assess(branching(("a", "d")), bureau(person("x", P)), DAY)
    (gap,) = found.gaps
    assert gap.whole
    assert gap.conflict.tasks == ("a", "d")
    assert [rule.id for rule in gap.conflict.rules] == ["s0"]
    assert gap.conflict.missing is not None
    assert gap.conflict.missing.post == P
    assert _rules(branching(("a", "d")), bureau(person("x", P)))["WSP001"] is Severity.ERROR


def test_a_branch_that_cannot_be_staffed_is_wsp002() -> None:
    chart_ = branching(("a", "b"))
    (gap,) = assess(chart_, bureau(person("x", P)), DAY).gaps
    assert not gap.whole
    assert gap.conflict.tasks == ("a", "b")
    assert _rules(chart_, bureau(person("x", P))) == {"WSP002": Severity.ERROR}


def test_only_the_rules_that_are_needed_for_the_conflict_are_named() -> None:
    pairs = (("a", "b"), ("a", "c"), ("b", "c"), ("a", "d"))
    found = assess(case(*pairs, tasks="abcd"), bureau(person("x", P), person("y", P)), DAY)
    (gap,) = found.gaps
    assert gap.conflict.tasks == ("a", "b", "c")
    assert [rule.id for rule in gap.conflict.rules] == ["s0", "s1", "s2"]


def test_two_missing_persons_are_not_called_one() -> None:
    pairs = (("a", "b c"), ("b", "c"))
    (gap,) = assess(case(*pairs), bureau(person("x", P)), DAY).gaps[:1]
    assert gap.conflict.missing is not None
    found = assess(case(("a", "b")), bureau(), DAY)
    assert {gap.conflict.tasks for gap in found.gaps} == {("a",), ("b",), ("c",)}


def test_whoever_is_needed_is_named_and_whether_a_stand_in_would_do() -> None:
    stood_in = bureau(person("x", P), person("y"), stand_ins={"x": [StandIn(PersonId("y"))]})
    found = assess(case(), stood_in, DAY)
    assert (found.critical, found.alone) == (("x",), ())
    found = assess(case(), bureau(person("x", P), person("y")), DAY)
    assert (found.critical, found.alone) == (("x",), ("x",))
    assert _rules(case(), stood_in) == {"WSP003": Severity.INFO}


def test_pairs_are_named_of_which_one_must_be_there() -> None:
    found = assess(case(), bureau(person("x", P), person("y", P)), DAY)
    assert (found.critical, found.pairs) == ((), (("x", "y"),))


def test_one_person_who_can_carry_a_case_alone_is_below_the_policy_of_three() -> None:
    roster = bureau(*(person(name, P) for name in "xyz"))
    found = assess(case(), roster, DAY)
    assert found.hands is not None
    assert (found.hands.least, found.hands.proven) == (1, True)
    assert staffed(case(), roster, DAY)[1]["hands"]["least"] == 1
    assert _rules(case(), roster, policy=3)["COL001"] is Severity.WARNING
    assert "COL001" not in _rules(case(("a", "b c"), ("b", "c")), roster, policy=3)


def test_two_hands_are_two_persons() -> None:
    visit = Task(ElementPath("a"), "a", post=P, sign_off=HANDS)
    found = assess(case(a=visit), bureau(person("x", P), person("y", Q)), DAY)
    assert found.hands is not None
    assert found.hands.least == 2


def test_what_is_given_up_is_said_and_never_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    roster = bureau(person("x", P), person("y", P))
    with monkeypatch.context() as less:
        less.setattr(assignment, "BUDGET", 1)
        assert assess(case(("a", "b")), roster, DAY).unproven == ("staffing",)
        assert _rules(case(("a", "b")), roster)["WSP009"] is Severity.UNPROVEN
    monkeypatch.setattr(task_sets, "MOST", 1)
    assert assess(case(("a", "b")), roster, DAY).unproven == ("hands",)
    assert _rules(case(("a", "b")), roster)["COL001"] is Severity.WARNING


def test_the_card_that_is_missing_is_named() -> None:
    host = Task(ElementPath("a"), "a", qualification=CARD)
    (finding,) = staffed(case(a=host, tasks="a"), bureau(person("x", P, card=False)), DAY, 1)[0]
    assert finding.rule == "WSP001"
    assert "证" in finding.cure.zh
