"""The guide (办事指南) of a power item: what a published item says beside its flow and limits.

Law: 许可法 30 (basis, conditions, number, procedure, limits, list of materials and model texts are
posted where one applies); 处罚法 39 (basis, procedure and remedies of penalties).
"""

from dataclasses import dataclass
from enum import StrEnum

from zhiheng.model.limit import Basis


@dataclass(frozen=True, slots=True)
class Material:
    """A paper the applicant hands in (申请材料). copies: how many, as it is said to him."""

    name: str
    form: str = ""
    copies: str = ""
    source: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when it is handled (办理地点与时间)."""

    address: str
    hours: str


@dataclass(frozen=True, slots=True)
class Duty:
    """What the agency answers for at a stage (责任事项)."""

    stage: str
    text: str


@dataclass(frozen=True, slots=True)
class Liability:
    """When and by what rule who exercises the power is held to account (追责情形)."""

    text: str
    basis: Basis | None = None


class RemedyKind(StrEnum):
    """Ways against an act."""

    RECONSIDERATION = "reconsideration"
    """行政复议."""
    LAWSUIT = "lawsuit"
    """行政诉讼."""
    COMPLAINT = "complaint"
    """投诉举报."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """A remedy (救济途径). text: before whom, within what time."""

    kind: RemedyKind
    text: str
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """subject: who exercises the power (行使主体). sub_item: 子项."""

    subject: str = ""
    sub_item: str = ""
    conditions: tuple[str, ...] = ()
    materials: tuple[Material, ...] = ()
    places: tuple[Place, ...] = ()
    duties: tuple[Duty, ...] = ()
    liabilities: tuple[Liability, ...] = ()
    remedies: tuple[Remedy, ...] = ()


NO_GUIDE = Guide()
