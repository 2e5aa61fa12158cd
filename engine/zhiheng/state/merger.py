"""A case's mergers (并案): asked for, and decided."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merger:
    """other: the case that is to be handled in this one. granted: None until decided."""

    no: int
    other: str
    by: str
    granted: bool | None = None
