"""What the pages are made of: the data, where they will be read, and what can be filtered."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from zhiheng.edition.public_chart import PublicChart, PublicLimit
from zhiheng.model.limit import LimitKind
from zhiheng.model.risk import LEVELS
from zhiheng.queries.disclosure.site import PowerData, SiteData
from zhiheng_api.disclosure.catalogue import CatalogueGroup

_FREE = ("不收费", "免费", "不收取")


@dataclass(frozen=True, slots=True)
class Site:
    """address: of the service, without a slash at the end; empty where none is known.

    live: pages come from the service, so that forms work. catalogue: what the bureau should have.
    """

    data: SiteData
    address: str = ""
    live: bool = False
    catalogue: tuple[CatalogueGroup, ...] = ()


def slug_of(power: PowerData) -> str:
    """What stands for the item in an address: its key, where that is plain."""
    return key_slug(power.published.edition.key)


def key_slug(key: str) -> str:
    """The same of a key."""
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", key)
    return key if plain else f"item-{sha256(key.encode()).hexdigest()[:12]}"


def highest(edition: PublicChart) -> str:
    """The gravest inherent level of its risks; empty where it has none."""
    found = {risk.inherent for _, step in edition.steps for risk in step.risks}
    return next((level for level in LEVELS if level in found), "")


def charged(edition: PublicChart) -> bool:
    """Whether a fee is taken."""
    return not any(word in edition.power.fee for word in _FREE)


@dataclass(frozen=True, slots=True)
class Filter:
    """Items of one kind. field: which facet; value: as it is shown, or a word of ours."""

    field: str
    value: str
    path: str
    fits: Callable[[PublicChart], bool]

    @property
    def word(self) -> bool:
        """Whether the value is a word of ours."""
        return self.field in {"fee", "level"}


def filters(site: Site) -> tuple[Filter, ...]:
    """Those that fit anything, in order."""
    editions = [power.published.edition for power in site.data.powers]
    return tuple(_filters(editions))


def _filters(editions: list[PublicChart]) -> Iterator[Filter]:
    facets: dict[str, Callable[[PublicChart], str]] = {
        "category": lambda e: e.power.category,
        "office": lambda e: e.power.office,
        "fee": lambda e: "charged" if charged(e) else "free",
        "level": highest,
    }
    for field, of in facets.items():
        values = dict.fromkeys(filter(None, map(of, editions)))
        for n, value in enumerate(sorted(values), start=1):
            yield Filter(field, value, f"by/{field}-{n}.html", _fits(of, value))


def _fits(of: Callable[[PublicChart], str], value: str) -> Callable[[PublicChart], bool]:
    return lambda edition: of(edition) == value


def searched(edition: PublicChart) -> str:
    """All the words by which an item may be found."""
    guide = edition.guide
    parts = [edition.name, edition.key, edition.power.code, edition.power.category]
    parts += [edition.power.office, guide.subject, guide.sub_item]
    parts += [f"{b.law}{b.article}" for b in edition.bases]
    parts += [m.name for m in guide.materials]
    parts += [node.name for node, _ in edition.steps]
    return "\n".join(parts).casefold()


def limits_of(edition: PublicChart, kind: LimitKind) -> list[PublicLimit]:
    """The limits of the whole case of one kind."""
    return [limit for limit in edition.limits if limit.kind == kind]
