"""From a form's JSON Schema to input fields, and from what was filled in back to values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhiheng.rules.acceptance import CHECKLIST


@dataclass(frozen=True, slots=True)
class Field:
    """One input. kind: `text`, `area`, `number`, `date`, `choice`, `bool`, `decimal`.

    required: of a tick, that an application is not accepted without it.
    """

    name: str
    title: str
    kind: str
    required: bool
    choices: tuple[tuple[str, str], ...] = ()
    group: str = ""
    hint: str = ""


def fields_of(
    schema: Mapping[str, Any],
    titles: Mapping[str, str],
    choices: Mapping[str, tuple[tuple[str, str], ...]],
    prefix: str = "",
    group: str = "",
) -> Iterator[Field]:
    """The inputs of a schema; objects inside it become groups, named `outer.inner`.

    titles, choices: of the declared variables, by name, where the schema gives no title itself.
    """
    required = frozenset(schema.get("required", ()))
    checklist = bool(schema.get(CHECKLIST))
    for name, inner in schema.get("properties", {}).items():
        full = f"{prefix}{name}"
        title = inner.get("title") or titles.get(name, name)
        if inner.get("type") == "object":
            yield from fields_of(inner, titles, choices, f"{full}.", title)
        else:
            yield Field(
                full,
                f"{title}（{inner['x-unit']}）" if "x-unit" in inner else title,
                _kind(inner),
                name in required and (checklist or inner.get("type") != "boolean"),
                _choices(inner, choices.get(name, ())),
                group,
                inner.get("description", ""),
            )


def _kind(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return "choice"
    kinds = {"integer": "number", "boolean": "bool"}
    if schema.get("format") in ("date", "decimal"):
        return str(schema["format"])
    if schema.get("type") == "string" and schema.get("maxLength", 0) > 200:  # noqa: PLR2004 - a line
        return "area"
    return kinds.get(str(schema.get("type")), "text")


def _choices(
    schema: Mapping[str, Any], declared: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    titles = dict(declared) | schema.get("x-choices", {})
    return tuple((str(v), titles.get(str(v), str(v))) for v in schema.get("enum", ()))


def values_of(
    schema: Mapping[str, Any], filled: Mapping[str, Any], prefix: str = ""
) -> dict[str, Any]:
    """What was filled in, as the schema types it.

    What does not parse stays text, so that the engine's own check names the fault and its place.
    """
    values: dict[str, Any] = {}
    for name, inner in schema.get("properties", {}).items():
        full = f"{prefix}{name}"
        kind = inner.get("type")
        if kind == "object":
            values[name] = values_of(inner, filled, f"{full}.")
        elif kind == "boolean":
            values[name] = full in filled
        elif (raw := str(filled.get(full, "")).strip()) != "":
            values[name] = _integer(raw) if kind == "integer" else raw
    return values


def _integer(raw: str) -> int | str:
    digits = raw.removeprefix("-")
    return int(raw) if digits.isdecimal() and len(digits) < 16 else raw  # noqa: PLR2004 - 2^53
