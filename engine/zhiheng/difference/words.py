"""Where in a chart something stands, and what its values are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from zhiheng.difference.vocabulary import FIELDS, ITEMS, VALUES
from zhiheng.model.chart import Node, NodeKind
from zhiheng.model.finding import Text
from zhiheng.model.person import Person, Post, Section

_SILENT = frozenset({("Node", "task"), ("Chart", "nodes"), ("Chart", "flows")})
"""Steps of the model that a reader does not think of as places."""


def field_word(thing: Any, name: str) -> Text:
    """What a field is called."""
    kind = type(thing).__name__
    if (kind, name) in _SILENT:
        return Text("", "")
    return FIELDS.get((kind, name)) or FIELDS.get(("", name)) or Text(name, name)


def said(value: Any) -> Text:
    """One value without parts."""
    if value is None or value == "":
        return Text("（无）", "(none)")
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    text = str(value.value) if isinstance(value, Enum) else str(value)
    return VALUES.get(text, Text(text, text))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands, in words. last: the name of the innermost thing."""

    zh: str = ""
    en: str = ""
    last: str = ""
    within: str = ""
    """The field that holds it, as `Task.documents`."""

    def field(self, thing: Any, name: str) -> "Place":
        """A field of the thing at this place."""
        kind = type(thing).__name__
        word, within = field_word(thing, name), f"{kind}.{name}"
        if not word.zh:
            return Place(self.zh, self.en, self.last, within)
        zh = f"{self.zh}的{word.zh}" if self.zh else word.zh
        en = f"{word.en} of {self.en}" if self.en else word.en
        return Place(zh, en, word.zh, within)

    def item(self, key: str, value: Any) -> "Place":
        """One of many things at this place."""
        name = _named(key, value)
        noun = _noun(value) or ITEMS.get(self.within)
        if noun is None:
            return Place(f"{self.zh} {name.zh}".strip(), f"{self.en} {name.en}".strip(), name.zh)
        outer = self._outer()
        zh, en = f"{noun.zh}“{name.zh}”", f"the {noun.en} '{name.en}'"
        if outer.zh:
            zh, en = f"{outer.zh}的{zh}", f"{en} of {outer.en}"
        return Place(zh, en, name.zh)

    def _outer(self) -> Text:
        """The place without the name of the field, which the noun says again."""
        kind, _, name = self.within.partition(".")
        word = FIELDS.get((kind, name)) or FIELDS.get(("", name))
        if word is None:
            return Text(self.zh, self.en)
        zh = self.zh.removesuffix(word.zh).removesuffix("的")
        return Text(zh, self.en.removeprefix(word.en).removeprefix(" of "))


def _noun(value: Any) -> Text | None:
    if isinstance(value, Node):
        if value.task is not None:
            return Text("环节", "step")
        return _NODES.get(value.kind, Text("事件", "event"))
    return None


_NODES: Mapping[NodeKind, Text] = {
    NodeKind.EXCLUSIVE: Text("网关", "gateway"),
    NodeKind.PARALLEL: Text("并行网关", "parallel gateway"),
    NodeKind.INCLUSIVE: Text("包容网关", "inclusive gateway"),
    NodeKind.EVENT_GATEWAY: Text("事件网关", "event gateway"),
    NodeKind.SUB_PROCESS: Text("子流程", "sub-process"),
    NodeKind.CALL: Text("调用", "call"),
}


def _named(key: str, value: Any) -> Text:
    if isinstance(value, Section | Post | Person):
        return Text(f"{value.name}（{key}）", f"{value.name} ({key})")
    name = value.name if isinstance(value, Node) and value.name else ""
    return Text(name, name) if name else VALUES.get(key, Text(key, key))
