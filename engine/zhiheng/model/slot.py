"""The slots (签位) of a task: how many persons sign it, and what each must be."""

from dataclasses import dataclass

from zhiheng.model.chart import Task
from zhiheng.model.ids import PostId, QualificationId, SectionId


@dataclass(frozen=True, slots=True)
class SlotRule:
    """Who may fill one slot: by post, by section, or by a card alone; exactly one is set.

    no: 1-based. card: the qualification that the signer must hold on the day besides.
    """

    no: int
    post: PostId | None = None
    section: SectionId | None = None
    qualification: QualificationId | None = None
    card: QualificationId | None = None


def slots_of(task: Task) -> tuple[SlotRule, ...]:
    """One slot; two for two-person handling (双人), the second for the section named.

    Without a section both hands are of the task's own post. Law: 许可法 34-3.
    """
    hands = task.sign_off
    card = hands.qualification if hands else None
    first = SlotRule(1, post=task.post, qualification=task.qualification, card=card)
    if hands is None:
        return (first,)
    if hands.from_section is None:
        second = SlotRule(2, post=task.post, qualification=task.qualification, card=card)
    else:
        second = SlotRule(2, section=hands.from_section, card=card)
    return (first, second)
