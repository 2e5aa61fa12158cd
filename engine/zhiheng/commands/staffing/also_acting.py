"""Look-ahead for whoever comes into a step besides its slots: added, delegated, merged in.

He counts for separation as one who has acted there, so he must leave somebody for the rest.
"""

from collections.abc import Iterable
from dataclasses import replace

from zhiheng.commands.staffing.corner import rules_in_words, steps_in_words
from zhiheng.errors import NotReady
from zhiheng.model.separation import Capacity
from zhiheng.runtime.prospects import ahead_of
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.verify.assignment import OutOfBudgetError
from zhiheng.verify.outlook import impossible

Acts = Iterable[tuple[str, str, Capacity]]
"""Element path, person, and as what."""


def with_acts(state: CaseState, acts: Acts) -> CaseState:
    """The case as if these had acted."""
    acted: dict[str, dict[str, Capacity]] = dict(state.acted)
    for path, person, capacity in acts:
        acted[path] = {person: capacity, **acted.get(path, {})}
    return replace(state, acted=acted)


def leaves_somebody(state: CaseState, world: World, path: str, acts: Acts) -> None:
    """Prevents taking into a case the last lawful person for a later step. Raises NotReady."""
    after = with_acts(state, acts)
    try:
        lost = impossible(ahead_of(after, world))
        if lost is None or impossible(ahead_of(state, world)) is not None:
            return
    except OutOfBudgetError:
        return
    tasks, rules, _ = lost
    raise NotReady(
        "would-corner",
        person=world.person().name,
        task=path,
        steps=steps_in_words(world.chart, tasks),
        why=rules_in_words(world.chart, rules),
        separations=list(rules),
    )
