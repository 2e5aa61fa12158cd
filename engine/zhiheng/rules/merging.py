"""Merging two cases (并案): which may be one, and which of them goes on.

The platform must offer it (徐政办发〔2016〕80号, art 30: 多项处罚并案). That no limit grows by it,
and that it brings no two sides of a separation into one hand, are ours.
"""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from zhiheng.errors import NotReady
from zhiheng.model.ids import ElementPath
from zhiheng.model.relation import Relations
from zhiheng.model.separation import Capacity, Deed, Separation
from zhiheng.rules.separation import Past, conflicts

Acted = Mapping[str, Mapping[str, Capacity]]
NOWHERE: Mapping[str, Collection[Deed]] = MappingProxyType({})


def one_matter(lead: tuple[str | None, ...], other: tuple[str | None, ...]) -> None:
    """Prevents merging what is not of one party under one chart. Each: chart, applicant, project.

    Of one project too: what a separation counts by project would be counted in the wrong one.
    """
    if lead != other:
        raise NotReady("not-one-matter")


def no_recusal_is_lost(
    aside: Collection[str], other_aside: Collection[str], other_waits: Collection[str]
) -> None:
    """Prevents one who stands aside from the other case (回避) from coming back by a merger.

    other_waits: of whom it is asked there; nobody could decide on that any more.
    """
    if other_waits or not set(other_aside) <= set(aside):
        raise NotReady("merge-recused")


def no_limit_grows(lead: Mapping[str, str], other: Mapping[str, str]) -> None:
    """Prevents gaining time. Each: kind of a limit of the case -> the day it is due."""
    for kind, due in other.items():
        if kind not in lead or lead[kind] > due:
            raise NotReady("merge-into-older", due=due)


def no_hand_on_both_sides(
    lead: Acted,
    other: Acted,
    separations: Iterable[Separation],
    relations: Relations,
    elsewhere: Mapping[str, Collection[Deed]] = NOWHERE,
) -> None:
    """Prevents a merger by which one person has acted on both sides of a separation.

    elsewhere: deeds in further cases, by the rule's name.
    """
    hard = [s for s in separations if s.hard]
    past = Past(lead, elsewhere, relations)
    for path, people in other.items():
        for person, capacity in people.items():
            for found in conflicts(Deed(ElementPath(path), person, capacity), hard, past):
                raise NotReady("merge-separated", person=person, task=path, conflict=found.earlier)
