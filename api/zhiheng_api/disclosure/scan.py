"""Look through every page for numbers and names of persons before anybody sees it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhiheng.leaks import Leak, Names, leaks
from zhiheng.queries.disclosure.site import SiteData
from zhiheng.runtime.private_names import published_on_purpose


@dataclass(frozen=True, slots=True)
class PageLeaks:
    """What in a page must not stand there."""

    path: str
    found: tuple[Leak, ...]


def on_purpose(data: SiteData) -> frozenset[str]:
    """Telephones of the service, names of offices, and officers whom an item names by choice."""
    found = {data.name}
    for power in data.powers:
        found |= published_on_purpose(power.published.edition)
        found.update(name for names in power.officers.values() for name in names)
    return frozenset(found)


def scanned(
    files: Iterable[tuple[str, bytes]], names: Names, allowed: frozenset[str]
) -> Iterator[PageLeaks]:
    """The pages that leak. Each file is text: pages, data and pictures all are."""
    for path, body in files:
        found = leaks(f"{path}\n{body.decode()}", names, allowed)
        if found:
            yield PageLeaks(path, found)
