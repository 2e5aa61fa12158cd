"""How far a case is."""

from enum import StrEnum


class CaseStatus(StrEnum):
    """Whether the case runs, ended on its chart, was withdrawn, or goes on in another (并案)."""

    RUNNING = "running"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
