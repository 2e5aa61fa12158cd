"""One person about to take or sign one slot: all that the rules look at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from zhiheng.model.chart import Task
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Person, Roster
from zhiheng.model.relation import NO_RELATIONS, Relations
from zhiheng.model.separation import Capacity, Deed, Separation
from zhiheng.model.slot import SlotRule


@dataclass(frozen=True, slots=True)
class Act:
    """acted: element path -> who has signed there in this case, in any round, and as what.

    others: persons who hold or have signed the other slots of the same task.
    unsigned: the numbers of those other slots that nobody has signed yet.
    assignee: who holds this slot now. opinion: None while only claiming.
    away: those on leave today, and those recused, who count as absent in this case.
    recused: those recused from this case (回避). elsewhere: deeds in other cases, by rule.
    """

    task: Task
    slot: SlotRule
    person: Person
    today: date
    roster: Roster
    away: Collection[PersonId]
    separations: tuple[Separation, ...]
    acted: Mapping[str, Mapping[str, Capacity]]
    others: tuple[str, ...] = ()
    assignee: str | None = None
    signing: bool = False
    opinion: str | None = None
    unsigned: tuple[int, ...] = ()
    recused: Collection[PersonId] = frozenset()
    elsewhere: Mapping[str, Collection[Deed]] = field(default_factory=dict)
    relations: Relations = NO_RELATIONS


@dataclass(frozen=True, slots=True)
class Standing:
    """In whose right a person acts: his own, or an absent colleague's (顶岗)."""

    acting_for: PersonId | None = None
    resolution: str | None = None
