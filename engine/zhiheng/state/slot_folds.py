"""How the verbs on slots change an open task: 加签, 减签, 委派."""

from collections.abc import Callable
from typing import Any

from zhiheng import facts as f
from zhiheng.state.task import OpenTask, Slot


def slot_of(task: OpenTask, no: int) -> Slot:
    """A slot or a seat by its number."""
    return next(x for x in (*task.slots, *task.seats) if x.opened.no == no)


def _added(task: OpenTask, x: f.SignerAdded) -> None:
    """He holds the slot from the start: it is nobody else's."""
    task.added += 1
    opened = f.SlotOpened(no=x.no)
    task.slots.append(Slot(opened, assignee=x.person, named=x.person, added_by=x.by))


def _removed(task: OpenTask, x: f.SignerRemoved) -> None:
    task.slots = [s for s in task.slots if s.opened.no != x.no]


def _delegated(task: OpenTask, x: f.SlotDelegated) -> None:
    slot_of(task, x.no).delegate = x.person


def _reported(task: OpenTask, x: f.DelegateReported) -> None:
    slot = slot_of(task, x.no)
    slot.delegate, slot.prepared = None, x.person


def _recalled(task: OpenTask, x: f.DelegationRecalled) -> None:
    slot_of(task, x.no).delegate = None


SLOT_FOLD: dict[type, Callable[[OpenTask, Any], None]] = {
    f.SignerAdded: _added,
    f.SignerRemoved: _removed,
    f.SlotDelegated: _delegated,
    f.DelegateReported: _reported,
    f.DelegationRecalled: _recalled,
}
