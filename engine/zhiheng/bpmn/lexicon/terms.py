"""What a term of the `zh:` vocabulary consists of."""

from dataclasses import dataclass
from enum import StrEnum

from zhiheng.model.finding import Text

NAMESPACE = "urn:zhiheng:bpmn:1"
PREFIX = "zh"


class Kind(StrEnum):
    """How the value of an attribute is written."""

    TEXT = "text"
    NUMBER = "number"
    """A whole number, at least 0."""
    FLAG = "flag"
    """`true` or `false`."""
    CHOICE = "choice"
    """One of the allowed values."""
    ID = "id"
    """The id of a BPMN element of the chart, or of a post, section or card of the roster."""
    IDS = "ids"
    """One or more ids of BPMN elements, with spaces between."""
    NAME = "name"
    """The name of a variable."""
    CONDITION = "condition"
    """An expression over the variables."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a `zh:` element. allowed: the values of a choice."""

    name: str
    kind: Kind
    title: Text
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element may stand, in a BPMN element or in another `zh:` one, and how often."""

    parent: str
    many: bool
    required: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """A `zh:` element. content: what its text says, where it has text."""

    name: str
    title: Text
    places: tuple[Place, ...]
    attributes: tuple[Attribute, ...] = ()
    content: Text | None = None

    def place(self, parent: str) -> Place | None:
        """How it may stand in that parent, if at all."""
        return next((p for p in self.places if p.parent == parent), None)

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name, if there is one."""
        return next((a for a in self.attributes if a.name == name), None)


def one(parent: str, *, required: bool = False) -> Place:
    """At most once in that parent; just once when required."""
    return Place(parent, many=False, required=required)


def many(parent: str, *, required: bool = False) -> Place:
    """Any number of times in that parent; at least once when required."""
    return Place(parent, many=True, required=required)


BY_HAND = (many("userTask"), many("intermediateCatchEvent"))
BY_HAND_ONCE = (one("userTask"), one("intermediateCatchEvent"))
"""User tasks, and messages from outside that somebody records."""


def text(name: str, zh: str, en: str, *, required: bool = False) -> Attribute:
    """An attribute of free text."""
    return Attribute(name, Kind.TEXT, Text(zh, en), required)


def choice(name: str, zh: str, en: str, *allowed: str, required: bool = True) -> Attribute:
    """An attribute of one allowed value."""
    return Attribute(name, Kind.CHOICE, Text(zh, en), required, allowed)


def flag(name: str, zh: str, en: str, *, required: bool = False) -> Attribute:
    """An attribute of `true` or `false`."""
    return Attribute(name, Kind.FLAG, Text(zh, en), required)


def number(name: str, zh: str, en: str) -> Attribute:
    """An attribute of a whole number, that may be left out."""
    return Attribute(name, Kind.NUMBER, Text(zh, en))


def ident(name: str, zh: str, en: str, *, required: bool = False) -> Attribute:
    """An attribute naming one element, post, section or card."""
    return Attribute(name, Kind.ID, Text(zh, en), required)


def idents(name: str, zh: str, en: str, *, required: bool = True) -> Attribute:
    """An attribute naming one or more elements."""
    return Attribute(name, Kind.IDS, Text(zh, en), required)


def variable(name: str, zh: str, en: str, *, required: bool = False) -> Attribute:
    """An attribute naming a variable."""
    return Attribute(name, Kind.NAME, Text(zh, en), required)


def condition(name: str, zh: str, en: str, *, required: bool = False) -> Attribute:
    """An attribute holding an expression."""
    return Attribute(name, Kind.CONDITION, Text(zh, en), required)
