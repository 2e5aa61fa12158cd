"""Hold what a task writes within its bounds (裁量界限), as each signature is put."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from zhiheng import facts as f
from zhiheng.commands.filed.discharge import Signing
from zhiheng.errors import BadData
from zhiheng.expr import from_canonical
from zhiheng.facts import Scalar
from zhiheng.model.decision_table import Bound
from zhiheng.model.wording import says_something
from zhiheng.rules.bounds import Weighed, standing_of, within_bounds
from zhiheng.rules.conditions import condition_holds
from zhiheng.rules.surcharge import Late, may_surcharge
from zhiheng.runtime.risks import found_by


def keep_bounds(signing: Signing, values: Mapping[str, Any] | None, today: date) -> list[f.AnyFact]:
    """A fact of each bound, on the last signature. Raises the refusal.

    values: the form, where this signature files it; reasons were given with it.
    """
    task = signing.definition
    found = found_by(signing.state, signing.task, signing.facts).values
    kept: list[f.AnyFact] = []
    for bound in task.bounds:
        if bound.variable not in found or not _applies(signing, bound.when, found):
            continue
        weighed = _weighed(signing, bound, found, values)
        title = signing.chart.variables[bound.variable].title
        refusal = within_bounds(weighed, task.path, title)
        if refusal is not None:
            raise refusal
        if signing.completes:
            kept.append(
                f.BoundKept(
                    task=task.path,
                    visit=signing.task.visit,
                    variable=bound.variable,
                    standing=standing_of(weighed),
                )
            )
    _surcharge(signing, found, today)
    return kept


def _applies(signing: Signing, when: str | None, found: Mapping[str, Scalar]) -> bool:
    """Where it cannot be judged whether it applies, it does."""
    return when is None or condition_holds(signing.chart, when, found) is not False


def _weighed(
    signing: Signing,
    bound: Bound,
    found: Mapping[str, Scalar],
    values: Mapping[str, Any] | None,
) -> Weighed:
    def number(name: str | None) -> Decimal | None:
        return None if name is None else Decimal(str(_value(signing, name, found)))

    def told() -> Decimal | None:
        # Who only proposes may do so before the party is told; once told, never more (处罚法 45).
        proposes = not signing.definition.outcomes
        return None if proposes and bound.noticed not in found else number(bound.noticed)

    ground = bound.ground is not None and condition_holds(signing.chart, bound.ground, found)
    written = values is None or says_something(str(values.get(bound.reasons or "") or ""))
    return Weighed(
        value=Decimal(str(_value(signing, bound.variable, found))),
        minimum=number(bound.minimum),
        maximum=number(bound.maximum),
        low=number(bound.low),
        high=number(bound.high),
        noticed=told(),
        ground=ground is True,
        met=_met(signing, bound, found),
        reasons=bound.reasons is not None and written,
        firm=bound.ground is None,
    )


def _met(signing: Signing, bound: Bound, found: Mapping[str, Scalar]) -> bool:
    """Whether a meeting has passed it: this one, or one held since the party was told.

    A meeting before the notice knew neither what was told nor what the party answered.
    """
    if bound.meeting is None:
        own = signing.definition.collective
        return own is not None and found.get(own.variable) == own.passed
    path = bound.meeting
    rules = signing.chart.task(path).collective
    order = list(signing.state.done)
    if rules is None or found.get(rules.variable) != rules.passed or path not in order:
        return False
    noticed = signing.chart.variables.get(bound.noticed or "")
    since = order.index(noticed.writer) if noticed and noticed.writer in order else -1
    return order.index(path) > since


def _surcharge(signing: Signing, found: Mapping[str, Scalar], today: date) -> None:
    """No day that is still to come counts, whatever is written (处罚法 72: each day it is late)."""
    rule = signing.definition.surcharge
    if rule is None or rule.variable not in found or not _applies(signing, rule.when, found):
        return

    def value(name: str) -> Any:
        return _value(signing, name, found)

    def day(name: str | None) -> date | None:
        found_day = value(name) if name is not None and name in found else None
        return found_day if isinstance(found_day, date) else None

    due, paid = value(rule.due), value(rule.paid)
    if not isinstance(due, date) or not isinstance(paid, date):
        raise TypeError("the reader lets only dates through")
    late = Late(
        fine=value(rule.fine),
        announced=condition_holds(signing.chart, rule.announced, found) is True,
        due=due,
        paid=min(paid, today),
        suspended=value(rule.suspended) if rule.suspended is not None else 0,
        served=day(rule.served),
        deferred=day(rule.deferred),
    )
    refusal = may_surcharge(value(rule.variable), late, signing.definition.path)
    if refusal is not None:
        raise refusal


def _value(signing: Signing, name: str, found: Mapping[str, Scalar]) -> Any:
    """Raises BadData("bound-missing") before it has been filled in."""
    if name not in found:
        known = signing.chart.variables.get(name)
        title = known.title if known else name
        raise BadData("bound-missing", pointer=f"/values/{name}", title=title)
    return from_canonical(signing.chart.types[name], found[name])
