"""Where an imported file lies: relative paths, resolved without touching a disk."""

import posixpath
import re

_MAX = 300
_PART = re.compile(r"[\w.\- ]+")
"""Letters of any script, digits, dots, hyphens: no scheme, drive, backslash, `%` or control."""


def resolve(base: str, location: str) -> str | None:
    """`location`, as the file at `base` names it, relative to the main chart's folder.

    None where it is no plain relative path; whether it leaves the folder of charts is the
    reader's to say, who knows where that is.
    """
    parts = location.split("/")
    if len(location) > _MAX or not all(_PART.fullmatch(part) for part in parts):
        return None
    found = posixpath.normpath(posixpath.join(posixpath.dirname(base), location))
    return None if parts[-1] in (".", "..") or len(found) > _MAX else found
