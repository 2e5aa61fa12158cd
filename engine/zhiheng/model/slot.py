"""The slots (签位) of a task: how many persons sign it, and what each must be."""

from dataclasses import dataclass, replace

from zhiheng.model.chart import Task
from zhiheng.model.ids import PersonId, PostId, QualificationId, SectionId


@dataclass(frozen=True, slots=True)
class SlotRule:
    """Who may fill one slot: by post, section, card alone, or by name; exactly one is set.

    no: 1-based. person: who was added by name (加签); none of the chart's.
    card: the qualification that the signer must hold on the day besides.
    """

    no: int
    post: PostId | None = None
    section: SectionId | None = None
    qualification: QualificationId | None = None
    card: QualificationId | None = None
    person: PersonId | None = None


def slots_of(task: Task) -> tuple[SlotRule, ...]:
    """One slot, or several by the task's sign-off; a meeting's members get theirs when convened.

    The second hand is of the section or post named, else of the task's own post. Law: 许可法 34-3
    (two persons). Of a meeting, the recorder and then the chair sign the minutes.
    """
    hands = task.sign_off
    card = hands.qualification if hands else None
    first = SlotRule(1, post=task.post, qualification=task.qualification, card=card)
    if task.crosscheck is not None:
        return (first, SlotRule(2, post=task.crosscheck))
    if hands is None:
        return (first,)
    if hands.collective is not None:
        return (first, SlotRule(2, post=hands.collective.chair))
    others = [replace(first, no=no) for no in range(2, hands.hands + 1)]
    if hands.from_section is not None:
        others[0] = SlotRule(2, section=hands.from_section, card=card)
    elif hands.second is not None:
        others[0] = SlotRule(2, post=hands.second, card=card)
    return (first, *others)
