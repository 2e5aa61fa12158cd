"""Decision tables on a case: what they are asked with, and that the answer can be asked again."""

from dataclasses import replace

import pytest
from support import discretion, penalty
from support.evidence import refused
from support.office import AGENCY, Office

from zhiheng.commands import tables
from zhiheng.decisions.evaluate import Decided, decide
from zhiheng.model.decision_table import DecisionTable, Value
from zhiheng.why.explain import why
from zhiheng.why.verdict import Same

_COST = (
    '"required": ["grave", "correction", "cost"]',
    '"required": ["grave", "correction"], "dependentRequired": {"remark": ["cost"]}',
)
_DUE = (
    '"required": ["fine", "announced", "due"]',
    '"required": ["fine", "announced"], "dependentRequired": {"reasons": ["due"]}',
)


def test_the_answer_of_a_table_is_judged_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = discretion.opened(office)
    penalty.walk(office, case, "investigate")
    values = {"grave": "no", "correction": "correctable", "cost": discretion.COST}
    receipt = office.sign(case, "jc-1", "investigate", values, ("调查终结报告",))

    def judged() -> tuple[Same, str | None]:
        with office.rt.db.reading() as connection:
            found = why(office.rt, connection, AGENCY, f"case/{case}", receipt.entry.n)
        return found.same, found.now

    def otherwise(table: DecisionTable, asked: dict[str, Value]) -> Decided:
        found = decide(table, asked)
        return replace(found, rows=table.rules[1:2])

    assert judged() == (Same.SAME, None)
    monkeypatch.setattr(tables, "decide", otherwise)
    assert judged() == (Same.DIFFERENT, "table-answers-otherwise")


def test_neither_table_nor_bound_goes_by_what_is_missing(office: Office) -> None:
    """Forms that only may demand it are let through with a warning (LNT007); the gate is not."""
    case = discretion.opened(office, _COST, _DUE)
    penalty.walk(office, case, "investigate")
    with refused(office, "table-input-missing", 422) as caught:
        discretion.investigated_on(office, case, cost=None)
    assert caught.value.pointer == "/values/cost"
    discretion.investigated_on(office, case)
    discretion.to_decision(office, case, "10000.00")
    discretion.impose(office, case, "10000.00", due=None)
    with refused(office, "bound-missing", 422):
        discretion.collect(office, case, "2026-04-11", "1.00")
