"""One running case (办件), folded from its entries."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from zhiheng import facts as f
from zhiheng.facts import Scalar
from zhiheng.model.separation import Capacity
from zhiheng.state.meeting_folds import MEETING_FOLD
from zhiheng.state.recusal import Recusal
from zhiheng.state.task import OpenTask, Slot, task_id


class CaseStatus(StrEnum):
    """Whether the case runs, ended on its chart, or was withdrawn."""

    RUNNING = "running"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(slots=True)
class CaseState:
    """What the rules see of a case. Changed only by `apply`."""

    id: str
    agency: str
    n: int = 0
    head: str = ""
    at: str = ""
    """When the last entry was written; the next is never earlier."""
    status: CaseStatus = CaseStatus.RUNNING
    key: str = ""
    version: int = 0
    chart: str = ""
    applicant: str = ""
    project: str | None = None
    command: str | None = None
    """What it ends in, where it is a system case."""
    number: str | None = None
    opened_at: str = ""
    closed_at: str | None = None
    outcome: str | None = None
    decided: f.Decided | None = None
    open: dict[str, OpenTask] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    taken_back: dict[str, int] = field(default_factory=dict)
    """Visits that were voided (拿回): they were no rounds."""
    variables: dict[str, Scalar] = field(default_factory=dict)
    marking: str = ""
    """Where the tokens are, by the net of the chart (verify/marking.py)."""
    done: dict[str, None] = field(default_factory=dict)
    """Element paths of the tasks completed so far, in any round."""
    parameters: dict[str, Scalar] = field(default_factory=dict)
    """Values of the parameters that the chart names, as last taken."""
    amounts: dict[str, f.AmountDecided] = field(default_factory=dict)
    """Element path -> the amount decided there last."""
    written: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Element path -> the variables that its last signing wrote."""
    acted: dict[str, dict[str, Capacity]] = field(default_factory=dict)
    """Element path -> who signed there and as what, in any round, voided acts included."""
    actor: f.Actor | None = None
    """Who wrote the entry that is being folded."""
    recusals: dict[int, Recusal] = field(default_factory=dict)
    blocked: dict[str, str] = field(default_factory=dict)
    """`path@visit` of tasks for which nobody lawful is left -> since when."""
    clocks: dict[str, f.ClockStarted] = field(default_factory=dict)
    """The limits that run now."""
    timers: dict[str, f.TimerArmed] = field(default_factory=dict)
    """The timers of the chart that wait now, by path."""
    supplement: tuple[str, ...] | None = None
    """The items of the one supplement notice, once it is out."""
    last_move: int = 0
    """The last token-moving entry that is not voided."""
    last_mover: str | None = None
    went_out: int = 0
    """The last entry with an effect outside (number, notice, decision): no taking it back."""
    filed: dict[str, list[str]] = field(default_factory=dict)
    """`path@visit` -> names of papers filed there."""
    papers: dict[str, str] = field(default_factory=dict)
    """Name of a paper -> digest of the one filed last."""

    def apply(self, fact: f.AnyFact, at: str) -> None:
        """Fold one fact of the entry that was written at `at`."""
        _FOLD[type(fact)](self, fact, at)

    def act(self, path: str, person: str) -> None:
        """Book an act for separation; it stays booked when the act is voided."""
        capacity = Capacity(self.actor.section, self.actor.grade) if self.actor else Capacity()
        self.acted.setdefault(path, {})[person] = capacity

    @property
    def aside(self) -> frozenset[str]:
        """Persons who stand aside from the case (回避)."""
        return frozenset(r.person for r in self.recusals.values() if r.aside)


def _started(s: CaseState, x: f.CaseStarted, at: str) -> None:
    s.key, s.version, s.chart, s.applicant = x.key, x.version, x.chart, x.applicant
    s.project, s.command, s.opened_at = x.project, x.command, at


def _task_opened(s: CaseState, x: f.TaskOpened, at: str) -> None:
    task = OpenTask(x.task, x.visit, at, [Slot(o) for o in x.slots])
    s.open[task.id] = task
    s.visits[x.task] = x.visit


def _slot(s: CaseState, task: str, visit: int, no: int) -> Slot:
    opened = s.open[task_id(task, visit)]
    return next(x for x in (*opened.slots, *opened.seats) if x.opened.no == no)


def _claimed(s: CaseState, x: f.SlotClaimed, _at: str) -> None:
    slot = _slot(s, x.task, x.visit, x.no)
    slot.assignee, slot.acting_for, slot.resolution = x.person, x.acting_for, x.resolution
    s.blocked.pop(task_id(x.task, x.visit), None)


def _released(s: CaseState, x: f.SlotReleased, _at: str) -> None:
    slot = _slot(s, x.task, x.visit, x.no)
    slot.assignee = slot.acting_for = slot.resolution = None


def _signed(s: CaseState, x: f.SlotSigned, at: str) -> None:
    slot = _slot(s, x.task, x.visit, x.no)
    slot.assignee, slot.acting_for, slot.resolution = x.person, x.acting_for, x.resolution
    slot.signed, slot.signed_at = x, at
    task = s.open[task_id(x.task, x.visit)]
    if slot not in task.seats:
        task.content = x.content
    s.blocked.pop(task_id(x.task, x.visit), None)
    s.act(x.task, x.person)


def _urged(s: CaseState, x: f.TaskUrged, at: str) -> None:
    s.open[task_id(x.task, x.visit)].urged[x.by] = at


def _voided(s: CaseState, x: f.SignaturesVoided, _at: str) -> None:
    """The slots are free again; who signed them has acted, and that stays booked."""
    task = s.open[task_id(x.task, x.visit)]
    task.content, task.confirmed = None, {}
    for no in x.slots:
        slot = _slot(s, x.task, x.visit, no)
        slot.assignee = slot.acting_for = slot.resolution = slot.signed = slot.signed_at = None


def _of_meeting(s: CaseState, x: Any, _at: str) -> None:
    MEETING_FOLD[type(x)](s.open[task_id(x.task, x.visit)], x)


def _variables(s: CaseState, x: f.VariablesSet, _at: str) -> None:
    """What the task wrote in an earlier round no longer holds."""
    for name in s.written.get(x.task, ()):
        s.variables.pop(name, None)
    s.written[x.task] = tuple(x.values)
    s.variables.update(x.values)


def _filed(s: CaseState, x: f.DocumentFiled, _at: str) -> None:
    s.filed.setdefault(task_id(x.task, x.visit), []).append(x.name)
    s.papers[x.name] = x.digest


def _carried_out(s: CaseState, _x: f.CommandCarriedOut, _at: str) -> None:
    s.went_out = s.n


def _moved(s: CaseState, x: f.TokensMoved, _at: str) -> None:
    if x.closed and x.fired is None:
        s.done[s.open[x.closed[0]].path] = None
    for closed in x.closed:
        del s.open[closed]
        s.blocked.pop(closed, None)
    s.last_move, s.marking = s.n, x.marking


def _parameters_taken(s: CaseState, x: f.ParametersTaken, _at: str) -> None:
    s.parameters = dict(x.values)


def _amount_decided(s: CaseState, x: f.AmountDecided, _at: str) -> None:
    s.amounts[x.task] = x


def _risk_noticed(s: CaseState, x: f.RiskNoticed, _at: str) -> None:
    s.open[task_id(x.task, x.visit)].noticed.append(x)


def _risk_discharged(s: CaseState, x: f.RiskDischarged, _at: str) -> None:
    if x.note is not None:
        s.open[task_id(x.task, x.visit)].confirmed[f"{x.risk}.{x.measure}"] = x


def _accepted(s: CaseState, x: f.CaseAccepted, _at: str) -> None:
    s.number = x.number
    s.went_out = s.n


def _supplement(s: CaseState, x: f.SupplementNoticed, _at: str) -> None:
    if s.supplement is None:
        s.supplement = x.items
    s.went_out = s.n


def _decided(s: CaseState, x: f.Decided, _at: str) -> None:
    s.decided = x
    s.went_out = s.n


def _clock_started(s: CaseState, x: f.ClockStarted, _at: str) -> None:
    s.clocks[x.clock] = x


def _clock_ended(s: CaseState, x: f.ClockEnded, _at: str) -> None:
    del s.clocks[x.clock]


def _timer_armed(s: CaseState, x: f.TimerArmed, _at: str) -> None:
    s.timers[x.timer] = x
    s.visits[x.timer] = x.visit


def _timer_disarmed(s: CaseState, x: f.TimerDisarmed, _at: str) -> None:
    del s.timers[x.timer]


def _withdrawn(s: CaseState, _x: f.CaseWithdrawn, _at: str) -> None:
    s.status = CaseStatus.WITHDRAWN
    s.open.clear()
    s.blocked.clear()


def _closed(s: CaseState, x: f.CaseClosed, at: str) -> None:
    if s.status is CaseStatus.RUNNING:
        s.status = CaseStatus.CLOSED
    s.closed_at, s.outcome = at, x.outcome


def _recusal_asked(s: CaseState, x: f.RecusalAsked, at: str) -> None:
    s.recusals[x.recusal] = Recusal(x.recusal, x.person, x.asked_by, at)


def _recusal_decided(s: CaseState, x: f.RecusalDecided, _at: str) -> None:
    known = s.recusals[x.recusal]
    s.recusals[x.recusal] = replace(known, granted=x.granted)


def _task_blocked(s: CaseState, x: f.TaskBlocked, at: str) -> None:
    s.blocked[task_id(x.task, x.visit)] = at


def _nothing(_s: CaseState, _x: f.AnyFact, _at: str) -> None:
    """A fact that is a record only."""


_FOLD: dict[type, Callable[[CaseState, Any, str], None]] = {
    f.CaseStarted: _started,
    f.TaskOpened: _task_opened,
    f.SlotClaimed: _claimed,
    f.SlotReleased: _released,
    f.SlotTransferred: _nothing,
    f.TaskUrged: _urged,
    f.SlotSigned: _signed,
    f.SignaturesVoided: _voided,
    **dict.fromkeys(MEETING_FOLD, _of_meeting),
    f.VariablesSet: _variables,
    f.DocumentFiled: _filed,
    f.ExternalRecorded: _nothing,
    f.CommandCarriedOut: _carried_out,
    f.ParametersTaken: _parameters_taken,
    f.AmountDecided: _amount_decided,
    f.RiskNoticed: _risk_noticed,
    f.RiskDischarged: _risk_discharged,
    f.TokensMoved: _moved,
    f.CaseAccepted: _accepted,
    f.SupplementNoticed: _supplement,
    f.Decided: _decided,
    f.ClockStarted: _clock_started,
    f.ClockEnded: _clock_ended,
    f.TimerArmed: _timer_armed,
    f.TimerDisarmed: _timer_disarmed,
    f.ActVoided: _nothing,
    f.RecusalAsked: _recusal_asked,
    f.RecusalDecided: _recusal_decided,
    f.TaskBlocked: _task_blocked,
    f.DutiesMet: _nothing,
    f.BranchNarrowed: _nothing,
    f.CaseWithdrawn: _withdrawn,
    f.CaseClosed: _closed,
}
