"""Parameters of an agency (参数): named values, and who may decide how much (审批权限)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from zhiheng.model.chart import VariableType
from zhiheng.model.ids import PersonId
from zhiheng.model.meeting import Majority, Share, Tie
from zhiheng.model.warning_policy import WarningPolicy

GRADES = ("clerk", "section-chief", "deputy-head", "head")
"""From the lowest to the highest."""
COLLECTIVE = "collective"
"""The rung that no person reaches alone: a meeting decides (集体决定)."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value of the agency. value: in the canonical form of its type."""

    name: str
    title: str
    type: VariableType
    value: str | int | bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """Who decides amounts below a bound; the bound itself goes up (以上含本数, 民法典 1259).

    grade: one of GRADES, or COLLECTIVE. below: None: without end.
    """

    grade: str
    below: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """An approval ladder (审批权限). Above its last rung nobody decides: another way is due.

    window: natural days over which amounts are summed before they are judged (防化整为零); None:
    each stands alone. limits: up to how much a person may decide, that sum included (以下含本数).
    """

    name: str
    title: str
    rungs: tuple[Rung, ...]
    window: int | None = None
    limits: Mapping[PersonId, Decimal] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class MeetingRules:
    """Rules of meetings (议事规则): quorum, majority, tie and days of notice, as of a meeting."""

    name: str
    title: str
    quorum: Share = Share.HALF
    majority: Majority = Majority.PRESENT
    tie: Tie = Tie.NOT_PASSED
    notice: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True)
class Parameters:
    """All parameters of an agency, in one version that two persons brought into force."""

    values: Mapping[str, Parameter] = field(default_factory=dict)
    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    meetings: Mapping[str, MeetingRules] = field(default_factory=dict)
    warnings: Mapping[str, WarningPolicy] = field(default_factory=dict)
    note: str = ""


NO_PARAMETERS = Parameters()
"""Of an agency that has brought none into force."""
