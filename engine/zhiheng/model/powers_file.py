"""The file of a list of powers: parsed YAML, checked; a fault says where it is."""

from collections.abc import Collection

from zhiheng.model.powers import PowerGroup, PowerItem, Powers
from zhiheng.model.risk_catalogue_file import titled
from zhiheng.model.roster_record import Record, distinct, record


def read_powers(data: object) -> Powers:
    """The list in a file. Raises RosterError, which says where and what is wrong."""
    top = record(data, "")
    top.only("note", "kinds", "groups")
    names = record(top.fields.get("kinds"), "/kinds")
    kinds = {str(kind): names.text(str(kind)) for kind in names.fields}
    groups = tuple(distinct(top.records("groups")))
    list(distinct(p for g in groups for p in g.records("powers")))
    return Powers(kinds, tuple(_group(g, kinds) for g in groups))


def _group(item: Record, kinds: Collection[str]) -> PowerGroup:
    item.only("id", "zh", "en", "source", "powers")
    items = tuple(_power(p, kinds) for p in item.records("powers"))
    return PowerGroup(item.text("id"), titled(item), item.text("source"), items)


def _power(item: Record, kinds: Collection[str]) -> PowerItem:
    item.only("id", "zh", "en", "kind", "charts")
    return PowerItem(
        item.text("id"), titled(item), item.one_of("kind", kinds), item.texts("charts")
    )
