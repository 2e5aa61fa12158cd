"""Soft separations: who acts on both sides is let through, and put on record for supervision."""

from zhiheng import facts as f
from zhiheng.model.ids import ElementPath
from zhiheng.model.separation import Deed
from zhiheng.rules.separation import Past, conflicts
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


def duties_met(state: CaseState, world: World, said: list[f.AnyFact]) -> list[f.AnyFact]:
    """One fact for each soft separation that a signature among these facts meets on both sides."""
    soft = [s for s in world.chart.separations if not s.hard]
    if not soft:
        return []
    past = Past(state.acted, world.elsewhere, world.relations)
    return [
        f.DutiesMet(
            task=signed.task,
            visit=signed.visit,
            person=signed.person,
            separation=found.separation.id,
            conflict=found.earlier,
        )
        for signed in said
        if isinstance(signed, f.SlotSigned)
        for found in conflicts(_deed(world, signed), soft, past)
    ]


def _deed(world: World, signed: f.SlotSigned) -> Deed:
    capacity = world.capacity()
    return Deed(ElementPath(signed.task), signed.person, capacity)
