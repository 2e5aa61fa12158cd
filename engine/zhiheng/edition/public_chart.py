"""What the public is shown of a chart: these fields and no others.

An allow-list: what the chart gets in addition later stays inside until it is named here. Law:
信息公开条例 14 to 16 (what is withheld, and that internal work flow may be), 许可法 30, 处罚法 39
(what must be posted).
"""

from dataclasses import dataclass

from zhiheng.model.chart import Meaning, NodeKind, Trigger
from zhiheng.model.guide import NO_GUIDE, Guide
from zhiheng.model.limit import Basis, LimitKind, LimitUnit, StopGround

FORM = "zhiheng-edition/1"


@dataclass(frozen=True, slots=True)
class PublicPower:
    """The item as it stands in the list of powers."""

    code: str
    category: str
    office: str
    enquiry_phone: str
    complaint_phone: str
    fee: str
    internal_chart: bool = False
    officers: bool = False


@dataclass(frozen=True, slots=True)
class PublicLimit:
    """A statutory or promised limit; limits of posts are internal.

    said: what fixes the days, where no number does. before: the day that it counts back from.
    extend: by so many units, so many times, with that notice.
    """

    kind: LimitKind
    unit: LimitUnit
    start: str
    end: str
    n: int | None = None
    said: str = ""
    before: str = ""
    extend: int = 0
    times: int = 0
    notice: str = ""
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class PublicRisk:
    """A risk point: where it is told by the step; how it shows, its levels, what holds it, whose.

    post: by name. Which control checks a measure, and by what data, is how risks are detected.
    """

    kind: str
    manifestation: str
    inherent: str
    residual: str
    post: str
    post_id: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """A paper taken in or given out. direction: `in` or `out`."""

    name: str
    direction: str
    required: bool


@dataclass(frozen=True, slots=True)
class PublicStep:
    """What somebody does. hands: `two-person`, `dual` or `collective` where one does not do.

    stops: the ground on which the days of the step are not counted (许可法 45).
    """

    external: str = ""
    hands: str = ""
    limits: tuple[PublicLimit, ...] = ()
    unlimited: str = ""
    stops: StopGround | None = None
    effects: tuple[Meaning, ...] = ()
    papers: tuple[PublicPaper, ...] = ()
    bases: tuple[Basis, ...] = ()
    risks: tuple[PublicRisk, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicNode:
    """An element of the flow. wait: how long a timer waits."""

    id: str
    kind: NodeKind
    name: str = ""
    lane: str = ""
    parent: str = ""
    trigger: Trigger = Trigger.NONE
    attached_to: str = ""
    interrupting: bool = True
    code: str = ""
    wait: PublicLimit | None = None
    step: PublicStep | None = None


@dataclass(frozen=True, slots=True)
class PublicFlow:
    """A way from one element to the next, with its name; its condition is internal."""

    id: str
    source: str
    target: str
    name: str = ""
    default: bool = False


@dataclass(frozen=True, slots=True)
class PublicLane:
    """Whose steps stand in it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PublicChart:
    """The public edition. left_out: how many internal steps it does not show."""

    key: str
    name: str
    power: PublicPower
    nodes: tuple[PublicNode, ...]
    flows: tuple[PublicFlow, ...]
    lanes: tuple[PublicLane, ...]
    limits: tuple[PublicLimit, ...]
    bases: tuple[Basis, ...]
    guide: Guide = NO_GUIDE
    left_out: int = 0
    form: str = FORM

    @property
    def steps(self) -> tuple[tuple[PublicNode, PublicStep], ...]:
        """What somebody does, in the order of the file."""
        return tuple((node, node.step) for node in self.nodes if node.step is not None)
