"""A decision table (决策表, 裁量基准) as read from DMN 1.3, and what a task takes from it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zhiheng.model.ids import ElementPath

Value = str | Decimal | bool | date
"""Of a cell or of an input: a number is always a Decimal, and exact."""


class HitPolicy(StrEnum):
    """What counts where several rules match (DMN 1.3 §8.2.10); the values are those of the file."""

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    ANY = "ANY"
    PRIORITY = "PRIORITY"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"
    COLLECT = "COLLECT"


class Aggregation(StrEnum):
    """What COLLECT makes of the outputs."""

    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


class DataType(StrEnum):
    """The types of FEEL that a column may have; `integer` is a number without a fraction."""

    STRING = "string"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Interval:
    """Values from low to high; None: without end. A single value is an interval of itself."""

    low: Value | None
    high: Value | None
    low_in: bool = True
    high_in: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A unary test: any of the intervals, or, negated, none of them. `-` is none of nothing."""

    text: str
    intervals: tuple[Interval, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is asked. allowed: what values it may have; None: any of its type."""

    name: str
    title: str
    type: DataType
    allowed: Cell | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """A column that answers. values: those it may have, the weightiest first."""

    name: str
    title: str
    type: DataType
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An output entry: a value, or a calculation over the inputs."""

    text: str
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class TableRule:
    """A row (行). no: its number from 1."""

    no: int
    id: str
    cells: tuple[Cell, ...]
    answers: tuple[Answer, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """A table that was read. default: the answers where no row matches, if all are given."""

    id: str
    name: str
    policy: HitPolicy
    aggregation: Aggregation | None
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[TableRule, ...]
    default: tuple[Answer, ...] | None = None

    @property
    def single(self) -> bool:
        """Whether it has one answer, whatever is asked."""
        lists = {HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER, HitPolicy.COLLECT}
        return self.policy not in lists or self.aggregation is not None


@dataclass(frozen=True, slots=True)
class Given:
    """An input of the table, and the variable or parameter that it is asked with."""

    name: str
    variable: str


@dataclass(frozen=True, slots=True)
class Result:
    """An output of the table, and the variable that takes it. round: `up`, `down`, `half-up`."""

    output: str
    variable: str
    round: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionUse:
    """A table that a task asks (zh:decision), what with, and what becomes of its answer.

    when: it is asked only where this holds; else the variables of its results have no value.
    """

    table: str
    given: tuple[Given, ...]
    results: tuple[Result, ...]
    when: str | None = None

    def asked_with(self, name: str) -> str:
        """The variable or parameter of an input: the one that is named, or its namesake."""
        return next((g.variable for g in self.given if g.name == name), name)


@dataclass(frozen=True, slots=True)
class Bound:
    """A variable that a task writes within bounds (裁量权, zh:bounded). Each names a variable.

    minimum, maximum: of the law. low, high: of the benchmark row (裁量基准). noticed: what the
    party was told (告知). ground: holds where a ground of 处罚法 32 is on record. meeting: the
    step of the collective decision. reasons: the field in which reasons are written. when: the
    bounds apply only where this holds.
    """

    variable: str
    minimum: str | None = None
    maximum: str | None = None
    low: str | None = None
    high: str | None = None
    noticed: str | None = None
    ground: str | None = None
    meeting: ElementPath | None = None
    reasons: str | None = None
    when: str | None = None

    @property
    def numbers(self) -> tuple[str | None, ...]:
        """The names of all bounds."""
        return (self.minimum, self.maximum, self.low, self.high, self.noticed)


@dataclass(frozen=True, slots=True)
class SurchargeRule:
    """A surcharge (加处罚款) that a task computes: of which fine, announced, between which days.

    announced: a condition that holds where the decision says so. suspended: whole days of review or
    suit (处罚法 73-3), which do not count. when: there is one only where this holds. served: the
    day on which the party got the decision; deferred: to when payment was put off, if it was.
    """

    variable: str
    fine: str
    announced: str
    due: str
    paid: str
    suspended: str | None = None
    when: str | None = None
    served: str | None = None
    deferred: str | None = None
