"""From facts to rows: what the tables must say after an entry. Pure; `apply` writes it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from zhiheng import facts as f
from zhiheng.model.caller import Role
from zhiheng.model.separation import Capacity, Deed, Separation
from zhiheng.state.case import CaseState
from zhiheng.state.clock import CLOCK_FOLD
from zhiheng.state.migration import as_migrated
from zhiheng.state.replay import voided
from zhiheng.state.slot_folds import slot_of
from zhiheng.state.task import OpenTask
from zhiheng.store import tables as t
from zhiheng.store.asides import incident_rows, recusal_row
from zhiheng.store.case_rows import case_row
from zhiheng.store.clock_rows import clock_row, timer_row
from zhiheng.store.duties import duty_rows
from zhiheng.store.notices import copy_rows, notice_rows
from zhiheng.store.rows import Rows
from zhiheng.store.slot_rows import slot_row
from zhiheng.store.spending import spending_row, spent_nothing

Watch = Callable[[CaseState, f.AnyFact], f.AnyFact]
"""Called before each fact, and gives the one that is folded. In a rebuild the executor reenacts."""


def _unwatched(_state: CaseState, fact: f.AnyFact) -> f.AnyFact:
    """Nobody looks on."""
    return fact


def project(
    state: CaseState,
    entry: f.Entry,
    digest: str,
    separations: Sequence[Separation],
    rows: Rows,
    watch: Watch = _unwatched,
) -> None:
    """Fold an entry into the state, and collect the rows that change."""
    state.n, state.head, state.at, state.actor = entry.n, digest, entry.at, entry.actor
    state.rested_on = entry.digests
    state.touched = state.touched if entry.actor.role == Role.LAW else entry.n
    before = dict(state.blocked)
    for at, told in enumerate(entry.facts):
        fact = watch(state, told)
        for row in notice_rows(state, entry, at):
            rows.put(t.notice, row)
        _BEFORE.get(type(fact), _nothing)(state, fact, entry.at, separations, rows)
        state.apply(fact, entry.at)
        _AFTER.get(type(fact), _nothing)(state, fact, entry.at, separations, rows)
        if isinstance(fact, f.TokensMoved):
            state.last_mover = entry.actor.person
    for row in incident_rows(state, before, entry.at):
        rows.put(t.incident, row)
    rows.put(t.case_file, case_row(state))


def project_case(
    case_id: str,
    agency: str,
    entries: Sequence[tuple[f.Entry, str]],
    separations: Sequence[Separation],
    watch: Watch = _unwatched,
) -> tuple[CaseState, Rows]:
    """State and all rows of a case, from nothing but its entries; separations: of its chart now."""
    state, rows = CaseState(case_id, agency), Rows()
    entries = as_migrated(entries)
    skip = voided([e for e, _ in entries])
    for entry, digest in entries:
        if entry.n in skip:
            state.n, state.head, state.at = entry.n, digest, entry.at
            _book_voided(state, entry, separations, rows)
        else:
            project(state, entry, digest, separations, rows, watch)
    rows.put(t.case_file, case_row(state))
    return state, rows


_Projector = Callable[[CaseState, Any, str, Sequence[Separation], Rows], None]


def _nothing(_s: CaseState, _x: Any, _at: str, _r: Sequence[Separation], _rows: Rows) -> None:
    """No row changes."""


def _put_slots(
    state: CaseState, tasks: Iterable[OpenTask], rows: Rows, status: str | None = None
) -> None:
    for task in tasks:
        for slot in (*task.slots, *task.seats):
            rows.put(t.slot, slot_row(state, task, slot, status))


def _task_changed(
    s: CaseState,
    x: Any,
    _at: str,
    _r: Sequence[Separation],
    rows: Rows,
) -> None:
    _put_slots(s, [s.open[f"{x.task}@{x.visit}"]], rows)


def _seats_closed(
    s: CaseState,
    x: f.PresenceRecorded | f.MeetingDeferred,
    _at: str,
    _r: Sequence[Separation],
    rows: Rows,
) -> None:
    """Nobody votes in the seats of the absent, nor in any seat of a meeting that is put off."""
    task = s.open[f"{x.task}@{x.visit}"]
    there = x.present if isinstance(x, f.PresenceRecorded) else ()
    for slot in task.seats:
        if slot.assignee not in there:
            rows.put(t.slot, slot_row(s, task, slot, "void"))


def _signed(
    s: CaseState,
    x: f.SlotSigned | f.DelegateReported,
    at: str,
    separations: Sequence[Separation],
    rows: Rows,
) -> None:
    _put_slots(s, [s.open[f"{x.task}@{x.visit}"]], rows)
    _put_duties(s, [_deed(s, x)], at, separations, rows)


def _deed(s: CaseState, x: f.SlotSigned | f.DelegateReported) -> Deed:
    capacity = Capacity(s.actor.section, s.actor.grade) if s.actor else Capacity()
    return Deed(x.task, x.person, capacity)


def _put_duties(
    s: CaseState, deeds: Iterable[Deed], at: str, separations: Sequence[Separation], rows: Rows
) -> None:
    for deed in deeds:
        for row in duty_rows(s, deed, at, separations):
            rows.put(t.duty, row)


def _absorbed(
    s: CaseState, x: f.CaseAbsorbed, at: str, separations: Sequence[Separation], rows: Rows
) -> None:
    """Who had acted in the case that was merged in counts here as well (并案)."""
    deeds = (Deed(a.task, a.person, Capacity(a.section, a.grade)) for a in x.acted)
    _put_duties(s, deeds, at, separations, rows)


def _signer_removed(
    s: CaseState, x: f.SignerRemoved, _at: str, _r: Sequence[Separation], rows: Rows
) -> None:
    task = s.open[f"{x.task}@{x.visit}"]
    rows.put(t.slot, slot_row(s, task, slot_of(task, x.no), "void"))


def _merged(s: CaseState, _x: f.CaseMerged, _at: str, _r: Sequence[Separation], rows: Rows) -> None:
    _put_slots(s, s.open.values(), rows, "void")


def _tokens(s: CaseState, x: f.TokensMoved, _at: str, _r: Sequence[Separation], rows: Rows) -> None:
    """One task was done, or none where a timer fired; what else was closed was broken off."""
    done = () if x.fired is not None else x.closed[:1]
    _put_slots(s, [s.open[i] for i in done], rows, "done")
    _put_slots(s, [s.open[i] for i in x.closed if i not in done], rows, "void")


def _withdrawn(
    s: CaseState, _x: f.CaseWithdrawn, _at: str, _r: Sequence[Separation], rows: Rows
) -> None:
    _put_slots(s, s.open.values(), rows, "void")
    for row in spent_nothing(s):
        rows.put(t.spending, row)


def _amount_decided(
    s: CaseState, x: f.AmountDecided, _at: str, _r: Sequence[Separation], rows: Rows
) -> None:
    rows.put(t.spending, spending_row(s, x))


def _decided(s: CaseState, x: f.Decided, _at: str, _r: Sequence[Separation], rows: Rows) -> None:
    for row in spent_nothing(s) if x.means == "refusal" else ():
        rows.put(t.spending, row)


def _document(
    s: CaseState, x: f.DocumentFiled, _at: str, _r: Sequence[Separation], rows: Rows
) -> None:
    row = {"task": x.task, "visit": x.visit, "name": x.name, "digest": x.digest}
    rows.put(t.case_document, {"agency": s.agency, "case_id": s.id, **row})


def _clock_changed(s: CaseState, x: Any, _at: str, _r: Sequence[Separation], rows: Rows) -> None:
    if x.clock in s.clocks:
        rows.put(t.clock, clock_row(s, s.clocks[x.clock]))


def _put_off(s: CaseState, _x: Any, _at: str, _r: Sequence[Separation], rows: Rows) -> None:
    """A suspension begins or ends: what warns next, and when, is another."""
    for clock in s.clocks.values():
        rows.put(t.clock, clock_row(s, clock))


def _clock_ended(
    s: CaseState, x: f.ClockEnded, at: str, _r: Sequence[Separation], rows: Rows
) -> None:
    rows.put(t.clock, clock_row(s, s.clocks[x.clock], late=x.late, ended_at=at))


def _timer_changed(s: CaseState, x: Any, _at: str, _r: Sequence[Separation], rows: Rows) -> None:
    known = s.timers.get(x.timer)
    if known is not None and known.visit == x.visit:
        rows.put(t.timer, timer_row(s, known, ended_at=None))


def _timer_disarmed(
    s: CaseState, x: f.TimerDisarmed, at: str, _r: Sequence[Separation], rows: Rows
) -> None:
    rows.put(t.timer, timer_row(s, s.timers[x.timer], ended_at=at))


def _book_voided(
    state: CaseState, entry: f.Entry, separations: Sequence[Separation], rows: Rows
) -> None:
    """A taken-back signature still counts for separation, and a visit keeps its number.

    Prevents an answer that was written for a step as it was from counting for it as it is. What
    people were told they have been told.
    """
    state.actor = entry.actor
    for at, fact in enumerate(entry.facts):
        for row in notice_rows(state, entry, at):
            rows.put(t.notice, row)
        if isinstance(fact, f.TaskOpened):
            state.visits[fact.task] = fact.visit
            state.taken_back[fact.task] = state.taken_back.get(fact.task, 0) + 1
        if isinstance(fact, f.TimerArmed):
            state.visits[fact.timer] = fact.visit
        if isinstance(fact, f.SlotSigned):
            state.act(fact.task, fact.person)
            _put_duties(state, [_deed(state, fact)], entry.at, separations, rows)


def _recusal(
    s: CaseState,
    x: f.RecusalAsked | f.RecusalDecided,
    at: str,
    _r: Sequence[Separation],
    rows: Rows,
) -> None:
    rows.put(t.recusal, recusal_row(s, x, at))


def _copied(
    s: CaseState,
    x: f.CaseCopied | f.CopyRead,
    _at: str,
    _r: Sequence[Separation],
    rows: Rows,
) -> None:
    for row in copy_rows(s, x.copy):
        rows.put(t.case_copy, row)


_BEFORE: dict[type, _Projector] = {
    f.PresenceRecorded: _seats_closed,
    f.MeetingDeferred: _seats_closed,
    f.TokensMoved: _tokens,
    f.SignerRemoved: _signer_removed,
    f.CaseWithdrawn: _withdrawn,
    f.CaseMerged: _merged,
    f.ClockEnded: _clock_ended,
    f.TimerDisarmed: _timer_disarmed,
}
_ON_SLOTS = (
    *(f.TaskOpened, f.SlotClaimed, f.SlotReleased, f.SignerAdded, f.SlotDelegated),
    *(f.DelegationRecalled, f.SignaturesVoided, f.MeetingConvened, f.RiskNoticed),
)
_AFTER: dict[type, _Projector] = {
    **dict.fromkeys(_ON_SLOTS, _task_changed),
    f.SlotSigned: _signed,
    f.DelegateReported: _signed,
    f.CaseAbsorbed: _absorbed,
    f.DocumentFiled: _document,
    f.AmountDecided: _amount_decided,
    f.Decided: _decided,
    **dict.fromkeys((f.ClockStarted, f.ClockWarned, *CLOCK_FOLD), _clock_changed),
    **dict.fromkeys((f.TimerArmed, f.TimerReprojected, f.TimerExtended), _timer_changed),
    **dict.fromkeys((f.SuspensionDecided, f.CaseResumed), _put_off),
    f.RecusalAsked: _recusal,
    f.RecusalDecided: _recusal,
    f.CaseCopied: _copied,
    f.CopyRead: _copied,
}
