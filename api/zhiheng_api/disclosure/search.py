"""Find items by words and by kind, on the server; the files have pages by kind instead."""

from dataclasses import dataclass

from zhiheng.queries.disclosure.site import PowerData
from zhiheng_api.disclosure.site import Site, filters, searched


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; what is empty is not asked."""

    q: str = ""
    category: str = ""
    office: str = ""
    fee: str = ""
    level: str = ""

    @property
    def filled(self) -> dict[str, str]:
        """As the form is filled in again."""
        return {
            "q": self.q,
            "category": self.category,
            "office": self.office,
            "fee": self.fee,
            "level": self.level,
        }


def found(site: Site, asked: Asked) -> tuple[PowerData, ...]:
    """Items in which each word stands, and that are of each kind."""
    words = asked.q.casefold().split()
    kinds = [
        one for one in filters(site) if asked.filled[one.field.removesuffix("_filter")] == one.value
    ]
    wanted = sum(bool(value) for field, value in asked.filled.items() if field != "q")
    if len(kinds) < wanted:
        return ()
    return tuple(
        power
        for power in site.data.powers
        if all(kind.fits(power.published.edition) for kind in kinds)
        and all(word in searched(power.published.edition) for word in words)
    )
