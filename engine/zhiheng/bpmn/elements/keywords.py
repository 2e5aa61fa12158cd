"""The JSON Schema keywords that a form may use, and what stands under each.

An allow-list: regular expressions can be made to run for ever, outside references load what
nobody proved, and an unknown keyword is a rule that nobody checks.
"""

from collections.abc import Iterator, Mapping
from typing import Any

FORMATS = frozenset({"decimal", "date"})
_ONE = frozenset(
    {
        "additionalProperties",
        "contains",
        "else",
        "if",
        "items",
        "not",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
_LIST = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_NAMED = frozenset({"$defs", "dependentSchemas", "properties"})
_DATA = frozenset(
    {
        "$comment",
        "$ref",
        "$schema",
        "const",
        "default",
        "dependentRequired",
        "deprecated",
        "description",
        "enum",
        "examples",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "maxContains",
        "maxItems",
        "maxLength",
        "maxProperties",
        "maximum",
        "minContains",
        "minItems",
        "minLength",
        "minProperties",
        "minimum",
        "multipleOf",
        "readOnly",
        "required",
        "title",
        "type",
        "uniqueItems",
        "writeOnly",
    }
)
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_HINT = "x-"


def refused(schema: Mapping[str, Any]) -> Iterator[str]:
    """The keywords of one schema object that a form may not use, or not with that value."""
    for keyword, value in schema.items():
        known = keyword in _ONE | _LIST | _NAMED | _DATA or keyword.startswith(_HINT)
        wrong_format = keyword == "format" and value not in FORMATS
        wrong_dialect = keyword == "$schema" and value != _DIALECT
        outside = keyword == "$ref" and not str(value).startswith("#/$defs/")
        if not known:
            yield keyword
        elif wrong_format or wrong_dialect or outside:
            yield f"{keyword}: {value}"


def inner(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The schemas directly inside, each with its place; data such as `enum` is no schema."""
    for keyword, value in schema.items():
        if keyword in _ONE:
            yield keyword, value
        elif keyword in _LIST and isinstance(value, list):
            yield from ((f"{keyword}/{i}", item) for i, item in enumerate(value))
        elif keyword in _NAMED and isinstance(value, dict):
            yield from ((f"{keyword}/{name}", item) for name, item in value.items())
