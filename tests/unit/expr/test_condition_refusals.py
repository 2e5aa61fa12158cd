"""What the condition language refuses, and where it points."""

import ast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhiheng.expr import ExpressionError, compile_condition
from zhiheng.model.chart import VariableType

TYPES = {
    "n": VariableType.INTEGER,
    "fee": VariableType.DECIMAL,
    "note": VariableType.TEXT,
    "result": VariableType.CHOICE,
    "on": VariableType.DATE,
    "urgent": VariableType.BOOL,
    "_hidden": VariableType.INTEGER,
    "fi": VariableType.INTEGER,
}


def refusal(source: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        compile_condition(source, TYPES)
    error = caught.value
    assert error.message.zh
    assert error.message.en
    assert 0 <= error.column <= len(source)
    return error


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ("", 0),
        ("   ", 0),
        ("n", 0),
        ("n + 1", 0),
        ("note", 0),
        ("'yes'", 0),
        ("1 and urgent", 0),
        ("urgent and n", 11),
        ("not n", 4),
        ("m == 1", 0),
        ("note == '规划' and m == 1", 17),
        ("  m == 1", 2),
        ("n == '1'", 5),
        ("note == 1", 8),
        ("urgent == 1", 10),
        ("on == 20260101", 6),
        ("on == note", 6),
        ("on == '2026-02-30'", 6),
        ("on == '20260101'", 6),
        ("on == '2026-1-1'", 6),
        ("on in ['2026-02-10', 'soon']", 21),
        ("on - on == 1", 0),
        ("note + note == 'aa'", 0),
        ("note * 3 == 'a'", 0),
        ("-urgent", 1),
        ("-note == 'a'", 1),
        ("note < 'b'", 7),
        ("result >= 'b'", 10),
        ("urgent < True", 9),
        ("n in [1, 'a']", 9),
        ("n in []", 5),
        ("n in (1, 2)", 5),
        ("n in {1, 2}", 5),
        ("n in note", 5),
        ("note in 'abc'", 8),
        ("n in [n]", 6),
        ("n in [1 + 1]", 6),
        ("n in [not 1]", 6),
        ("[1] == [1]", 0),
        ("n == None", 5),
        ("n == ...", 5),
        ("n is 1", 5),
        ("n is not 1", 9),
        ("+n == 1", 0),
        ("~n == 1", 0),
        ("n % 2 == 0", 0),
        ("n ** 2 == 4", 0),
        ("9 ** 9 ** 9 == n", 0),
        ("n // 2 == 1", 0),
        ("n << 2 == 4", 0),
        ("n & 1 == 1", 0),
        ("n @ n == 1", 0),
        ("n == 1 if urgent else True", 0),
        ("f'{n}' == note", 0),
        ("b'a' == note", 0),
        ("u'a' == note", 0),
        ("r'a' == note", 0),
        ("'a' 'b' == note", 0),
        ("'''a''' == note", 0),
        ("n == 1e3", 6),
        ("n == 0x10", 6),
        ("n == 1_000", 6),
        ("n == 1j", 6),
        ("n == .5", 5),
        ("n == 5.", 5),
        ("n == .5or urgent", 7),
        (f"n == {'9' * 41}", 5),
        ("n == 1or urgent", 6),
        ("urgent # and n == 1", 7),
        ("urgent # 'x'", 7),
        ("open('/etc/passwd')", 0),
        ("__import__('os').system('id')", 0),
        ("note.upper() == 'A'", 0),
        ("note.__class__ == 'A'", 0),
        ("().__class__.__bases__[0].__subclasses__()", 0),
        ("note[0] == 'a'", 0),
        ("[x for x in [1]] == n", 0),
        ("(lambda: True)()", 0),
        ("(n := 1) == 1", 1),
        ("{} == n", 0),
        ("{'a': 1} == n", 0),
        ("await n", 0),
        ("_hidden == 1", 0),
        ("\ufb01 == 1", 0),
        ("note == 'e\u0301'", 8),
        ("note == '\u202e'", 9),
        ("note == 'a\u200b'", 10),
        ("note == 'a\\n'", 10),
        ("note == 'a\nb'", 8),
        ("note == '\x00'", 9),
        ("note == '\ud800'", 9),
        ("1 < n < 3 < 4", 0),
        ("n == 1 in [True]", 10),
        ("n in [1] == True", 5),
    ],
)
def test_refused_at_its_place(source: str, column: int) -> None:
    assert refusal(source).column == column


@pytest.mark.parametrize(
    "source",
    ["n ==", "n = 1", "n == 1)", "(n == 1", "n == 1; urgent", "import os", "n 1", "规划！"],
)
def test_what_is_no_expression_is_refused(source: str) -> None:
    refusal(source)


def test_two_thousand_characters_and_fifty_levels_are_the_end() -> None:
    at_the_end = "n == 1" + " " * 1994
    assert compile_condition(at_the_end, TYPES).names == {"n"}
    refusal(at_the_end + " ")
    deep = "not " * 48 + "urgent"
    assert compile_condition(deep, TYPES).names == {"urgent"}
    refusal("not " * 50 + "urgent")
    refusal("-" * 1990 + "1 == n")
    refusal("(" * 900 + "urgent" + ")" * 900)
    refusal("not " * 490 + "urgent")


def test_the_tree_holds_no_float_once_compiled() -> None:
    condition = compile_condition("fee > 0.1 and n in [1, 2.5]", TYPES)
    constants = [x.value for x in ast.walk(condition._tree) if isinstance(x, ast.Constant)]
    assert not any(isinstance(c, float) for c in constants)


_SIGNS = """
== < and or not in [ ] ( ) , - * / . : # if else lambda f'' 1 0.5 'a' é True
"""
_pieces = st.sampled_from([*TYPES, *_SIGNS.split(), "'2026-01-01'", "\n"])


@given(source=st.one_of(st.text(max_size=80), st.lists(_pieces, max_size=25).map(" ".join)))
@example(source="'" * 3)
@example(source="\r\n\t")
@settings(deadline=None, max_examples=500)
def test_anything_is_either_compiled_or_refused_with_its_place(source: str) -> None:
    try:
        condition = compile_condition(source, TYPES)
    except ExpressionError:
        refusal(source)
    else:
        assert condition.names <= TYPES.keys()
