"""Another calendar is in force: what runs in a case is counted anew, by the law (design.md §9).

It comes before anything else in the case, so that nothing is ever judged by an old calendar.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.frame.decision import Decision
from zhiheng.commands.limits.clocks import counted_as, days_on
from zhiheng.commands.limits.timers import firing_of
from zhiheng.errors import NotReady
from zhiheng.model.caller import Role
from zhiheng.model.ids import CaseId
from zhiheng.model.limit import LimitUnit
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState, CaseStatus
from zhiheng.store.log import stamp


@dataclass(frozen=True, slots=True)
class Reproject:
    """Count all that runs in a case by the calendar in force."""

    NAME: ClassVar[str] = "reproject"
    ROLES: ClassVar = frozenset({Role.LAW})

    case: CaseId

    @property
    def about(self) -> None:
        """The whole case, not one task."""
        return

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case}

    def decide(self, state: CaseState, world: World) -> Decision:
        """Whoever comes second finds nothing left to do."""
        if not counts_by_another(state, world):
            raise NotReady("calendar-taken")
        taken = f.CalendarTaken(calendar=world.agency.calendar)
        return Decision([taken, *_clocks(state, world), *_timers(state, world)])


def counts_by_another(state: CaseState, world: World) -> bool:
    """Whether the case runs by another calendar than the agency's."""
    return state.status is CaseStatus.RUNNING and state.calendar != world.agency.calendar


def _clocks(state: CaseState, world: World) -> Iterator[f.ClockReprojected]:
    for clock in state.clocks.values():
        if clock.unit == LimitUnit.HOUR:
            continue
        days = days_on(world.calendar, counted_as(clock))
        if any(getattr(clock, name) != value for name, value in days.items()):
            yield f.ClockReprojected(clock=clock.clock, old_due=clock.due, **days)


def _timers(state: CaseState, world: World) -> Iterator[f.TimerReprojected]:
    for timer in state.timers.values():
        found = firing_of(timer, world.calendar)
        due, at = found.due.isoformat(), stamp(found.at)
        if (due, at, found.provisional) != (timer.due, timer.fires_at, timer.provisional):
            yield f.TimerReprojected(
                timer=timer.timer,
                visit=timer.visit,
                old_due=timer.due,
                due=due,
                fires_at=at,
                provisional=found.provisional,
            )
