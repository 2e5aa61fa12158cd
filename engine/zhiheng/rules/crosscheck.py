"""Cross-check (交叉制约): A does, B checks each time, in this order, and both sign."""

from zhiheng.errors import NotReady, Refusal
from zhiheng.rules.act import Act

DOES, CHECKS = 1, 2
"""The slots of a task that is cross-checked."""


def checked_after(act: Act) -> Refusal | None:
    """Prevents a check of what has not been done yet.

    Seed: 000 (统一角色AB制，实行交叉制约). That the two are different persons, `two_hands` sees to.
    """
    if act.task.crosscheck is None or not act.signing or act.slot.no != CHECKS:
        return None
    if DOES not in act.unsigned:
        return None
    return NotReady("check-before-done", person=act.person.name, task=act.task.path)
