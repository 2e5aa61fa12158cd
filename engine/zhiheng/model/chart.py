"""A chart (权力运行流程图): one version of a process definition, as the rules see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from zhiheng.model.amount import AmountRule
from zhiheng.model.command import CommandRule
from zhiheng.model.decision_table import Bound, DecisionTable, DecisionUse, SurchargeRule
from zhiheng.model.guide import NO_GUIDE, Guide
from zhiheng.model.ids import Digest, ElementPath, PostId, QualificationId
from zhiheng.model.limit import Basis, ClockRule, Forbid, Limit
from zhiheng.model.meeting import Collective
from zhiheng.model.power import Power
from zhiheng.model.risk import Risk
from zhiheng.model.separation import Separation
from zhiheng.model.sign_off import Follow, SignOff, SignOffKind


class NodeKind(StrEnum):
    """The BPMN elements of a flow; which of them may run is told by bpmn/markup/profile.py."""

    START = "startEvent"
    END = "endEvent"
    TERMINATE = "terminateEndEvent"
    TASK = "userTask"
    EXCLUSIVE = "exclusiveGateway"
    PARALLEL = "parallelGateway"
    INCLUSIVE = "inclusiveGateway"
    EVENT_GATEWAY = "eventBasedGateway"
    CATCH = "intermediateCatchEvent"
    THROW = "intermediateThrowEvent"
    BOUNDARY = "boundaryEvent"
    ERROR_END = "errorEndEvent"
    SUB_PROCESS = "subProcess"
    EVENT_SUB_PROCESS = "eventSubProcess"
    CALL = "callActivity"


class Trigger(StrEnum):
    """What makes an event happen."""

    NONE = "none"
    TIMER = "timer"
    MESSAGE = "message"
    SIGNAL = "signal"
    ERROR = "error"
    ESCALATION = "escalation"
    CONDITION = "condition"


class Meaning(StrEnum):
    """The legal effect of an outcome of a task."""

    ACCEPTANCE = "acceptance"
    """受理: the case gets its number and the case clocks start (许可法 32, 42)."""
    SUPPLEMENT = "supplement"
    """补正: the applicant is told once of all that is missing (许可法 32(4))."""
    NON_ACCEPTANCE = "non-acceptance"
    """不予受理 (许可法 32(1)(2))."""
    GRANT = "grant"
    """准予许可 (许可法 38-1)."""
    REFUSAL = "refusal"
    """不予许可, with reasons and remedies (许可法 38-2)."""


class VariableType(StrEnum):
    """What a gateway or a rule may compare."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    BOOL = "bool"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """A paper that a task takes in or brings forth. direction: `in` or `out`."""

    name: str
    direction: str
    required: bool
    secret: bool = False
    when: str | None = None
    """A condition over the variables; the paper is required only where it holds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`variable == value` on leaving the task has the legal effect `means`."""

    variable: str
    value: str
    means: Meaning


@dataclass(frozen=True, slots=True)
class Variable:
    """A value that gateways and rules may see. Written by one task only (design.md §7)."""

    name: str
    type: VariableType
    title: str
    writer: ElementPath
    scale: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    """(value, title) pairs of a choice."""


@dataclass(frozen=True, slots=True)
class ParameterUse:
    """A parameter of the agency (参数) that the chart's conditions may name."""

    name: str
    type: VariableType
    title: str


@dataclass(frozen=True, slots=True)
class Task:
    """A user task: who, how many hands, by when, with which papers and risks."""

    path: ElementPath
    name: str
    post: PostId | None = None
    qualification: QualificationId | None = None
    """A card that alone makes one a candidate (听证主持人), instead of a post."""
    crosscheck: PostId | None = None
    """The post that checks each time what the task's own post has done (交叉制约)."""
    opinion: str = "required"
    """`required` of every approver; `none` where a record is made, not an opinion."""
    sign_off: SignOff | None = None
    follows: tuple[Follow, ...] = ()
    """What a collective decision leaves this task to answer."""
    external: str | None = None
    """The outside party whose act is recorded: `applicant` or an authority's name."""
    limits: tuple[Limit, ...] = ()
    clock: ClockRule | None = None
    """What the step does to the limits of the case."""
    forbids: tuple[Forbid, ...] = ()
    no_limit: str | None = None
    """The reason why the task has no limit, where it has none."""
    risks: tuple[Risk, ...] = ()
    amount: AmountRule | None = None
    decisions: tuple[DecisionUse, ...] = ()
    bounds: tuple[Bound, ...] = ()
    surcharge: SurchargeRule | None = None
    documents: tuple[DocumentRule, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    bases: tuple[Basis, ...] = ()
    command: CommandRule | None = None
    """What the engine does once the task is done, where that is more than the chart's next step."""
    withheld: str | None = None
    """Why the public edition leaves the step out, where it does (信息公开条例 16: internal)."""
    form: Mapping[str, Any] = field(default_factory=dict)
    """JSON Schema (2020-12) without `pattern` and outside `$ref`; {} when there is none."""

    @property
    def by_table(self) -> frozenset[str]:
        """The variables that decision tables fill in, and nobody else."""
        return frozenset(r.variable for use in self.decisions for r in use.results)

    @property
    def dual(self) -> bool:
        """Whether the second signs the digest that the first signed (双签)."""
        return self.sign_off is not None and self.sign_off.kind == SignOffKind.DUAL

    @property
    def collective(self) -> Collective | None:
        """How a meeting decides this task, if one does."""
        return self.sign_off.collective if self.sign_off else None

    @property
    def own_password(self) -> bool:
        """Whether each signature uses up a password: dual sign-off, votes and minutes."""
        return self.dual or self.collective is not None


@dataclass(frozen=True, slots=True)
class Node:
    """One BPMN element of the flow.

    parent: the sub-process that holds it; None at the top.
    attached_to: the activity that a boundary event sits on.
    interrupting: whether a boundary or event-sub-process start ends what it interrupts.
    code: the error code that is thrown or caught, or the text of a timer, when it names one.
    called: the process that a call activity calls.
    wait: how long a timer of a chart that runs waits from the moment it is entered.
    clock: what the law takes as done when that timer fires.
    """

    path: ElementPath
    kind: NodeKind
    name: str
    lane: str | None = None
    task: Task | None = None
    parent: ElementPath | None = None
    trigger: Trigger = Trigger.NONE
    attached_to: ElementPath | None = None
    interrupting: bool = True
    code: str | None = None
    called: str | None = None
    wait: Limit | None = None
    clock: ClockRule | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; `condition` is an expression of `zhiheng.expr`."""

    id: str
    source: ElementPath
    target: ElementPath
    name: str = ""
    condition: str | None = None
    default: bool = False


@dataclass(frozen=True, slots=True)
class Return:
    """A return (退回) that a task may order; it is drawn as the gateway and flow that it is.

    flow: the flow that goes back. rounds: how often one case may take it.
    """

    task: ElementPath
    to: ElementPath
    flow: str
    rounds: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A swim lane (泳道): the post, or the outside party, that does what stands in it."""

    id: str
    name: str
    post: PostId | None = None


DEFAULT_ROUNDS = 50
"""How often a case may pass one step, where the chart does not say; then the supervisor decides."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One version of a chart, digested: what was deployed is what runs.

    rounds: how often a case may pass one step. returns: the returns among its flows.
    """

    key: str
    name: str
    digest: Digest
    power: Power
    nodes: Mapping[ElementPath, Node]
    flows: tuple[Flow, ...]
    lanes: tuple[Lane, ...]
    variables: Mapping[str, Variable]
    separations: tuple[Separation, ...]
    limits: tuple[Limit, ...]
    bases: tuple[Basis, ...]
    rounds: int = DEFAULT_ROUNDS
    returns: tuple[Return, ...] = ()

    parameters: Mapping[str, ParameterUse] = field(default_factory=dict)
    tables: Mapping[str, DecisionTable] = field(default_factory=dict)
    """The decision tables of its file, by id."""
    guide: Guide = NO_GUIDE

    def task(self, path: ElementPath) -> Task:
        """The task at `path`. Raises KeyError when the element is no task."""
        task = self.nodes[path].task
        if task is None:
            raise KeyError(path)
        return task

    @property
    def types(self) -> dict[str, VariableType]:
        """The type of each name that a condition may use."""
        named = {name: use.type for name, use in self.parameters.items()}
        return named | {name: variable.type for name, variable in self.variables.items()}

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All that persons do, in document order: user tasks, and messages that they record."""
        return tuple(node.task for node in self.nodes.values() if node.task is not None)

    @property
    def command(self) -> CommandRule | None:
        """What its cases end in, where it is the chart of a system case (系统事项)."""
        return next((task.command for task in self.tasks if task.command is not None), None)
