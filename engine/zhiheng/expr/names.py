"""What the name of a variable may look like."""

import keyword
import unicodedata

MAX_NAME = 200


def is_variable_name(name: str) -> bool:
    """Whether the name can be used in an expression: an identifier in NFKC, no word of it."""
    return (
        len(name) <= MAX_NAME
        and name.isidentifier()
        and not name.startswith("_")
        and unicodedata.is_normalized("NFKC", name)
        and not keyword.iskeyword(name)
    )
