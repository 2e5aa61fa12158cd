"""Whether variables and forms fit each other (design.md §7)."""

from collections.abc import Iterator, Mapping
from typing import Any

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.elements.marks import named
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.chart import Variable, VariableType
from zhiheng.model.finding import Finding

MAX_SCALE = 12
_FIELDS: Mapping[VariableType, str] = {
    VariableType.TEXT: '{{"type": "string"}}',
    VariableType.INTEGER: '{{"type": "integer"}}',
    VariableType.BOOL: '{{"type": "boolean"}}',
    VariableType.DATE: '{{"type": "string", "format": "date"}}',
    VariableType.DECIMAL: '{{"type": "string", "format": "decimal", "x-scale": {scale}}}',
    VariableType.CHOICE: '{{"type": "string", "enum": [{choices}]}}',
}
_SORTS: Mapping[VariableType, tuple[str, str | None]] = {
    VariableType.TEXT: ("string", None),
    VariableType.INTEGER: ("integer", None),
    VariableType.BOOL: ("boolean", None),
    VariableType.DATE: ("string", "date"),
    VariableType.DECIMAL: ("string", "decimal"),
    VariableType.CHOICE: ("string", None),
}
"""Type and format of the field, in JSON Schema."""


def check_data(draft: Draft) -> Iterator[Finding]:
    """Findings on forms, on the declarations of variables, and on their fields."""
    for task, form in draft.forms.items():
        if form.fault is not None:
            rule, facts = form.fault
            yield finding(rule, (task,), draft.line(task), task=task, **facts)
    yield from _declarations(draft)


def _declarations(draft: Draft) -> Iterator[Finding]:
    seen: set[str] = set()
    for mark in named(draft.process, "variable"):
        name = mark.values["name"]
        variable = draft.chart.variables[name]
        node = draft.chart.nodes.get(variable.writer)
        if name in seen:
            yield finding("BPM043", (), mark.line, variable=name)
        seen.add(name)
        if not _well_declared(variable):
            yield finding("BPM042", (variable.writer,), mark.line, variable=name)
        elif node is None or node.task is None:
            yield finding("BPM041", (), mark.line, variable=name, writer=variable.writer)
        elif name in node.task.by_table:
            continue  # no field of the form: a decision table fills it in
        elif not _faulty(draft, node.path) and not _fits(variable, node.task.form):
            yield finding(
                "BPM054",
                (node.path,),
                mark.line,
                variable=name,
                task=node.path,
                expected=expected(variable),
            )


def _faulty(draft: Draft, task: str) -> bool:
    """Whether the form has a finding of its own already."""
    return task in draft.forms and draft.forms[task].fault is not None


def _well_declared(variable: Variable) -> bool:
    values = [value for value, _ in variable.choices]
    scaled = variable.scale is not None
    if variable.type is VariableType.CHOICE:
        return bool(values) and len(set(values)) == len(values) and not scaled
    if variable.type is VariableType.DECIMAL:
        return not values and variable.scale is not None and variable.scale <= MAX_SCALE
    return not values and not scaled


def expected(variable: Variable) -> str:
    """The field that a variable needs, as JSON."""
    choices = ", ".join(f'"{value}"' for value, _ in variable.choices)
    return _FIELDS[variable.type].format(scale=variable.scale, choices=choices)


def _fits(variable: Variable, form: Mapping[str, Any]) -> bool:
    field = form.get("properties", {}).get(variable.name)
    if not isinstance(field, dict):
        return False
    if (field.get("type"), field.get("format")) != _SORTS[variable.type]:
        return False
    if variable.type is VariableType.CHOICE:
        return _offers(field, variable)
    return variable.type is not VariableType.DECIMAL or field.get("x-scale") == variable.scale


def _offers(field: Mapping[str, Any], variable: Variable) -> bool:
    offered = field.get("enum")
    return isinstance(offered, list) and sorted(map(str, offered)) == sorted(
        value for value, _ in variable.choices
    )
