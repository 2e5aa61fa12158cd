"""Whether a text says anything, reads as it is written, and fits into XML."""

import re
import unicodedata

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the order of what follows, so that a name reads as another (Unicode TR 36)."""
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def says_something(text: str) -> bool:
    """Whether something of it is to be seen: not only spaces, controls and invisible marks.

    Half a surrogate pair is something; that it has no canonical form is told elsewhere.
    """
    return any(unicodedata.category(c)[0] not in "ZC" or "\ud800" <= c <= "\udfff" for c in text)


def reads_as_written(text: str) -> bool:
    """Whether nothing in it turns its direction."""
    return not _BIDI.intersection(text)


def fit_for_xml(text: str) -> str:
    """Without the characters that no XML document may hold."""
    return _NOT_IN_XML.sub("", text)
