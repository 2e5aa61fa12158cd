"""Which fields a form surely fills in, read from its JSON Schema.

Understood are `required`, and `if` on one field (`const` or `enum`) with `required` under `then`
or `else`, on top and in `allOf`. Whatever else a form may demand is only a hope.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
_PLAIN = frozenset({"properties", "required", "type", "title"})


@dataclass(frozen=True, slots=True)
class Clause:
    """Where `field` is (or, turned, is not) one of `values`, the form demands `fields`.

    lax: where the field is left out, it demands nothing.
    """

    field: str
    values: tuple[object, ...]
    turned: bool
    fields: frozenset[str]
    lax: bool

    def applies(self, value: object) -> bool:
        """Whether a field of that value brings it about; None: a field that is left out."""
        return not self.lax if value is None else (value in self.values) is not self.turned


def always(form: Schema) -> frozenset[str]:
    """The fields that no submission can leave out."""
    return frozenset().union(*(_required(part) for part in _parts(form)))


def clauses(form: Schema) -> tuple[Clause, ...]:
    """The fields that some submissions cannot leave out."""
    return tuple(clause for part in _parts(form) for clause in _clauses(part))


def hoped(form: Schema) -> frozenset[str]:
    """The fields that are demanded anywhere, under conditions that may not be understood."""
    found: set[str] = set()
    waiting: list[object] = [form]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            found |= _required(value)
            found |= {name for names in _dependent(value) for name in names}
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return frozenset(found)


def _parts(form: Schema) -> Iterator[Schema]:
    """The form, and all that must hold beside it."""
    yield form
    for part in form.get("allOf", ()):
        if isinstance(part, Mapping):
            yield from _parts(part)


def _required(part: Schema) -> frozenset[str]:
    names = part.get("required")
    return frozenset(map(str, names)) if isinstance(names, list) else frozenset()


def _dependent(value: Schema) -> Iterator[list[str]]:
    named = value.get("dependentRequired")
    if isinstance(named, Mapping):
        yield from (names for names in named.values() if isinstance(names, list))


def _clauses(part: Schema) -> Iterator[Clause]:
    antecedent = _antecedent(part.get("if"))
    if antecedent is None:
        return
    for branch, turned in (("then", False), ("else", True)):
        if isinstance(inner := part.get(branch), Mapping):
            field, values = antecedent
            # An `if` on a field that is left out holds, unless it demands the field.
            lax = turned is not bool(_required(part["if"]))
            yield Clause(field, values, turned, always(inner), lax)


def _antecedent(condition: object) -> tuple[str, tuple[object, ...]] | None:
    """The one field that the `if` turns on, with the values that make it true."""
    if not isinstance(condition, Mapping) or not set(condition) <= _PLAIN:
        return None
    properties = condition.get("properties")
    if not isinstance(properties, Mapping) or len(properties) != 1:
        return None
    field, schema = next(iter(properties.items()))
    if not isinstance(schema, Mapping) or not _required(condition) <= {field}:
        return None
    if set(schema) == {"const"}:
        return field, (schema["const"],)
    return (field, tuple(schema["enum"])) if set(schema) == {"enum"} else None
