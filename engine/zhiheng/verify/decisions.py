"""The net of a chart that also remembers what was decided.

For each task that can grant or refuse (ADR 0003), its choice is a value that stays, and the
conditions behind it that look at that value alone are kept: after a refusal the branch for a
grant is closed. All other conditions stay open, as in the plain net.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from zhiheng.expr import Condition, ExpressionError, compile_condition
from zhiheng.model.chart import Chart, Flow, Meaning, Task, VariableType
from zhiheng.model.ids import ElementPath
from zhiheng.verify.net import Net, Place, Transition

DECISIVE = (Meaning.GRANT, Meaning.REFUSAL)


@dataclass(frozen=True, slots=True)
class Decided:
    """made: the place that says that a task has decided so, by meaning and task."""

    net: Net
    made: Mapping[tuple[Meaning, ElementPath], int]

    def by(self, meaning: Meaning) -> dict[ElementPath, int]:
        """The places of one meaning."""
        return {task: bit for (means, task), bit in self.made.items() if means is meaning}


def decided(chart: Chart, net: Net) -> Decided | None:
    """Add the decisions to the plain net of a chart; None if it cannot both grant and refuse."""
    meanings = {o.means for task in chart.tasks for o in task.outcomes}
    if not meanings.issuperset(DECISIVE):
        return None
    memory = _Memory(chart, net)
    transitions = tuple(t for old in net.transitions for t in memory.remembered(old))
    added = sum(memory.at.values())
    made = {
        (meaning, task.path): memory.at[_made(meaning, task.path)]
        for task in chart.tasks
        for meaning in DECISIVE
        if _made(meaning, task.path) in memory.at
    }
    grown = replace(
        net,
        places=(*net.places, *memory.at),
        transitions=transitions,
        idle=net.idle | added,
        kept=net.kept | sum(made.values()),
    )
    return Decided(grown, made)


class _Memory:
    """Places for values and decisions, and the transitions that write and read them."""

    def __init__(self, chart: Chart, net: Net) -> None:
        self.chart = chart
        self.tasks = {
            t.path: t for t in chart.tasks if any(o.means in DECISIVE for o in t.outcomes)
        }
        self.values = {v: self._choices(v) for t in self.tasks.values() for v in _variables(t)}
        places = [_value(v, x) for v, choices in self.values.items() for x in choices]
        places += [
            _made(o.means, task.path)
            for task in self.tasks.values()
            for o in task.outcomes
            if o.means in DECISIVE
        ]
        first = len(net.places)
        self.at = {p: 1 << first + i for i, p in enumerate(dict.fromkeys(places))}
        self.closed = dict(self._closed())

    def _choices(self, variable: str) -> tuple[str, ...]:
        known = self.chart.variables.get(variable)
        named = (o.value for t in self.tasks.values() for o in t.outcomes if o.variable == variable)
        declared = (value for value, _ in known.choices) if known is not None else iter(())
        return tuple(dict.fromkeys((*declared, *named)))

    def remembered(self, old: Transition) -> Iterator[Transition]:
        """The transitions in the place of one of the plain net."""
        if old.step in self.tasks and old.elements:
            yield from self._deciding(old, self.tasks[old.step])
            return
        taken = old.elements[-1] if old.elements else ""
        closed = self.closed.get(taken, 0)
        yield replace(old, inhibit=old.inhibit | closed) if closed else old

    def _deciding(self, old: Transition, task: Task) -> Iterator[Transition]:
        """One transition for each value the task may leave behind."""
        variables = _variables(task)
        for chosen in product(*(self.values[v] for v in variables)):
            given = dict(zip(variables, chosen, strict=True))
            now = sum(self.at[_value(v, x)] for v, x in given.items())
            means = {o.means for o in task.outcomes if given.get(o.variable) == o.value}
            now |= sum(self.at[_made(m, task.path)] for m in means if m in DECISIVE)
            before = sum(self.at[_value(v, x)] for v in variables for x in self.values[v])
            yield replace(old, post=old.post | now, reset=old.reset | before | now)

    def _closed(self) -> Iterator[tuple[str, int]]:
        """For each flow, the values with which it is not taken."""
        types = {name: v.type for name, v in self.chart.variables.items()}
        types |= dict.fromkeys(self.values, VariableType.CHOICE)
        conditions = {f.id: _condition(f, types, frozenset(self.values)) for f in self.chart.flows}
        for flow in self.chart.flows:
            condition = conditions[flow.id]
            if flow.default:
                others = (
                    c
                    for f in self.chart.flows
                    if f.source == flow.source and (c := conditions[f.id]) is not None
                )
                yield flow.id, sum({bit for c in others for bit in self._with(c, holds=True)})
            elif condition is not None:
                yield flow.id, sum(self._with(condition, holds=False))

    def _with(self, condition: Condition, *, holds: bool) -> Iterator[int]:
        """The places of the values with which a condition does, or does not, hold."""
        (variable,) = condition.names
        for value in self.values[variable]:
            if condition.holds({variable: value}) is holds:
                yield self.at[_value(variable, value)]


def _condition(
    flow: Flow, types: Mapping[str, VariableType], remembered: frozenset[str]
) -> Condition | None:
    """The condition of a flow, if it looks at one remembered value and nothing else."""
    if flow.condition is None:
        return None
    try:
        condition = compile_condition(flow.condition, types)
    except ExpressionError:
        return None
    return condition if len(condition.names) == 1 and condition.names <= remembered else None


def _variables(task: Task) -> tuple[str, ...]:
    return tuple(dict.fromkeys(o.variable for o in task.outcomes if o.means in DECISIVE))


def _value(variable: str, value: str) -> Place:
    return Place(variable, f"={value}")


def _made(meaning: Meaning, task: ElementPath) -> Place:
    return Place(task, meaning.value)
