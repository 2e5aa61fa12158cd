"""What the law does in a case before anything else is judged there (design.md §9)."""

from zhiheng.commands.limits.fire import FireTimer
from zhiheng.commands.limits.reproject import Reproject, counts_by_another
from zhiheng.commands.limits.timers import ripe
from zhiheng.model.caller import Role
from zhiheng.model.ids import CaseId, ElementPath
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState

DONE = ("timer-not-waiting", "calendar-taken")
"""What a command of the law is told when another has done the same meanwhile."""


class LawFirst(Exception):
    """Something that the law does must be done before the command is judged."""

    def __init__(self, command: FireTimer | Reproject) -> None:
        self.command = command


def nothing_before(state: CaseState, world: World, command: object) -> None:
    """Another calendar counts first, then each timer that is over fires. Raises LawFirst."""
    case = CaseId(state.id)
    if counts_by_another(state, world) and not isinstance(command, Reproject):
        raise LawFirst(Reproject(case))
    timer = ripe(state, world.now, world.calendar)
    if timer is not None and world.caller.role is not Role.LAW:
        raise LawFirst(FireTimer(case, ElementPath(timer), state.timers[timer].visit))
