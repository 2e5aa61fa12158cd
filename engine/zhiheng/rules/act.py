"""One person about to take or sign one slot: all that the rules look at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from zhiheng.model.chart import Separation, Task
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Person, Roster
from zhiheng.model.slot import SlotRule


@dataclass(frozen=True, slots=True)
class Act:
    """acted: element path -> persons who have signed there in this case, in any round.

    others: persons who hold or have signed the other slots of the same task.
    assignee: who holds this slot now. opinion: None while only claiming.
    """

    task: Task
    slot: SlotRule
    person: Person
    today: date
    roster: Roster
    away: Collection[PersonId]
    separations: tuple[Separation, ...]
    acted: Mapping[str, Collection[str]]
    others: tuple[str, ...] = ()
    assignee: str | None = None
    signing: bool = False
    opinion: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """In whose right a person acts: his own, or an absent colleague's (顶岗)."""

    acting_for: PersonId | None = None
    resolution: str | None = None
