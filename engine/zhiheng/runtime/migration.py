"""Whether a running case can go over to another version of its chart (迁移).

Its history must be one of the new chart too: each step that moved tokens, done again there, closes
and opens the same. So nothing that the new version asks for before the present step is skipped.
Source: the compliance criterion of Rinderle, Reichert, Dadam, Correctness criteria for dynamic
changes in workflow systems (2004).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from zhiheng import facts as f
from zhiheng.errors import NotReady
from zhiheng.expr import EvaluationError
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.model.slot import slots_of
from zhiheng.rules.merging import no_hand_on_both_sides
from zhiheng.runtime.live import again
from zhiheng.runtime.prospects import ahead_of
from zhiheng.runtime.slots import rule_of
from zhiheng.runtime.tokens import agree, tokens
from zhiheng.runtime.world import World
from zhiheng.spiff import CompiledChart, Executor
from zhiheng.state.case import CaseState
from zhiheng.state.migration import Entries, as_migrated, renamed
from zhiheng.store.project import project_case
from zhiheng.verify.assignment import OutOfBudgetError
from zhiheng.verify.outlook import impossible


@dataclass(slots=True)
class _Try:
    """Does the history again on the new chart."""

    executor: Executor
    chart: Chart
    markings: list[str] = field(default_factory=list)

    def __call__(self, state: CaseState, fact: f.AnyFact) -> f.AnyFact:
        if isinstance(fact, f.TaskOpened):
            self._not_by_fewer(fact)
        if not isinstance(fact, f.TokensMoved):
            return fact
        step = fact.fired or next(iter(fact.closed), "start")
        try:
            moved = again(self.executor, state, fact)
        except KeyError:
            raise _differs(step, "", step) from None
        except EvaluationError as error:
            raise NotReady("undecided", task=step, why_zh=error.message.zh,
                           why_en=error.message.en) from error  # fmt: skip
        went = tokens(state, self.chart, moved)
        if not agree(went, msgspec.structs.replace(fact, marking=went.marking)):
            now, then = went.opened or (went.ended or "",), fact.opened or (fact.ended or "",)
            raise _differs(step, "、".join(now), "、".join(then))
        self.markings.append(went.marking)
        return went

    def _not_by_fewer(self, opened: f.TaskOpened) -> None:
        """Prevents a step that one has signed from counting where the new version asks for two."""
        needed, there = slots_of(self.chart.task(ElementPath(opened.task))), opened.slots
        if len(there) < len(needed):
            raise NotReady("fewer-hands", task=opened.task, now=len(needed), then=len(there))


def tried(
    case: CaseState, entries: Entries, new: CompiledChart, names: Mapping[str, str], world: World
) -> tuple[str, ...]:
    """The markings of the history on the new chart. Raises NotReady, saying what is amiss.

    world: with what was done elsewhere under the separations of the new chart.
    """
    watch = _Try(Executor(new), new.chart)
    history = renamed(as_migrated(entries), names)
    chart = new.chart
    state, _ = project_case(case.id, case.agency, history, chart.separations, watch)
    _open_steps_are_the_same(state, chart)
    _variables_are_there(state, world.chart, chart)
    if set(state.timers) != set(watch.executor.timers()):
        raise NotReady("timers-differ", timers="、".join(sorted(watch.executor.timers())))
    acted, past = state.acted, world.elsewhere
    no_hand_on_both_sides(acted, acted, chart.separations, world.relations, past)
    _somebody_is_left(state, replace(world, chart=chart))
    return tuple(watch.markings)


def _differs(step: str, now: str, then: str) -> NotReady:
    return NotReady("history-differs", task=step, now=now, then=then)


def _open_steps_are_the_same(state: CaseState, chart: Chart) -> None:
    """Prevents a claim or a signature, one of a meeting too, from being lost or put elsewhere."""
    for task in state.open.values():
        own = tuple(rule_of(s) for s in task.slots if s.named is None)
        definition = chart.task(ElementPath(task.path))
        if own != slots_of(definition) or (task.meeting and definition.collective is None):
            raise NotReady("slots-differ", task=task.path)


def _somebody_is_left(state: CaseState, world: World) -> None:
    """Prevents a case from coming to a version on which nobody could bring it to an end."""
    try:
        lost = impossible(ahead_of(state, world))
    except OutOfBudgetError:
        return
    if lost is not None and lost[2]:
        steps = "、".join(world.chart.nodes[path].name for path in lost[0])
        raise NotReady("migration-stuck", steps=steps)


def _variables_are_there(state: CaseState, old: Chart, new: Chart) -> None:
    """Prevents a value from being read as something else, or as another step's."""
    writers = {name: path for path, written in state.written.items() for name in written}
    for name, value in state.variables.items():
        before, after = old.variables[name], new.variables.get(name)
        if (
            after is None
            or (before.type, before.scale) != (after.type, after.scale)
            or after.writer != writers[name]
            or (after.choices and value not in dict(after.choices))
        ):
            raise NotReady("variable-lost", variable=before.title)
