"""Several signatures under one task (签署门), as a chart declares them."""

from dataclasses import dataclass
from enum import StrEnum

from zhiheng.model.ids import PostId, QualificationId, SectionId
from zhiheng.model.limit import Basis
from zhiheng.model.meeting import Collective


class SignOffKind(StrEnum):
    """What several signatures under one task mean (design.md §6)."""

    TWO_PERSON = "two-person"
    """双人: distinct persons have done it together."""
    DUAL = "dual"
    """双签: the second signs the very digest that the first signed."""
    COLLECTIVE = "collective"
    """集体决定: a meeting resolves; recorder and chair sign its minutes."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Several signatures on one task (签署门). kind: a `SignOffKind`.

    from_section, second: the section, or the post, that the second slot is for.
    qualification: the card each signer must hold, valid on the day of signing.
    hands: how many distinct persons sign. fixed: whether they sign in the order of their slots.
    collective: how a meeting decides; for that kind only.
    """

    kind: str
    from_section: SectionId | None = None
    qualification: QualificationId | None = None
    basis: Basis | None = None
    second: PostId | None = None
    hands: int = 2
    fixed: bool = False
    collective: Collective | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """落实集体决定: where the meeting resolved so, this task answers so (R-128)."""

    resolution: str
    resolved: str
    variable: str
    value: str
