"""What a log is called (origin): the first line of its checkpoints and the name of its keys."""

from urllib.parse import quote

DEMO = "demo/"
"""Before the name of a log whose agency has a clock that can be moved (design.md §18)."""


def origin_of(log_name: str, agency: str, *, demo: bool) -> str:
    """`log_name/agency`. A name of a key has no blank and no plus, so they are escaped."""
    return f"{DEMO if demo else ''}{log_name}/{quote(agency, safe='')}"
