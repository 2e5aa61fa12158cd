"""The list of powers (权力事项目录): what the body may do, by family, and by which chart."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from zhiheng.model.finding import Text


class PowerStatus(StrEnum):
    """Whether a chart carries it out."""

    RUNS = "runs"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class PowerItem:
    """A power. charts: the keys of those that carry it out, all of which it takes."""

    id: str
    title: Text
    kind: str
    charts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PowerGroup:
    """A family of powers; source: where the list is from."""

    id: str
    title: Text
    source: str
    items: tuple[PowerItem, ...]


@dataclass(frozen=True, slots=True)
class Powers:
    """kinds: id -> name in Chinese."""

    kinds: dict[str, str]
    groups: tuple[PowerGroup, ...]


@dataclass(frozen=True, slots=True)
class ListedPower:
    """A power as it is shown. status: computed from the charts that there are."""

    id: str
    title: Text
    group: str
    group_title: Text
    kind: str
    kind_zh: str
    charts: tuple[str, ...]
    status: PowerStatus


def listed(powers: Powers, charts: Collection[str]) -> Iterator[ListedPower]:
    """Every power with its status, in the order of the list. charts: keys of those there are."""
    for group in powers.groups:
        for item in group.items:
            there = bool(item.charts) and all(key in charts for key in item.charts)
            yield ListedPower(
                id=item.id,
                title=item.title,
                group=group.id,
                group_title=group.title,
                kind=item.kind,
                kind_zh=powers.kinds[item.kind],
                charts=item.charts,
                status=PowerStatus.RUNS if there else PowerStatus.NOT_YET,
            )
