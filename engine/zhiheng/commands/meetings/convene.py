"""Convene (召集): the recorder tells members and topics, some days before the meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.errors import NotReady
from zhiheng.model.ids import CaseId
from zhiheng.model.meeting import Seat
from zhiheng.rules.meeting import members_due, told_in_time
from zhiheng.runtime.meetings import held
from zhiheng.runtime.slots import take
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask

RECORDER, CHAIR = 1, 2
"""The slots in which the minutes are signed."""


@dataclass(frozen=True, slots=True)
class Convene:
    """members: persons named, where the chart does not say by post who is due."""

    NAME: ClassVar[str] = "convene"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    task: str
    on: date
    topics: tuple[str, ...]
    members: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The task."""
        return self.task

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "case": self.case,
            "task": self.task,
            "on": self.on.isoformat(),
            "topics": list(self.topics),
            "members": list(self.members),
        }

    def decide(self, state: CaseState, world: World) -> Decision:
        """By who may sign the minutes as recorder; one meeting at a time."""
        here = held(state, world, self.task)
        _, right = take(state, world, here.task, RECORDER, signing=False)
        if here.meeting is not None:
            raise NotReady("convened-already", task=here.task.path, on=here.meeting.on)
        told_in_time(here.rules, world.today, self.on, self.topics)
        seats = members_due(here.rules, world.roster, self.on, self.members, _next(here.task))
        sealed = seal_content({"topics": list(self.topics)})
        convened = f.MeetingConvened(
            task=here.task.path,
            visit=here.task.visit,
            meeting=here.task.meetings + 1,
            on=self.on.isoformat(),
            members=tuple(_member(s) for s in seats),
            topics=sealed.commitment,
        )
        return Decision([convened], sealed=[sealed], acting_for=right.acting_for)


def _next(task: OpenTask) -> int:
    return max(task.last_seat, CHAIR) + 1


def _member(seat: Seat) -> f.Member:
    return f.Member(no=seat.no, person=seat.person, post=seat.post)
