"""Decision tables on a case: what they are asked with, and that the answer can be asked again."""

from dataclasses import replace

import pytest
from support import discretion, penalty
from support.evidence import refused
from support.office import AGENCY, Office, caller

from zhiheng.commands.filed import tables
from zhiheng.decisions.evaluate import Decided, decide
from zhiheng.model.decision_table import DecisionTable, Value
from zhiheng.model.ids import CaseId
from zhiheng.queries.cases import case_file
from zhiheng.queries.discretion import DiscretionView
from zhiheng.queries.task import task_view
from zhiheng.queries.timeline import timeline
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


def _seen(office: Office, who: str, case: CaseId, task: str) -> DiscretionView:
    with office.rt.db.reading() as connection:
        return task_view(office.rt, connection, caller(who), case, task).discretion


def _course(office: Office, case: CaseId) -> str:
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("jz"), case)
        roster = office.rt.agency(connection, AGENCY).roster
    assert roster is not None
    return "\n".join(told for step in timeline(file, roster, full=True) for told in step.effect)


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


def test_who_decides_sees_the_bounds_and_what_the_table_will_fill_in(office: Office) -> None:
    case = discretion.opened(office)
    penalty.walk(office, case, "investigate")
    before = _course(office, case)
    (asked,) = _seen(office, "jc-1", case, "investigate@1").tables
    assert asked.id == "fine-illegal-construction"
    assert asked.fills == ("kind", "fine_min", "fine_max", "fine_low", "fine_high")
    discretion.investigated_on(office, case)
    discretion.to_decision(office, case, "12000.00")
    (bound,) = _seen(office, "jz", case, "impose@1").bounds
    assert (bound.minimum, bound.low) == ("10000.00", "10000.00")
    assert "决策表“违法建设的处罚种类和罚款幅度”：第1行" in _course(office, case)
    assert "决策表" not in before
    assert (bound.noticed, bound.high, bound.maximum) == ("12000.00", "14000.00", "20000.00")


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
