"""The list of powers that a bureau should have, and how far each is: the gap is public, too."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng.model.finding import Text
from zhiheng.model.powers import PowerStatus, listed
from zhiheng.queries.disclosure.site import SiteData
from zhiheng_api.register import shipped_charts, shipped_powers
from zhiheng_api.sample import AGENCY

_OWN = "JY"
"""The group of the bureau's own matters; the others are another body's list, to compare with."""


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """status: `published`, `runs` (there is a chart) or `not_yet`. charts: keys of those public."""

    id: str
    title: Text
    kind: str
    status: str
    charts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueGroup:
    """A family of powers. source: whose list it is from."""

    title: Text
    source: str
    rows: tuple[CatalogueRow, ...]


def catalogue(agency: str, data: SiteData) -> tuple[CatalogueGroup, ...]:
    """Of the sample bureau, whose list is shipped, its own matters first; empty for any other."""
    if agency != AGENCY:
        return ()
    groups: dict[str, list[CatalogueRow]] = {}
    titles: dict[str, Text] = {}
    for group, title, row in _rows({p.published.edition.key for p in data.powers}):
        groups.setdefault(group, []).append(row)
        titles[group] = title
    sources = {group.id: group.source for group in shipped_powers().groups}
    own_first = sorted(groups, key=lambda group: group != _OWN)
    return tuple(CatalogueGroup(titles[g], sources[g], tuple(groups[g])) for g in own_first)


def _rows(public: set[str]) -> Iterator[tuple[str, Text, CatalogueRow]]:
    for power in listed(shipped_powers(), shipped_charts()):
        shown = tuple(key for key in power.charts if key in public)
        if power.charts and len(shown) == len(power.charts):
            status = "published"
        else:
            status = "runs" if power.status is PowerStatus.RUNS else "not_yet"
        row = CatalogueRow(power.id, power.title, power.kind_zh, status, shown)
        yield power.group, power.group_title, row
