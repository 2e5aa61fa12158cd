"""What an element id may look like."""

import re
import unicodedata

MAX_ID = 200
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
)
_ID = re.compile(f"[{_START}][{_START}0-9\\-\u0300-\u036f\u203f-\u2040]*")
_NEVER = re.compile(f"[^{_START}0-9\\-\u0300-\u036f\u203f-\u2040]")
"""An NCName without '.', so that ids can be joined to paths, visits and streams."""


def is_element_id(name: str) -> bool:
    """Whether the name may stand in paths and in canonical JSON: an NCName, NFC, no dots."""
    return (
        len(name) <= MAX_ID
        and _ID.fullmatch(name) is not None
        and unicodedata.is_normalized("NFC", name)
    )


def as_element_id(name: str) -> str:
    """A short element id that resembles the name."""
    composed = unicodedata.normalize("NFC", name)[:MAX_ID]
    found = _NEVER.sub("_", composed)
    return found if _ID.fullmatch(found) else f"_{found}"[:MAX_ID]
