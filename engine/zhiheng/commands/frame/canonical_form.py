"""Canonical bytes of what came in; what has none is refused, with its place."""

from zhiheng.audit.canonical import NotCanonical, canonical
from zhiheng.errors import BadData


def canonical_form(value: object, below: str = "") -> bytes:
    """The bytes of a value. below: the part of each pointer that the sender did not write.

    Raises BadData on floats, half surrogate pairs, huge numbers, depth, texts not in NFC.
    """
    try:
        return canonical(value)
    except NotCanonical as fault:
        pointer = fault.pointer.removeprefix(below)
        raise BadData("not-canonical", pointer=pointer, fault=fault.reason) from fault
