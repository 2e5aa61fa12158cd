"""Kinds and scopes of separation (职责分离), and an act as separation looks at it."""

from dataclasses import dataclass
from enum import StrEnum


class SeparationKind(StrEnum):
    """What the persons on the two sides must be to each other."""

    DIFFERENT_PERSON = "different-person"
    DIFFERENT_SECTION = "different-section"
    """Of different sections, on the day of each act; so never one person."""
    SAME_PERSON = "same-person"
    """Side b is for one who has acted on side a (首问负责), or for his stand-in."""
    HIGHER_GRADE = "higher-grade"
    """Who acts on side b stands above everybody on side a (逐级审批)."""
    NOT_KIN = "not-kin"
    """Neither one person nor related ones (近亲回避)."""


class SeparationScope(StrEnum):
    """Among which acts two are compared."""

    CASE = "case"
    APPLICANT = "applicant"
    """All cases of one applicant, within the window."""
    PROJECT = "project"
    """All cases that name one project."""
    AGENCY = "agency"
    """All cases of the agency."""


WIDE_KINDS = frozenset(
    {SeparationKind.DIFFERENT_PERSON, SeparationKind.DIFFERENT_SECTION, SeparationKind.NOT_KIN}
)
"""Kinds that say something beyond one case."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a person was on the day he acted."""

    section: str | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """An act done, or about to be done. case: another case's id; None in this one."""

    task: str
    person: str
    capacity: Capacity = Capacity()
    side: str = ""
    case: str | None = None
