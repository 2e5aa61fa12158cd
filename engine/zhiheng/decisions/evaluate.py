"""What a table answers: its hit policy (命中策略) over the rows that match (DMN 1.3 §8.2.10)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zhiheng.decisions.answers import Answered, answered
from zhiheng.decisions.match import matches, matching
from zhiheng.decisions.rank import by_weight
from zhiheng.model.decision_table import (
    Aggregation,
    Answer,
    DecisionTable,
    HitPolicy,
    TableRule,
    Value,
)

Answers = tuple[Answered, ...]
"""By output, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Decided:
    """rows: those that count, in the order of the answers; none: the default answered.

    answers: one for a policy of a single hit or an aggregation, else one for each row.
    """

    rows: tuple[TableRule, ...]
    answers: tuple[Answers, ...]


class Unanswered(Exception):
    """The table has no one answer. why: `no-row`, `several-rows` or `outside`."""

    def __init__(self, why: str, rows: Sequence[TableRule] = (), column: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.rows = tuple(rows)
        self.column = column


def decide(table: DecisionTable, asked: Mapping[str, Value]) -> Decided:
    """The answer for one value of each input. Raises Unanswered.

    A table that was proved has one for all that its columns allow; only values outside raise.
    """
    for column in table.inputs:
        if column.allowed is not None and not matches(column.allowed, asked[column.name]):
            raise Unanswered("outside", column=column.name)
    numbers = {n: v for n, v in asked.items() if isinstance(v, Decimal)}
    hits = matching(table, asked)
    if not hits and table.default is not None:
        return Decided((), (_answers(table.default, numbers),))
    if table.aggregation is not None:
        return Decided(hits, ((_aggregated(table.aggregation, hits, numbers),),))
    counted = _counted(table, hits, numbers)
    return Decided(counted, tuple(_answers(row.answers, numbers) for row in counted))


def _counted(
    table: DecisionTable, hits: tuple[TableRule, ...], numbers: Mapping[str, Decimal]
) -> tuple[TableRule, ...]:
    if table.single and not hits:
        raise Unanswered("no-row")
    match table.policy:
        case HitPolicy.UNIQUE if len(hits) > 1:
            raise Unanswered("several-rows", hits)
        case HitPolicy.ANY if len({_answers(r.answers, numbers) for r in hits}) > 1:
            raise Unanswered("several-rows", hits)
        case HitPolicy.PRIORITY:
            return by_weight(table, hits)[:1]
        case HitPolicy.OUTPUT_ORDER:
            return by_weight(table, hits)
        case HitPolicy.RULE_ORDER | HitPolicy.COLLECT:
            return hits
    return hits[:1]


def _answers(answers: Sequence[Answer], numbers: Mapping[str, Decimal]) -> Answers:
    return tuple(answered(a, numbers) for a in answers)


def _aggregated(
    how: Aggregation, hits: Sequence[TableRule], numbers: Mapping[str, Decimal]
) -> Answered:
    if how is Aggregation.COUNT:
        return Fraction(len(hits))
    if not hits:
        raise Unanswered("no-row")
    found: Answered = _AGGREGATE[how](answered(row.answers[0], numbers) for row in hits)
    return found


_AGGREGATE: Mapping[Aggregation, Callable[[Any], Any]] = {
    Aggregation.SUM: lambda found: sum(found, Fraction(0)),
    Aggregation.MIN: min,
    Aggregation.MAX: max,
}
