"""Check a submitted form against its JSON Schema (2020-12), as hostile input."""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from zhiheng.commands.filed.form_faults import place_and_text, titles_of
from zhiheng.errors import BadData
from zhiheng.expr import ValueRefused, typed_value
from zhiheng.model.chart import Chart, Task, VariableType

_MAX_DEPTH = 8

_formats = FormatChecker(formats=())
_validators: dict[tuple[str, str], Draft202012Validator] = {}


def check_form(chart: Chart, task: Task, values: Mapping[str, Any]) -> None:
    """Raise BadData with the place of the first fault; do nothing when the form is right."""
    for pointer, found in _walk(values, "/values", 0):
        if isinstance(found, float):
            raise BadData("float", pointer=pointer)
    if not task.form:
        if values:
            raise BadData("no-form", pointer="/values", task=task.path)
        return
    errors = _validator(chart, task).iter_errors(values)
    first = min(errors, key=lambda e: (len(e.absolute_path), e.json_path), default=None)
    if first is not None:
        path, text = place_and_text(first, titles_of(chart, task))
        pointer = "".join(["/values", *(f"/{_escape(p)}" for p in path)])
        raise BadData("form-fault", pointer=pointer, why_zh=text.zh, why_en=text.en)


def _validator(chart: Chart, task: Task) -> Draft202012Validator:
    """Built once for each task of a chart's version."""
    key = (chart.digest, task.path)
    found = _validators.get(key)
    if found is None:
        found = Draft202012Validator(dict(task.form), format_checker=_formats)
        _validators[key] = found
    return found


def _walk(value: Any, pointer: str, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > _MAX_DEPTH:
        raise BadData("too-deep", pointer=pointer, limit=_MAX_DEPTH)
    yield pointer, value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk(inner, f"{pointer}/{_escape(key)}", depth + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, f"{pointer}/{index}", depth + 1)


def _escape(key: object) -> str:
    """RFC 6901."""
    return str(key).replace("~", "~0").replace("/", "~1")


@_formats.checks("decimal", raises=ValueRefused)
def _decimal(value: object) -> bool:
    if isinstance(value, str):
        typed_value(VariableType.DECIMAL, value, 12, ())
    return True


@_formats.checks("date", raises=ValueRefused)
def _date(value: object) -> bool:
    if isinstance(value, str):
        typed_value(VariableType.DATE, value, None, ())
    return True
