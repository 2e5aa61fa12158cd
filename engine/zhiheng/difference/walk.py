"""Two values of the model side by side: what was taken out, put in, or changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from zhiheng.difference.identity import by_identity
from zhiheng.difference.words import Place, field_word, said
from zhiheng.model.finding import Text

_MOST_SAID = 300
"""Characters of one value; the rest is in the file itself."""
_NONE: frozenset[str] = frozenset()
_SAID_BY_TEXT = frozenset({("Cell", "intervals"), ("Cell", "negated"), ("Answer", "value")})
"""What a cell means is what its text says."""
_SAID_BEFORE = frozenset({("Task", "name"), ("Task", "path"), ("Node", "path")})
"""A task is called as its node is, and a node is known by its path."""


def changes(old: Any, new: Any, at: Place, but: frozenset[str] = _NONE) -> Iterator[Text]:
    """The lines about two values at one place. but: fields of the outermost that are left out."""
    if old == new and type(old) is type(new):
        if _ordered(old) != _ordered(new):
            yield Text(f"{at.zh}的次序变了", f"the order of {at.en} has changed")
        return
    if is_dataclass(old) and is_dataclass(new) and type(old) is type(new):
        for field in fields(old):
            told = (type(old).__name__, field.name)
            if field.name not in but and told not in _SAID_BEFORE | _SAID_BY_TEXT:
                a, b = getattr(old, field.name), getattr(new, field.name)
                yield from changes(a, b, at.field(old, field.name))
    elif _holds_many(old) and _holds_many(new):
        yield from _among(by_identity(old), by_identity(new), at)
    else:
        yield from _changed(old, new, at)


def _ordered(value: Any) -> list[Any]:
    """The order of a mapping is no part of its equality."""
    return list(value) if isinstance(value, Mapping) else []


def _holds_many(value: Any) -> bool:
    return isinstance(value, Mapping | frozenset | list | tuple)


def _among(old: Mapping[str, Any], new: Mapping[str, Any], at: Place) -> Iterator[Text]:
    """Things that have an identity are compared one with its like."""
    for key, value in old.items():
        if key not in new:
            yield _line("删去", "taken out", at.item(key, value), value)
    for key, value in new.items():
        if key not in old:
            yield _line("新增", "new", at.item(key, value), value)
        else:
            yield from changes(old[key], value, at.item(key, value))
    if [k for k in old if k in new] != [k for k in new if k in old]:
        yield Text(f"{at.zh}的次序变了", f"the order of {at.en} has changed")


def _line(zh: str, en: str, at: Place, value: Any) -> Text:
    told = summary(value)
    if not told.zh or told.zh == at.last:
        return Text(f"{zh}{at.zh}", f"{en}: {at.en}")
    return Text(f"{zh}{at.zh}：{told.zh}", f"{en}: {at.en}: {told.en}")


def _changed(old: Any, new: Any, at: Place) -> Iterator[Text]:
    a, b = summary(old), summary(new)
    yield Text(
        f"{at.zh}由“{_short(a.zh)}”改为“{_short(b.zh)}”",
        f"{at.en}: '{_short(a.en)}' becomes '{_short(b.en)}'",
    )


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SAID else f"{text[:_MOST_SAID]}…"


def summary(value: Any) -> Text:
    """What a value says, in one line: of a thing with fields, those that say anything."""
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value).__name__
        shown_fields = [f.name for f in fields(value) if (kind, f.name) not in _SAID_BY_TEXT]
        parts = [(field_word(value, name), getattr(value, name)) for name in shown_fields]
        told = [(word, summary(v)) for word, v in parts if v not in (None, "", (), {}, False)]
        shown = [(w, t) for w, t in told if t.zh]
        return Text(
            _short("；".join(f"{w.zh} {t.zh}".strip() for w, t in shown)),
            _short("; ".join(f"{w.en} {t.en}".strip() for w, t in shown)),
        )
    if isinstance(value, Mapping):
        listed = [(k, summary(v)) for k, v in value.items()]
        return Text(
            _short("；".join(f"{k} {t.zh}" for k, t in listed)),
            _short("; ".join(f"{k} {t.en}" for k, t in listed)),
        )
    if isinstance(value, frozenset):
        return summary(sorted(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        each = [summary(v) for v in value]
        return Text("、".join(t.zh for t in each), ", ".join(t.en for t in each))
    return said(value)
