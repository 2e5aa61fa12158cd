"""Every hit policy of DMN 1.3 §8.2.10, against plain functions that know nothing of the engine."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.naive_tables import NaiveTable, Point, reading, tables

from zhiheng.decisions.evaluate import Unanswered, decide
from zhiheng.model.decision_table import DecisionTable, Value

POLICIES = (
    *((p, None) for p in ("UNIQUE", "FIRST", "ANY", "PRIORITY", "RULE ORDER", "OUTPUT ORDER")),
    *(("COLLECT", how) for how in (None, "SUM", "MIN", "MAX", "COUNT")),
)


def _read(naive: NaiveTable) -> DecisionTable:
    found = reading(naive.xml())
    assert found.findings == ()
    return found.tables["t"]


def _asked(point: Point) -> dict[str, Value]:
    return {f"in{i}": v for i, v in enumerate(point) if isinstance(v, str | bool | Decimal)}


@pytest.mark.parametrize(("policy", "how"), POLICIES)
@given(data=st.data())
@settings(max_examples=6)
def test_a_table_answers_as_the_standard_says(
    policy: str, how: str | None, data: st.DataObject
) -> None:
    _answers_alike(policy, how, data)


@pytest.mark.soak
@pytest.mark.parametrize(("policy", "how"), POLICIES)
@given(data=st.data())
@settings(max_examples=400)
def test_many_tables_answer_as_the_standard_says(
    policy: str, how: str | None, data: st.DataObject
) -> None:
    _answers_alike(policy, how, data)


def _answers_alike(policy: str, how: str | None, data: st.DataObject) -> None:
    naive = data.draw(tables(policy, how))
    table = _read(naive)
    points = data.draw(st.lists(st.sampled_from(naive.points), min_size=1, max_size=20))
    for point in points:
        expected = naive.answer(point)
        try:
            found = decide(table, _asked(point))
        except Unanswered:
            assert expected is None
            continue
        assert [a[0] for a in found.answers] == expected
        hits = naive.hits(point)
        assert {row.no for row in found.rows} <= set(hits)
        assert (how is None) or [row.no for row in found.rows] == hits


def test_the_default_answers_where_no_row_does() -> None:
    naive = NaiveTable("UNIQUE", None, ("boolean",), ())
    entry = b"<defaultOutputEntry><text>3</text></defaultOutputEntry></output>"
    row = (
        b"<rule><inputEntry><text>true</text></inputEntry>"
        b"<outputEntry><text>1</text></outputEntry></rule></decisionTable>"
    )
    xml = naive.xml().replace(b"</output>", entry).replace(b"</decisionTable>", row)
    table = reading(xml).tables["t"]
    assert decide(table, {"in0": False}).answers == ((Fraction(3),),)
    assert decide(table, {"in0": False}).rows == ()
    assert decide(table, {"in0": True}).answers == ((Fraction(1),),)
