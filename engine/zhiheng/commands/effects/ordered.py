"""A system case does what it was for: in the transaction of the signature that releases it.

The agency's entry names the case and its entry, the case's entry names the agency's. What the
engine refuses, the signature is refused for, and nothing is half done.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import append
from zhiheng.commands.effects.order import Order
from zhiheng.commands.effects.registry import EFFECTS
from zhiheng.commands.staffing.stopped import stopped
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.rules.conditions import condition_holds
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.store import tables as t


def view_of(rt: Runtime, connection: Connection, agency: str, n: int, chart: Chart) -> AgencyView:
    """The agency that a command on a case looks at: one that it may change is locked first."""
    if chart.command is not None:
        row = select(t.agency.c.n).where(t.agency.c.id == agency).with_for_update()
        n = connection.execute(row).scalar_one()
    return rt.agency(connection, agency, n)


def ordered(
    rt: Runtime,
    connection: Connection,
    view: AgencyView,
    world: World,
    state: CaseState,
    completes: str | None,
    said: list[f.AnyFact],
) -> list[f.AnyFact]:
    """Carry out what the completed task orders, if it orders anything. Raises what refuses it."""
    rule = world.chart.task(ElementPath(completes)).command if completes else None
    if rule is None or not _released(state, world, rule.when, said):
        return []
    digest = state.papers[rule.document]
    decision = EFFECTS[rule.name](Order(rt, connection, view, world, state, rule, digest))
    caller = world.caller
    after = stopped(rt, connection, view, caller, decision.facts, decision.artifacts)
    decision.facts += _but_this_case(after, state.id)
    why = f.CaseOrdered(case=state.id, n=state.n + 1, command=rule.name.value)
    decision.facts.insert(0, why)
    done = append(connection, view, caller, rule.name.value, decision, world.now, None)
    carried = f.CommandCarriedOut(
        command=rule.name.value, document=digest, n=done.entry.n, hash=done.hash
    )
    return [carried]


def _but_this_case(after: list[f.AnyFact], case: str) -> Iterator[f.AnyFact]:
    """The case that changes the bureau is over by then: nothing in it stops."""
    for fact in after:
        if not isinstance(fact, f.CasesStopped):
            yield fact
        elif others := tuple(s for s in fact.cases if s.case != case):
            yield f.CasesStopped(cases=others)


def _released(state: CaseState, world: World, when: str, said: list[f.AnyFact]) -> bool:
    written = {k: v for x in said if isinstance(x, f.VariablesSet) for k, v in x.values.items()}
    return condition_holds(world.chart, when, {**state.variables, **written}) is True
