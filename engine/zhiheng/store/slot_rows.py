"""The row of a slot: a place for one signature, or a member's seat at a meeting. Pure."""

from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask, Slot
from zhiheng.store.duties import Row


def slot_row(state: CaseState, task: OpenTask, slot: Slot, status: str | None = None) -> Row:
    """As the slot stands; `status` where its task has ended."""
    opened = slot.opened
    return {
        "agency": state.agency,
        "case_id": state.id,
        "task": task.path,
        "visit": task.visit,
        "no": opened.no,
        "state": status or _status(slot),
        "post": opened.post,
        "section": opened.section,
        "qualification": opened.qualification,
        "card": opened.card,
        "assignee": slot.assignee,
        "acting_for": slot.acting_for,
        "delegate": slot.delegate,
        "opened_at": task.opened_at,
        "signed_at": slot.signed_at,
        "told": ",".join(sorted({x.grade for x in task.noticed})) or None,
    }


def _status(slot: Slot) -> str:
    if slot.signed is not None:
        return "signed"
    return "open" if slot.assignee is None else "claimed"
