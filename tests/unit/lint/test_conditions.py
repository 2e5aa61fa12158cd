"""Conditions of which only some variables are known, against the evaluator that runs them."""

import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.expr import compile_condition
from zhiheng.lint.kit.conditions import compared, truth
from zhiheng.model.chart import VariableType

TYPES = {"a": VariableType.CHOICE, "b": VariableType.CHOICE, "c": VariableType.BOOL}
VALUES: dict[str, tuple[Any, ...]] = {"a": ("p", "q"), "b": ("p", "q"), "c": (True, False)}

simple = st.sampled_from(
    (
        "a == 'p'",
        "a != 'q'",
        "'p' == b",
        "a == b",
        "b in ['p', 'r']",
        "a not in ['q']",
        "c",
        "c == True",
        "True",
        "'p' == a == b",
    )
)
conditions = st.recursive(
    simple,
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        st.tuples(inner, st.sampled_from(("and", "or")), inner).map(
            lambda t: "({}) {} ({})".format(*t)
        ),
    ),
    max_leaves=6,
)
partly = st.fixed_dictionaries({}, optional={n: st.sampled_from(v) for n, v in VALUES.items()})


@given(conditions, partly)
def test_what_it_says_holds_whatever_the_rest_turns_out_to_be(
    source: str, known: dict[str, Any]
) -> None:
    said = truth(source, known)
    condition = compile_condition(source, TYPES)
    rest = [n for n in VALUES if n not in known]
    for values in itertools.product(*(VALUES[n] for n in rest)):
        full = {**known, **dict(zip(rest, values, strict=True))}
        assert truth(source, full) is condition.holds(full)
        assert said in (None, condition.holds(full))


def test_numbers_and_dates_are_left_open() -> None:
    assert truth("n * 2 > 3 and a == 'p'", {"a": "q"}) is False
    assert truth("n * 2 > 3 and a == 'p'", {"a": "p"}) is None


def test_texts_are_found_on_both_sides_and_in_lists() -> None:
    found = list(compared("a == 'p' and 'q' != b or not a in ['r', 's']"))
    assert found == [("a", "p"), ("b", "q"), ("a", "r"), ("a", "s")]
