"""To whom the caller may transfer what he holds (转办): only those who may do it themselves."""

from zhiheng.rules.act import Standing
from zhiheng.runtime.slots import receiving
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask


def receivers(state: CaseState, world: World, task: OpenTask) -> tuple[tuple[str, str], ...]:
    """Id and name of each; none where the caller holds nothing, or holds it as a stand-in."""
    me = world.caller.person
    held = next((s for s in task.slots if s.assignee == me and s.signed is None), None)
    if me is None or held is None or held.acting_for is not None:
        return ()
    return tuple(
        (person.id, person.name)
        for person in world.roster.persons.values()
        if person.id != me and receiving(state, world, task, held, person) == Standing()
    )
