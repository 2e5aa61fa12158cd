"""Forms (表单): JSON Schema from a hostile file, parsed and bounded."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator

from zhiheng.bpmn.elements import keywords

MAX_FORM = 64 * 1024
"""Characters of one form."""
MAX_DEPTH = 20
MAX_PARTS = 2_000
"""Values of all kinds in all forms of a chart together: some 5,000 are checked in a second."""
MAX_EXPANDED = 5_000
"""Schemas that one submission may have to pass, references followed."""

Fault = tuple[str, Mapping[str, object]]
"""A rule and the facts of its text."""


@dataclass(frozen=True, slots=True)
class FormReading:
    """schema: {} when there is a fault. parts: how many values it holds."""

    schema: Mapping[str, Any] = field(default_factory=dict)
    fault: Fault | None = None
    parts: int = 0


_META = Draft202012Validator(Draft202012Validator.META_SCHEMA)


def read_form(text: str, budget: int = MAX_PARTS) -> FormReading:
    """Read one form. budget: how many values it may hold."""
    if len(text) > MAX_FORM:
        return FormReading(fault=("BPM053", {"limit": MAX_FORM}))
    try:
        schema = _parsed(text)
    except RecursionError:
        return FormReading(fault=("BPM053", {"limit": MAX_DEPTH}))
    except ValueError as error:
        return FormReading(fault=("BPM050", {"fault": error}))
    if not isinstance(schema, dict):
        return FormReading(fault=("BPM051", {"fault": "type: object"}))
    # Count first: what follows takes its time by the number of values.
    parts = _count(schema, budget)
    if parts is None:
        return FormReading(fault=("BPM053", {"limit": f"{MAX_DEPTH} / {MAX_PARTS}"}))
    fault = _first_fault(text)
    return FormReading(fault=fault) if fault else FormReading(schema, None, parts)


def _parsed(text: str) -> Any:
    return json.loads(
        text, object_pairs_hook=_distinct, parse_float=_no_float, parse_constant=_no_float
    )


@lru_cache(maxsize=256)
def _first_fault(text: str) -> Fault | None:
    """Of a form that could be parsed. A new version of a chart brings most of its forms again."""
    return next(_faults(_parsed(text)), None)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _no_float(number: str) -> None:
    raise ValueError(f"not a whole number: {number}")


def _faults(schema: dict[str, Any]) -> Iterator[Fault]:
    yield from _keyword_faults(schema, "")
    error = next(_META.iter_errors(schema), None)
    if error is not None:
        yield "BPM051", {"fault": f"{error.json_path}: {error.message}"}
    if schema.get("type") != "object":
        yield "BPM051", {"fault": "type: object"}
    yield from _reference_faults(schema)


def _count(schema: object, budget: int) -> int | None:
    """The number of values, None when there are too many or too deep; without recursion."""
    level: list[object] = [schema]
    parts = 0
    for _ in range(MAX_DEPTH + 1):
        parts += len(level)
        if parts > budget:
            return None
        level = [inner for value in level for inner in _parts(value)]
        if not level:
            return parts
    return None


def _parts(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list) else []


def _keyword_faults(schema: object, where: str) -> Iterator[Fault]:
    if not isinstance(schema, dict):
        return
    for keyword in keywords.refused(schema):
        yield "BPM052", {"keyword": keyword, "where": where or "/"}
    for place, inner in keywords.inner(schema):
        yield from _keyword_faults(inner, f"{where}/{place}")


def _reference_faults(schema: dict[str, Any]) -> Iterator[Fault]:
    """References that lead nowhere, run in a circle, or multiply without end."""
    sizes = _Sizes(schema)
    try:
        size = sizes.of(schema, ())
    except _BadReferenceError as bad:
        yield "BPM052", {"keyword": f"$ref: {bad}", "where": "$ref"}
        return
    if size > MAX_EXPANDED:
        yield "BPM053", {"limit": MAX_EXPANDED}


class _BadReferenceError(Exception):
    """The reference leads nowhere, or back to where it came from."""


class _Sizes:
    """How many schemas each schema amounts to when its references are written out."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._defs: dict[str, Any] = schema.get("$defs", {})
        self._known: dict[str, int] = {}

    def of(self, schema: object, trail: tuple[str, ...]) -> int:
        if not isinstance(schema, dict):
            return 1
        reference = schema.get("$ref")
        size = 1 + (self._target(str(reference), trail) if reference is not None else 0)
        for place, inner in keywords.inner(schema):
            # Definitions cost only where they are used, but may not hide a circle.
            inside = self.of(inner, trail)
            size += 0 if place.startswith("$defs/") else inside
        return size

    def _target(self, reference: str, trail: tuple[str, ...]) -> int:
        name = reference.removeprefix("#/$defs/")
        if name not in self._defs or name in trail:
            raise _BadReferenceError(reference)
        if len(trail) > MAX_DEPTH:
            return MAX_EXPANDED + 1
        if name not in self._known:
            self._known[name] = self.of(self._defs[name], (*trail, name))
        return self._known[name]
