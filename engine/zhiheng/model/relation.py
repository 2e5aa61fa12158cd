"""Relations (亲属、利害关系) between members of the bureau, and to applicants.

Law: 公务员法 74 (夫妻、直系血亲、三代以内旁系血亲、近姻亲), 76 (本人利害关系).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

KINDS = ("spouse", "lineal", "collateral", "affinity", "interest")


@dataclass(frozen=True, slots=True)
class Relation:
    """person: of the roster; other: another person, or `party:` and an applicant's id."""

    person: str
    other: str
    kind: str


def party(applicant: str) -> str:
    """How an applicant stands in a relation and in a signature."""
    return f"party:{applicant}"


@dataclass(frozen=True, slots=True)
class Relations:
    """Who is related to whom, either way."""

    listed: tuple[Relation, ...] = ()
    near: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def related(self, one: str, other: str) -> bool:
        """Whether the two are on the list together."""
        return other in self.near.get(one, frozenset())

    def of(self, name: str) -> frozenset[str]:
        """All who are related to that person or party."""
        return self.near.get(name, frozenset())


NO_RELATIONS = Relations()


def relations(listed: Iterable[Relation]) -> Relations:
    """The relations, to be looked up from both ends."""
    kept = tuple(listed)
    near: dict[str, set[str]] = {}
    for relation in kept:
        near.setdefault(relation.person, set()).add(relation.other)
        near.setdefault(relation.other, set()).add(relation.person)
    return Relations(kept, {name: frozenset(others) for name, others in near.items()})
