"""How the facts of a meeting change the task that it decides (集体决定)."""

from collections.abc import Callable
from typing import Any

from zhiheng import facts as f
from zhiheng.state.meeting import Meeting, convened
from zhiheng.state.task import OpenTask, Slot


def _convened(task: OpenTask, x: f.MeetingConvened) -> None:
    task.meeting, task.meetings = convened(x), x.meeting
    task.seats = [Slot(f.SlotOpened(no=m.no, post=m.post), m.person) for m in x.members]
    task.last_seat = max(m.no for m in x.members)


def _present(task: OpenTask, x: f.PresenceRecorded) -> None:
    """Who is not there has no seat to vote in."""
    task.meeting = _of(task).attended(x)
    task.seats = [slot for slot in task.seats if slot.assignee in x.present]


def _vote(task: OpenTask, x: f.VoteCast) -> None:
    task.meeting = _of(task).voted(x)


def _resolved(task: OpenTask, x: f.MeetingResolved) -> None:
    task.meeting = _of(task).decided(x)


def _deferred(task: OpenTask, x: f.MeetingDeferred) -> None:
    """What was voted at a meeting that is held again counts no more."""
    task.meeting = _of(task).sent_back(x)
    task.seats = []


def _of(task: OpenTask) -> Meeting:
    if task.meeting is None:
        raise ValueError(f"no meeting is convened on {task.id}")
    return task.meeting


MEETING_FOLD: dict[type, Callable[[OpenTask, Any], None]] = {
    f.MeetingConvened: _convened,
    f.PresenceRecorded: _present,
    f.VoteCast: _vote,
    f.MeetingResolved: _resolved,
    f.MeetingDeferred: _deferred,
}
