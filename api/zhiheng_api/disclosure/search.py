"""Find items by words and by kind, on the server; the files have pages by kind instead."""

from dataclasses import asdict, dataclass

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


def found(site: Site, asked: Asked) -> tuple[PowerData, ...]:
    """Items in which each word stands, and that are of each kind."""
    words = asked.q.casefold().split()
    wanted = {field: value for field, value in asdict(asked).items() if field != "q" and value}
    kinds = [one for one in filters(site) if wanted.get(one.field) == one.value]
    if len(kinds) < len(wanted):
        return ()
    return tuple(
        power
        for power in site.data.powers
        if all(kind.fits(power.published.edition) for kind in kinds)
        and all(word in searched(power.published.edition) for word in words)
    )
