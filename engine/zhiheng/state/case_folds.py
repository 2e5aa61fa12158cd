"""What each fact of a case changes in its state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from zhiheng import facts as f
from zhiheng.model.separation import Capacity
from zhiheng.state.copy import COPY_FOLD
from zhiheng.state.meeting_folds import MEETING_FOLD
from zhiheng.state.merger import Merger
from zhiheng.state.recusal import Recusal
from zhiheng.state.slot_folds import SLOT_FOLD, slot_of
from zhiheng.state.status import CaseStatus
from zhiheng.state.suspension import SUSPENSION_FOLD
from zhiheng.state.task import OpenTask, Slot, task_id
from zhiheng.state.time_folds import TIME_FOLD

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhiheng.state.case import CaseState


def _started(s: CaseState, x: f.CaseStarted, at: str) -> None:
    s.key, s.version, s.chart, s.applicant = x.key, x.version, x.chart, x.applicant
    s.project, s.command, s.opened_at = x.project, x.command, at
    s.started_by = s.actor.account if s.actor else ""
    s.calendar, s.calendar_n = s.rested_on.calendar or "", s.n


def _task_opened(s: CaseState, x: f.TaskOpened, at: str) -> None:
    task = OpenTask(x.task, x.visit, at, [Slot(o) for o in x.slots])
    s.open[task.id] = task
    s.visits[x.task] = x.visit


def _slot(s: CaseState, task: str, visit: int, no: int) -> Slot:
    return slot_of(s.open[task_id(task, visit)], no)


def _claimed(s: CaseState, x: f.SlotClaimed, _at: str) -> None:
    slot = _slot(s, x.task, x.visit, x.no)
    slot.assignee, slot.acting_for, slot.resolution = x.person, x.acting_for, x.resolution
    s.blocked.pop(task_id(x.task, x.visit), None)


def _released(s: CaseState, x: f.SlotReleased, _at: str) -> None:
    slot = _slot(s, x.task, x.visit, x.no)
    slot.assignee = slot.acting_for = slot.resolution = slot.delegate = None


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
        slot.acting_for = slot.resolution = slot.signed = slot.signed_at = None
        slot.assignee = slot.named


def _of_slot(s: CaseState, x: Any, _at: str) -> None:
    SLOT_FOLD[type(x)](s.open[task_id(x.task, x.visit)], x)
    if isinstance(x, f.DelegateReported):
        s.act(x.task, x.person)
    if isinstance(x, f.SignerRemoved):
        s.blocked.pop(task_id(x.task, x.visit), None)


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


def _outside_act(s: CaseState, _x: f.ExternalRecorded, _at: str) -> None:
    """Another's act, by his own paper: who wrote it down does not make it undone."""
    s.went_out = s.n


def _carried_out(s: CaseState, _x: f.CommandCarriedOut, _at: str) -> None:
    s.went_out = s.n


def _moved(s: CaseState, x: f.TokensMoved, _at: str) -> None:
    if x.closed and x.fired is None:
        path = s.open[x.closed[0]].path
        s.done.pop(path, None)  # in the order in which each was last done
        s.done[path] = None
    for closed in x.closed:
        del s.open[closed]
        s.blocked.pop(closed, None)
    s.last_move, s.marking, s.warnings = s.n, x.marking, 0


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


def _of_suspension(s: CaseState, x: Any, at: str) -> None:
    SUSPENSION_FOLD[type(x)](s.suspensions, x, at)


def _of_copy(s: CaseState, x: Any, at: str) -> None:
    COPY_FOLD[type(x)](s.copies, x, at)


def _merger_asked(s: CaseState, x: f.MergerAsked, _at: str) -> None:
    s.mergers[x.merger] = Merger(x.merger, x.other, x.by)


def _merger_decided(s: CaseState, x: f.MergerDecided, _at: str) -> None:
    s.mergers[x.merger] = replace(s.mergers[x.merger], granted=x.granted)


def _absorbed(s: CaseState, x: f.CaseAbsorbed, _at: str) -> None:
    s.absorbed[x.other] = None
    for a in x.acted:
        s.acted.setdefault(a.task, {}).setdefault(a.person, Capacity(a.section, a.grade))


def _merged(s: CaseState, x: f.CaseMerged, _at: str) -> None:
    s.status, s.merged_into = CaseStatus.MERGED, x.into
    s.open.clear()
    s.blocked.clear()


def _migrated(s: CaseState, x: f.CaseMigrated, _at: str) -> None:
    """What came before is folded as the new chart names it (state/migration.py)."""
    s.version, s.chart = x.version, x.chart


def _task_blocked(s: CaseState, x: f.TaskBlocked, at: str) -> None:
    s.blocked[task_id(x.task, x.visit)] = at


def _nothing(_s: CaseState, _x: f.AnyFact, _at: str) -> None:
    """A fact that is a record only."""


FOLD: dict[type, Callable[[CaseState, Any, str], None]] = {
    f.CaseStarted: _started,
    f.TaskOpened: _task_opened,
    f.SlotClaimed: _claimed,
    f.SlotReleased: _released,
    f.SlotTransferred: _nothing,
    f.SlotReassigned: _nothing,
    **dict.fromkeys(SLOT_FOLD, _of_slot),
    **dict.fromkeys(SUSPENSION_FOLD, _of_suspension),
    **dict.fromkeys(COPY_FOLD, _of_copy),
    f.MergerAsked: _merger_asked,
    f.MergerDecided: _merger_decided,
    f.CaseAbsorbed: _absorbed,
    f.CaseMerged: _merged,
    f.CaseMigrated: _migrated,
    f.TaskUrged: _urged,
    f.SlotSigned: _signed,
    f.SignaturesVoided: _voided,
    **dict.fromkeys(MEETING_FOLD, _of_meeting),
    f.VariablesSet: _variables,
    f.DocumentFiled: _filed,
    f.ExternalRecorded: _outside_act,
    f.CommandCarriedOut: _carried_out,
    f.ParametersTaken: _parameters_taken,
    f.AmountDecided: _amount_decided,
    f.DecisionTaken: _nothing,
    f.BoundKept: _nothing,
    f.RiskNoticed: _risk_noticed,
    f.RiskDischarged: _risk_discharged,
    f.TokensMoved: _moved,
    f.CaseAccepted: _accepted,
    f.SupplementNoticed: _supplement,
    f.Decided: _decided,
    **TIME_FOLD,
    f.RecusalAsked: _recusal_asked,
    f.RecusalDecided: _recusal_decided,
    f.TaskBlocked: _task_blocked,
    f.DutiesMet: _nothing,
    f.BranchNarrowed: _nothing,
    f.CaseWithdrawn: _withdrawn,
    f.CaseClosed: _closed,
}
