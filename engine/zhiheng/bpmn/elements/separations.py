"""The separations of duties that a process declares, or takes ready-made."""

from lxml import etree

from zhiheng.bpmn.elements.marks import Mark, named
from zhiheng.bpmn.elements.places import Places
from zhiheng.bpmn.elements.tasks import inner_basis
from zhiheng.bpmn.markup.tags import ident
from zhiheng.model.ids import ElementPath
from zhiheng.model.incompatible import BY_NAME
from zhiheng.model.separation import Separation, SeparationKind, SeparationScope


def read_separations(process: etree._Element, places: Places) -> tuple[Separation, ...]:
    """The separations in the order of the file."""
    key = ident(process)
    return tuple(_separation(mark, key, places) for mark in named(process, "separation"))


def _separation(mark: Mark, key: str, places: Places) -> Separation:
    """What the mark says; what it leaves out, the ready-made rule says; then the defaults."""
    made = BY_NAME.get(mark.get("use") or "")
    force = mark.get("force")
    kind = mark.get("kind") or (made.kind if made else SeparationKind.DIFFERENT_PERSON)
    scope = mark.get("scope") or (made.scope if made else SeparationScope.CASE)
    name = mark.values["id"]
    reason = f"{made.a.zh}与{made.b.zh}由不同人员办理" if made else ""
    return Separation(
        id=name,
        a=_paths(mark.get("a"), places),
        b=_paths(mark.get("b"), places),
        kind=SeparationKind(kind),
        scope=SeparationScope(scope),
        basis=inner_basis(mark) or (made.basis if made else None),
        reason=mark.get("reason") or reason,
        use=made.name if made else "",
        window=mark.number("window"),
        hard=force == "hard" if force else (made.hard if made else True),
        rule=mark.get("shared") or (made.name if made else f"{key}:{name}"),
    )


def _paths(value: str | None, places: Places) -> frozenset[ElementPath]:
    return frozenset(places.path(name) for name in (value or "").split())
