"""Overlaps, gaps and rows that never count: told just where trying everything finds them."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.naive_tables import NaiveTable, Point, reading, tables

from zhiheng.decisions import prove
from zhiheng.decisions.cells import read_cell
from zhiheng.decisions.check import check_table
from zhiheng.decisions.digest import table_digest
from zhiheng.decisions.prove import Example, Grid, gap, never, overlaps
from zhiheng.model.decision_table import (
    Aggregation,
    Answer,
    Cell,
    DataType,
    DecisionTable,
    HitPolicy,
    Input,
    Interval,
    Output,
    TableRule,
)
from zhiheng.model.finding import Severity


def _grid(naive: NaiveTable) -> Grid:
    return Grid(reading(naive.xml()).tables["t"])


def _where(example: Example) -> Mapping[str, object]:
    return {title: segment.one for title, segment in example}


def _at(naive: NaiveTable, example: Example) -> list[Point]:
    """The points that the example speaks of: what it leaves out may be anything."""
    said = _where(example)
    shown = {int(title.removeprefix("in")): value for title, value in said.items()}
    return [p for p in naive.points if all(_alike(p[i], v) for i, v in shown.items())]


def _alike(value: object, named: object) -> bool:
    return value == named


@given(naive=tables("UNIQUE"))
@settings(max_examples=20)
def test_gaps_and_overlaps_are_those_that_trying_everything_finds(naive: NaiveTable) -> None:
    _found_alike(naive)


@pytest.mark.soak
@given(naive=tables("UNIQUE"))
@settings(max_examples=2_000)
def test_of_many_tables_gaps_and_overlaps_are_found(naive: NaiveTable) -> None:
    _found_alike(naive)


def _found_alike(naive: NaiveTable) -> None:
    grid = _grid(naive)
    hits = {point: set(naive.hits(point)) for point in naive.points}
    bare = gap(grid)
    assert (bare is None) is all(hits.values())
    if bare is not None:
        points = _at(naive, bare)
        assert points
        assert not any(hits[p] for p in points)
    expected = {pair for found in hits.values() for pair in combinations(sorted(found), 2)}
    told = {(a.no, b.no): where for a, b, where in overlaps(grid)}
    assert set(told) == expected
    for pair, where in told.items():
        assert any(set(pair) <= hits[p] for p in _at(naive, where))


@given(data=st.data())
@settings(max_examples=15)
def test_the_rows_that_never_count_are_those_that_nothing_makes_count(data: st.DataObject) -> None:
    naive = data.draw(tables(data.draw(st.sampled_from(("FIRST", "PRIORITY", "UNIQUE")))))
    counting: set[int] = set()
    for point in naive.points:
        hits = naive.hits(point)
        if naive.policy == "FIRST":
            counting.update(hits[:1])
        elif naive.policy == "PRIORITY":
            ranked = sorted(hits, key=lambda no: (naive.order.index(naive.rows[no - 1][1]), no))
            counting.update(ranked[:1])
        else:
            counting.update(hits)
    idle = {row.no for row in never(_grid(naive))}
    assert idle == set(range(1, len(naive.rows) + 1)) - counting


@given(naive=tables("ANY"))
@settings(max_examples=10)
def test_any_is_refused_just_where_rows_that_match_together_answer_otherwise(
    naive: NaiveTable,
) -> None:
    clash = any(len({naive.rows[n - 1][1] for n in naive.hits(p)}) > 1 for p in naive.points)
    assert clash is bool(list(overlaps(_grid(naive))))


def test_what_is_too_large_to_prove_is_told_as_unproven(monkeypatch: pytest.MonkeyPatch) -> None:
    naive = NaiveTable("UNIQUE", None, ("boolean",) * 4, ())
    row = (
        b"<rule>" + b"<inputEntry><text>-</text></inputEntry>" * 4
        + b"<outputEntry><text>1</text></outputEntry></rule></decisionTable>"
    )  # fmt: skip
    table = reading(naive.xml().replace(b"</decisionTable>", row)).tables["t"]
    assert list(check_table(table)) == []
    for limit in ("MAX_WORK", "MAX_CELLS"):
        with monkeypatch.context() as patch:
            patch.setattr(prove, limit, 3)
            (found,) = check_table(table)
        assert (found.rule, found.severity) == ("DEC009", Severity.UNPROVEN)


_ANYTHING, _TRUE = Cell("-", negated=True), Cell("true", (Interval(low=True, high=True),))


def _table(policy: HitPolicy, *rows: tuple[Cell, str, str]) -> DecisionTable:
    """By one truth: a kind, which has weights, and a note, which has none."""
    rules = (
        TableRule(no, f"r{no}", (cell,), (Answer(kind, kind), Answer(note, note)))
        for no, (cell, kind, note) in enumerate(rows, 1)
    )
    outputs = (
        Output("kind", "kind", DataType.STRING, ("grave", "light")),
        Output("note", "note", DataType.STRING),
    )
    asked = (Input("a", "a", DataType.BOOLEAN),)
    return DecisionTable("t", "t", policy, None, asked, outputs, tuple(rules))


def test_rows_of_one_weight_with_other_answers_clash_under_priority() -> None:
    tied = _table(HitPolicy.PRIORITY, (_ANYTHING, "light", "one"), (_TRUE, "light", "two"))
    assert [(a.no, b.no) for a, b, _ in overlaps(Grid(tied))] == [(1, 2)]
    for kind, note in (("grave", "two"), ("light", "one")):
        fine = _table(HitPolicy.PRIORITY, (_ANYTHING, "light", "one"), (_TRUE, kind, note))
        assert list(overlaps(Grid(fine))) == []


def test_no_gap_is_told_where_no_row_need_match() -> None:
    table = _table(HitPolicy.FIRST, (_TRUE, "light", "one"))
    assert gap(Grid(table)) is not None
    given = replace(table, default=table.rules[0].answers)
    listed = replace(table, policy=HitPolicy.RULE_ORDER)
    counted = replace(table, policy=HitPolicy.COLLECT, aggregation=Aggregation.COUNT)
    summed = replace(counted, aggregation=Aggregation.SUM)
    assert [gap(Grid(x)) is None for x in (given, listed, counted, summed)] == [
        True, True, True, False,
    ]  # fmt: skip


def _of_one(kind: DataType, *cells: str) -> DecisionTable:
    """By one input; a row a cell, all with one answer."""
    rows = tuple(
        TableRule(no, f"r{no}", (read_cell(cell, kind),), (Answer("1", "1"),))
        for no, cell in enumerate(cells, 1)
    )
    outputs = (Output("o", "o", DataType.STRING),)
    return DecisionTable("t", "t", HitPolicy.UNIQUE, None, (Input("a", "a", kind),), outputs, rows)


@pytest.mark.parametrize(
    ("kind", "bound"),
    [
        (DataType.INTEGER, "5"),
        (DataType.NUMBER, "5.5"),
        (DataType.DATE, 'date("2026-03-01")'),
    ],
)
def test_what_lies_next_to_the_only_bound_is_a_gap_on_either_side(
    kind: DataType, bound: str
) -> None:
    for signs in ((">=",), ("<=",), ("<", ">")):
        table = _of_one(kind, *(f"{sign} {bound}" for sign in signs))
        assert gap(Grid(table)) is not None, signs
        assert list(overlaps(Grid(table))) == []


@pytest.mark.parametrize("cell", ['<= date("9999-12-31")', '>= date("0001-01-01")'])
def test_at_the_end_of_the_calendar_nothing_lies_beyond(cell: str) -> None:
    assert gap(Grid(_of_one(DataType.DATE, cell))) is None


def test_a_text_may_be_called_as_the_others_are() -> None:
    """What a table does not name is shown by some text, which must be none that it names."""
    assert gap(Grid(_of_one(DataType.STRING, '"其他"'))) is not None


def test_whatever_changes_an_answer_changes_the_digest() -> None:
    """A case is pinned to the table by its digest."""
    table = _table(HitPolicy.PRIORITY, (_ANYTHING, "grave", "one"), (_TRUE, "light", "two"))
    first, second = table.outputs
    others = (
        replace(table, policy=HitPolicy.FIRST),
        replace(table, rules=table.rules[::-1]),
        replace(table, outputs=(replace(first, values=("light", "grave")), second)),
        replace(table, default=table.rules[0].answers),
        replace(table, inputs=(replace(table.inputs[0], allowed=_TRUE),)),
    )
    assert len({table_digest(x) for x in (table, *others)}) == len(others) + 1
    assert table_digest(replace(table, name="renamed")) == table_digest(table)
