"""Whether the bounds of a variable (裁量界限) and a surcharge (加处罚款) name what is there."""

from collections.abc import Iterator

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.model.chart import Task, VariableType
from zhiheng.model.decision_table import Bound
from zhiheng.model.finding import Finding, Text
from zhiheng.model.ids import ElementPath

_NUMBERS = (VariableType.DECIMAL, VariableType.INTEGER)
_NOT_OURS = Text("它须是由本环节写入的数", "it must be a number that this task writes")
_NO_NUMBER = Text("界限须是数，已声明", "each bound must be a number that is declared")
_NOTHING = Text("没有写任何界限", "no bound is named")
_HALF = Text("low 和 high 要一起写", "`low` and `high` go together")
_NO_KINDS = Text(
    "kinds 须由轻到重写全本环节所写、告知环节所写的选项，只配 noticed、unless、anew、when",
    "`kinds` names every choice that this task writes and that was told, from the lightest on; "
    "it goes with `noticed`, `unless`, `anew` and `when` alone",
)
_NOT_ANEW = Text(
    "unless 和 anew 要一起写，并写 noticed；anew 须是人工环节",
    "`unless` and `anew` go together, and with `noticed`; `anew` must be a step of persons",
)
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
    lifted = (bound.unless, bound.anew)
    if any(lifted) and not (all(lifted) and bound.noticed and _by_hand(draft, bound.anew)):
        return _NOT_ANEW
    if bound.kinds:
        return None if _all_kinds(draft, task, bound) else _NO_KINDS
    return _no_number(draft, task, bound) or _unlawful(draft, task, bound)


def _no_number(draft: Draft, task: Task, bound: Bound) -> Text | None:
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
    return None


def _by_hand(draft: Draft, path: ElementPath | None) -> bool:
    node = draft.chart.nodes.get(path) if path else None
    return node is not None and node.task is not None


def _all_kinds(draft: Draft, task: Task, bound: Bound) -> bool:
    """Whether two choices are named in full, and nothing that only a number can have."""
    ours = draft.chart.variables.get(bound.variable)
    told = draft.chart.variables.get(bound.noticed or "")
    if ours is None or told is None or ours.writer != task.path:
        return False
    beyond = (bound.minimum, bound.maximum, bound.low, bound.high, bound.ground, bound.meeting)
    return not any((*beyond, bound.reasons)) and all(
        sorted(bound.kinds) == sorted(value for value, _ in variable.choices)
        for variable in (ours, told)
    )


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
