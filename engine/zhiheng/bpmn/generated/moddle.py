"""The vocabulary as a moddle descriptor, by which bpmn-js reads and writes `zh:` elements."""

import json
from typing import Any

from zhiheng.bpmn.lexicon.terms import NAMESPACE, PREFIX, Attribute, Element, Kind
from zhiheng.bpmn.lexicon.vocabulary import VOCABULARY
from zhiheng.model.finding import Text

_TYPES = {Kind.NUMBER: "Integer", Kind.FLAG: "Boolean"}


def descriptor() -> str:
    """The descriptor as JSON text, ending with a newline."""
    found = {
        "name": "zhiheng",
        "uri": NAMESPACE,
        "prefix": PREFIX,
        "xml": {"tagAlias": "lowerCase"},
        "types": [_type(element) for element in VOCABULARY],
        "enumerations": [],
        "associations": [],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _type(element: Element) -> dict[str, Any]:
    bpmn = [place.parent for place in element.places if not place.parent.startswith(f"{PREFIX}:")]
    found: dict[str, Any] = {
        "name": _class(element.name),
        "superClass": ["Element"],
        "description": _both(element.title),
    }
    if bpmn:
        found["meta"] = {"allowedIn": [f"bpmn:{_class(parent)}" for parent in bpmn]}
    found["properties"] = [_attribute(a) for a in element.attributes] + _children(element)
    if element.content is not None:
        found["properties"].append(
            {
                "name": "content",
                "isBody": True,
                "type": "String",
                "description": _both(element.content),
            }
        )
    return found


def _attribute(attribute: Attribute) -> dict[str, Any]:
    return {
        "name": attribute.name,
        "isAttr": True,
        "type": _TYPES.get(attribute.kind, "String"),
        "description": _both(attribute.title),
    }


def _children(element: Element) -> list[dict[str, Any]]:
    """The `zh:` elements that may stand inside, as properties of their type."""
    return [
        {"name": f"inner{_class(child.name)}", "type": _class(child.name)}
        | ({"isMany": True} if place.many else {})
        for child in VOCABULARY
        if (place := child.place(f"{PREFIX}:{element.name}")) is not None
    ]


def _class(name: str) -> str:
    return name[0].upper() + name[1:]


def _both(text: Text) -> str:
    return f"{text.zh} / {text.en}"
