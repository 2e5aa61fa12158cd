"""What an amount comes to with those it is summed with, and who decides it (审批权限)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection

from zhiheng.errors import BadData
from zhiheng.model.chart import Task
from zhiheng.model.parameters import Ladder
from zhiheng.rules.conditions import condition_holds
from zhiheng.rules.ladder import rung_of
from zhiheng.runtime.amounts import amount_of, scope_in, window_begins
from zhiheng.runtime.risks import found_by
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask
from zhiheng.store.spending import spent


@dataclass(frozen=True, slots=True)
class RungView:
    """A rung of the ladder. below: None: without end. here: whether the sum falls on it."""

    grade: str
    below: str | None
    here: bool


@dataclass(frozen=True, slots=True)
class LimitView:
    """Up to how much one person may decide, on whatever rung."""

    name: str
    up_to: str


@dataclass(frozen=True, slots=True)
class AmountView:
    """An amount step. amount, total: None before the amount is filled in.

    count, earlier: how many others of the last `window` days count, and their sum. rungs: who
    decides; none `here` where the sum is above them all.
    """

    ladder: str
    source: str
    variable: str
    amount: str | None
    count: int
    earlier: str
    total: str | None
    window: int | None
    rungs: tuple[RungView, ...]
    limits: tuple[LimitView, ...]


def amount_view(
    connection: Connection, world: World, task: Task, state: CaseState, waiting: OpenTask
) -> AmountView | None:
    """None where no amount is decided, or the ladder is not in force. Locks nothing."""
    rule = task.amount
    if rule is None:
        return None
    found = found_by(state, waiting)
    ladder = world.parameters.ladders.get(rule.ladder)
    if ladder is None:
        return None
    if rule.when is not None and condition_holds(world.chart, rule.when, found.values) is False:
        return None
    amount, others = None, tuple[Decimal, ...]()
    try:
        amount = amount_of(rule, found, world.chart)
        scope = scope_in(rule, found, state)
    except BadData:
        scope = None  # the form of this very task asks for it
    since = window_begins(ladder, scope, world.today)
    if since is not None and scope is not None:
        agency = world.agency.id
        others = spent(
            connection, agency, ladder.name, scope, since.isoformat(), state.id, lock=False
        )
    return _view(world, ladder, world.chart.variables[rule.variable].title, amount, others)


def _view(
    world: World, ladder: Ladder, variable: str, amount: Decimal | None, others: tuple[Decimal, ...]
) -> AmountView:
    earlier = sum(others, Decimal(0))
    total = None if amount is None else amount + earlier
    here = rung_of(ladder, total) if total is not None else None
    persons = world.roster.persons
    return AmountView(
        ladder=ladder.title,
        source=ladder.source,
        variable=variable,
        amount=None if amount is None else format(amount, "f"),
        count=len(others),
        earlier=format(earlier, "f"),
        total=None if total is None else format(total, "f"),
        window=ladder.window,
        rungs=tuple(
            RungView(r.grade, None if r.below is None else format(r.below, "f"), r is here)
            for r in ladder.rungs
        ),
        limits=tuple(
            LimitView(persons[p].name if p in persons else p, format(most, "f"))
            for p, most in sorted(ladder.limits.items())
        ),
    )
