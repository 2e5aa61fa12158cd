"""Presence (签到): on the day, the recorder writes down who is there; without a quorum, nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.frame.decision import OFFICERS, Decision
from zhiheng.commands.meetings.convene import RECORDER
from zhiheng.errors import NotReady
from zhiheng.model.ids import CaseId
from zhiheng.rules.meeting import on_its_day, presides, quorate
from zhiheng.runtime.meetings import held, seats_of, struck
from zhiheng.runtime.slots import recused_in, take
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class Attend:
    """present: the persons who are there."""

    NAME: ClassVar[str] = "attend"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    task: str
    present: tuple[str, ...]

    @property
    def about(self) -> str:
        """The task."""
        return self.task

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "task": self.task, "present": list(self.present)}

    def decide(self, state: CaseState, world: World) -> Decision:
        """Members who stand aside are struck out before it is counted whether enough are there."""
        here = held(state, world, self.task)
        _, right = take(state, world, here.task, RECORDER, signing=False)
        meeting = here.undecided
        if meeting.present is not None:
            raise NotReady("present-already", task=here.task.path)
        on_its_day(meeting.on, world.today)
        aside = struck(state, world, here)
        quorate(here.rules, seats_of(meeting.members), aside, world.away, self.present)
        gone = world.away | recused_in(state, world)
        recorded = f.PresenceRecorded(
            task=here.task.path,
            visit=here.task.visit,
            present=tuple(m.person for m in meeting.members if m.person in self.present),
            struck=aside,
            chair=presides(here.rules, world.roster, world.today, self.present, gone),
        )
        return Decision([recorded], acting_for=right.acting_for)
