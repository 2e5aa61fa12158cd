"""Copies (抄送) and circulation (阅知): who sends them, and who says that he has read one (已阅).

A copy gives nobody a right to act, and books nobody for separation. Local practice of offices; no
law counts it. That nobody gets one who stands aside follows from 公务员法 76.
"""

from collections.abc import Collection

from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Person
from zhiheng.state.case import CaseState
from zhiheng.state.copy import Copy


def may_copy(state: CaseState, person: Person) -> None:
    """Prevents those who have nothing to do with a case from passing it round."""
    held = any(
        slot.assignee == person.id
        for task in state.open.values()
        for slot in (*task.slots, *task.seats)
    )
    if not held and not any(person.id in who for who in state.acted.values()):
        raise Forbidden("may-not-copy", person=person.name)


def not_to_recused(receivers: Collection[Person], aside: Collection[PersonId]) -> None:
    """Prevents one who stands aside from being drawn in again as a reader."""
    for person in receivers:
        if person.id in aside:
            raise Forbidden("copy-to-recused", person=person.name)


def may_acknowledge(copy: Copy | None, no: int, person: PersonId) -> None:
    """Prevents reading in somebody's name, and reading twice."""
    if copy is None or person not in copy.receivers:
        raise Forbidden("not-copied", copy=no)
    if person in copy.read:
        raise NotReady("copy-read", copy=no)
