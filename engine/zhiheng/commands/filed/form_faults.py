"""What a form's fault means, in Chinese and English, with the title of the field."""

from collections.abc import Callable, Mapping
from typing import Any

from jsonschema import ValidationError

from zhiheng.model.chart import Chart, Task
from zhiheng.model.finding import Text

_Say = Callable[[str, Any], Text]


def _say(zh: str, en: str) -> _Say:
    return lambda title, limit: Text(zh.format(t=title, v=limit), en.format(t=title, v=limit))


_TEXTS: dict[str, _Say] = {
    "required": _say("“{t}”没有填写", "'{t}' is missing"),
    "additionalProperties": _say("没有“{t}”这个字段", "there is no field '{t}'"),
    "enum": _say("“{t}”须为所列选项之一：{v}", "'{t}' must be one of {v}"),
    "const": _say("“{t}”须为{v}", "'{t}' must be {v}"),
    "type": _say("“{t}”的类型不对，应为{v}", "'{t}' must be of type {v}"),
    "minimum": _say("“{t}”不能小于{v}", "'{t}' must be at least {v}"),
    "maximum": _say("“{t}”不能大于{v}", "'{t}' must be at most {v}"),
    "minLength": _say("“{t}”不能少于{v}字", "'{t}' needs at least {v} characters"),
    "maxLength": _say("“{t}”不能多于{v}字", "'{t}' takes at most {v} characters"),
    "minItems": _say("“{t}”至少{v}项", "'{t}' needs at least {v} items"),
    "maxItems": _say("“{t}”至多{v}项", "'{t}' takes at most {v} items"),
    "format": _say(
        "“{t}”的格式不对，应如{v}",
        "'{t}' must be written as {v}",
    ),
}
_FORMATS = {"date": "2026-03-02", "decimal": "1.80"}
"""What is right is shown: the names of formats are no words of either language."""
_OTHER = _say("“{t}”不符合要求", "'{t}' does not fit")


def titles_of(chart: Chart, task: Task) -> dict[str, str]:
    """Field -> title, of the form and of the variables it writes."""
    found = {n: str(s.get("title", n)) for n, s in task.form.get("properties", {}).items()}
    return found | {n: v.title for n, v in chart.variables.items() if v.writer == task.path}


def place_and_text(
    error: ValidationError, titles: Mapping[str, str]
) -> tuple[list[str | int], Text]:
    """Where the fault lies, as steps from the form's root, and what it is."""
    path = list(error.absolute_path)
    field = _named(error)
    if field is not None:
        path.append(field)
    title = titles.get(field or "") or _title(error, field)
    say = _TEXTS.get(str(error.validator), _OTHER)
    return path, say(title, _limit(error))


def _named(error: ValidationError) -> str | None:
    """The field that is missing, or too much."""
    known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
    instance = error.instance if isinstance(error.instance, Mapping) else {}
    if error.validator == "required":
        return next((str(f) for f in _listed(error) if f not in instance), None)
    if error.validator == "additionalProperties":
        return next((str(f) for f in instance if f not in known), None)
    return None


def _title(error: ValidationError, field: str | None) -> str:
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    inner = schema.get("properties", {}).get(field, {}) if field else schema
    return str(inner.get("title") or field or (error.absolute_path or ["/"])[-1])[:100]


def _listed(error: ValidationError) -> list[object]:
    return error.validator_value if isinstance(error.validator_value, list) else []


def _limit(error: ValidationError) -> Any:
    value = error.validator_value
    if error.validator == "format":
        return _FORMATS.get(str(value), value)
    return "、".join(str(v) for v in value) if isinstance(value, list) else value
