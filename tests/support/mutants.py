"""Every single change of a value of the model, each with the field it was made in."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

Where = tuple[str, str]
"""Class and field of the innermost thing that changed."""
NOWHERE: Where = ("", "")
SAME_THING = {("Chart", "digest"), ("Node", "path"), ("Task", "path"), ("Task", "name")}
"""A digest of the whole, and names that stand twice in the model and once in the file."""


def other(leaf: Any) -> Any:
    """A value that is not this one."""
    match leaf:
        case bool():
            return not leaf
        case Enum():
            return next(x for x in type(leaf) if x is not leaf)
        case int():
            return leaf + 1
        case str():
            return f"{leaf}~"
    return "~"


def mutants(
    value: Any, where: Where = NOWHERE, *, typed: bool = False
) -> Iterator[tuple[Where, Any]]:
    """The value with one thing in it changed, taken out or put in; every such one.

    typed: what is not there stays away, since a text in its place might be of the wrong type.
    """
    if is_dataclass(value) and not isinstance(value, type):
        yield from _of_a_thing(value, typed=typed)
    elif isinstance(value, Mapping):
        yield from _of_a_mapping(value, where, typed=typed)
    elif isinstance(value, tuple | list):
        yield from _of_a_row(value, where, typed=typed)
    elif isinstance(value, frozenset):
        yield from ((where, x) for x in (value | {"~"}, *(value - {item} for item in value)))
    elif not (typed and value is None):
        yield where, other(value)


def _of_a_thing(value: Any, *, typed: bool) -> Iterator[tuple[Where, Any]]:
    for field in fields(value):
        here = (type(value).__name__, field.name)
        if here not in SAME_THING:
            for where, changed in mutants(getattr(value, field.name), here, typed=typed):
                yield where, replace(value, **{field.name: changed})


def _of_a_mapping(
    value: Mapping[Any, Any], where: Where, *, typed: bool
) -> Iterator[tuple[Where, Any]]:
    for key, item in value.items():
        yield where, {k: v for k, v in value.items() if k != key}
        for at, changed in mutants(item, where, typed=typed):
            yield at, {**value, key: changed}


def _of_a_row(value: Any, where: Where, *, typed: bool) -> Iterator[tuple[Where, Any]]:
    kind = type(value)
    for no, item in enumerate(value):
        yield where, kind([*value[:no], *value[no + 1 :]])
        for at, x in mutants(item, where, typed=typed):
            yield at, kind([*value[:no], x, *value[no + 1 :]])
    if len(set(map(repr, value))) > 1:
        yield where, kind([*value[1:], value[0]])
