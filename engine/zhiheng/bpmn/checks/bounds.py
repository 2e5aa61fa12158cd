"""Whether the bounds of a variable (裁量界限) and a surcharge (加处罚款) name what is there."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.model.chart import Task, VariableType
from zhiheng.model.decision_table import Bound
from zhiheng.model.finding import Finding, Text

_NUMBERS = (VariableType.DECIMAL, VariableType.INTEGER)
_NOT_OURS = Text("它须是由本环节写入的数", "it must be a number that this task writes")
_NO_NUMBER = Text("界限须是数，已声明", "each bound must be a number that is declared")
_NOTHING = Text("没有写任何界限", "no bound is named")
_HALF = Text("low 和 high 要一起写", "`low` and `high` go together")
_UNMET = Text(
    "meeting 须是集体决定的环节（本环节自己集体决定的可以不写）",
    "`meeting` must be a step decided by a meeting; only such a step itself may leave it out",
)
_REASONS = Text("reasons 须是本环节表单里的文字字段", "`reasons` must be a text field of the form")
_GROUND = Text(
    "低于下限（ground）要有集体讨论的环节",
    "to go below the least (`ground`) takes a step decided by a meeting",
)


def check_bounds(draft: Draft, task: Task) -> Iterator[Finding]:
    """Findings on the bounds and on the surcharge of a task."""
    for bound in task.bounds:
        why = _wrong(draft, task, bound)
        if why is not None:
            facts = {"task": task.path, "variable": bound.variable, "why": why}
            yield draft.at("BPM175", task.path, **facts)
    if task.surcharge is not None:
        rule = task.surcharge
        wanted = [
            (rule.variable, VariableType.DECIMAL),
            (rule.fine, VariableType.DECIMAL),
            (rule.due, VariableType.DATE),
            (rule.paid, VariableType.DATE),
        ]
        named = (rule.served, rule.deferred)
        wanted += [(name, VariableType.DATE) for name in named if name is not None]
        if rule.suspended is not None:
            wanted.append((rule.suspended, VariableType.INTEGER))
        wrong = next((n for n, kind in wanted if draft.chart.types.get(n) is not kind), None)
        ours = draft.chart.variables.get(rule.variable)
        if wrong is None and (ours is None or ours.writer != task.path):
            wrong = rule.variable
        if wrong is not None:
            why = Text(f"“{wrong}”没有声明，或类型不对", f"'{wrong}' is not declared so")
            yield draft.at("BPM176", task.path, task=task.path, why=why)


def _wrong(draft: Draft, task: Task, bound: Bound) -> Text | None:
    types = draft.chart.types
    variable = draft.chart.variables.get(bound.variable)
    if variable is None or variable.writer != task.path or variable.type not in _NUMBERS:
        return _NOT_OURS
    named = bound.numbers
    if not any(named):
        return _NOTHING
    if any(n is not None and types.get(n) not in _NUMBERS for n in named):
        return _NO_NUMBER
    if (bound.low is None) is not (bound.high is None):
        return _HALF
    return _unlawful(draft, task, bound)


def _unlawful(draft: Draft, task: Task, bound: Bound) -> Text | None:
    """A way out of the bounds that goes by no meeting."""
    meeting = draft.chart.nodes.get(bound.meeting) if bound.meeting else None
    own = task.collective is not None
    if bound.meeting is not None and (
        meeting is None or meeting.task is None or meeting.task.collective is None
    ):
        return _UNMET
    if bound.ground is not None and bound.meeting is None and not own:
        return _GROUND
    if bound.reasons is not None:
        field = task.form.get("properties", {}).get(bound.reasons)
        if not isinstance(field, dict) or field.get("type") != "string":
            return _REASONS
    return None
