"""Separation of duties (职责分离): its kinds and scopes, and an act as it looks at it."""

from dataclasses import dataclass
from enum import StrEnum

from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Basis


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


@dataclass(frozen=True, slots=True)
class Separation:
    """Separation of duties (职责分离): nobody acts on both sides (design.md §10)."""

    id: str
    a: frozenset[ElementPath]
    b: frozenset[ElementPath]
    kind: SeparationKind = SeparationKind.DIFFERENT_PERSON
    scope: SeparationScope = SeparationScope.CASE
    basis: Basis | None = None
    reason: str = ""
    use: str = ""
    """The ready-made rule that it is (model/incompatible.py)."""
    window: int | None = None
    """Natural days that an act counts for; None: without end. For wide scopes only."""
    hard: bool = True
    """Whether an act on both sides is refused; a soft one is put on record instead."""
    rule: str = ""
    """Its name beyond one case: charts that share it are separated from each other."""

    def side(self, path: ElementPath) -> str | None:
        """`a`, `b`, or None when the element is on neither side."""
        return "a" if path in self.a else "b" if path in self.b else None

    @property
    def wide(self) -> bool:
        """Whether it looks beyond the case."""
        return self.scope is not SeparationScope.CASE

    @property
    def name(self) -> str:
        """What its rows in the database stand under."""
        return self.rule if self.wide else self.id
