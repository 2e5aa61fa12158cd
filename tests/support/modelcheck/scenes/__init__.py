"""All cases in mid-course."""

from support.modelcheck.scene import Scene
from support.modelcheck.scenes import (
    amount,
    decision,
    drawn_in,
    joint,
    meeting,
    recusal,
    review,
    seal,
    visit,
)

SCENES: tuple[Scene, ...] = (
    review.SCENE,
    visit.SCENE,
    seal.SCENE,
    meeting.SCENE,
    recusal.SCENE,
    amount.SCENE,
    *decision.SCENES,
    meeting.RESOLVED,
    meeting.WITHOUT_CHAIR,
    *drawn_in.SCENES,
    *joint.SCENES,
)
