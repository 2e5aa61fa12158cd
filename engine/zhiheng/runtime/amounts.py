"""The amount of a task, whose amounts it is summed with, and since when."""

from datetime import date, timedelta
from decimal import Decimal

from zhiheng.errors import BadData
from zhiheng.expr import from_canonical
from zhiheng.facts import Scalar
from zhiheng.model.amount import AmountRule
from zhiheng.model.chart import Chart
from zhiheng.model.parameters import Ladder
from zhiheng.rules.ladder import scope_of
from zhiheng.rules.risk import Found
from zhiheng.state.case import CaseState


def amount_of(rule: AmountRule, found: Found, chart: Chart) -> Decimal:
    """The amount. Raises BadData("amount-missing") before it has been filled in."""
    value = found.values.get(rule.variable)
    if value is None:
        raise BadData("amount-missing", pointer=f"/values/{rule.variable}", variable=rule.variable)
    return Decimal(str(from_canonical(chart.variables[rule.variable].type, value)))


def scope_in(rule: AmountRule, found: Found, state: CaseState) -> str | None:
    """Whose amounts are summed; None: each stands alone. Raises BadData("amount-missing")."""
    if rule.by is None:
        return None
    key: Scalar | None = state.applicant if rule.key is None else found.values.get(rule.key)
    if key is None or not str(key).strip():
        raise BadData("amount-missing", pointer=f"/values/{rule.key}", variable=rule.key or "")
    return scope_of(rule.by, str(key))


def window_begins(ladder: Ladder, scope: str | None, today: date) -> date | None:
    """The first day of which amounts count beside today's; None where nothing is summed."""
    if scope is None or ladder.window is None:
        return None
    return today - timedelta(days=ladder.window - 1)
