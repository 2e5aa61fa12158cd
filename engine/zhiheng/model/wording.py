"""Whether a text says anything, and whether it reads as it is written."""

import unicodedata

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the order of what follows, so that a name reads as another (Unicode TR 36)."""


def says_something(text: str) -> bool:
    """Whether something of it is to be seen: not only spaces, controls and invisible marks.

    Half a surrogate pair is something; that it has no canonical form is told elsewhere.
    """
    return any(unicodedata.category(c)[0] not in "ZC" or "\ud800" <= c <= "\udfff" for c in text)


def reads_as_written(text: str) -> bool:
    """Whether nothing in it turns its direction."""
    return not _BIDI.intersection(text)
