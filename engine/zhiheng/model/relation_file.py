"""The list of relations (亲属、利害关系登记): parsed YAML or JSON, and back without loss.

Each record names a person of the roster, a kind, and `other` (a person) or `party` (an applicant).
"""

from typing import Any

from zhiheng.model.person import Roster
from zhiheng.model.relation import KINDS, Relation, Relations, party, relations
from zhiheng.model.roster_record import Record, record

_PARTY = party("")


def read_relations(data: object, roster: Roster | None) -> Relations:
    """The list in a file. Raises RosterError, which says where and what is wrong.

    roster: whose members the persons must be; who has left since stays on the list.
    """
    top = record(data, "")
    top.only("relations")
    return relations(_relation(item, roster) for item in top.records("relations"))


def _relation(item: Record, roster: Roster | None) -> Relation:
    item.only("person", "other", "party", "kind")
    kind = item.text("kind")
    if kind not in KINDS:
        raise item.fault(f"没有关系 {kind}", f"there is no relation {kind}")
    person, other, outside = item.text("person"), item.text_or_none("other"), None
    if other is None:
        outside = item.text("party")
    elif item.text_or_none("party") is not None or other == person:
        raise item.fault("对方只写一个，且不是本人", "name one other, and not himself")
    for name in (person, other):
        if roster is not None and name is not None and name not in roster.persons:
            raise item.fault(f"花名册里没有 {name}", f"{name} is not in the roster")
    return Relation(person, other or party(outside or ""), kind)


def relations_to_json(found: Relations) -> dict[str, Any]:
    """In the shape of the file."""
    return {"relations": [_to_json(r) for r in found.listed]}


def _to_json(relation: Relation) -> dict[str, str]:
    outside = relation.other.startswith(_PARTY)
    key, other = (
        ("party", relation.other.removeprefix(_PARTY)) if outside else ("other", relation.other)
    )
    return {"person": relation.person, key: other, "kind": relation.kind}
