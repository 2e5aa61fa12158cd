"""Separation of duties (职责分离): nobody acts on both sides, in any round of the case."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from zhiheng.errors import Forbidden, Refusal
from zhiheng.model.chart import Separation
from zhiheng.model.ids import ElementPath
from zhiheng.rules.act import Act


@dataclass(frozen=True, slots=True)
class Conflict:
    """The separation that bars a person, and the step he has already acted on."""

    separation: Separation
    earlier: ElementPath


def conflict(
    path: ElementPath,
    person: str,
    separations: tuple[Separation, ...],
    acted: Mapping[str, Collection[str]],
) -> Conflict | None:
    """The first separation that the person would break by acting at `path`."""
    for separation in separations:
        side = separation.side(path)
        if side is None:
            continue
        other = separation.b if side == "a" else separation.a
        for earlier in sorted(other):
            if person in acted.get(earlier, ()):
                return Conflict(separation, earlier)
    return None


def separated(act: Act) -> Refusal | None:
    """Prevents one person from, say, accepting an application and reviewing it too."""
    found = conflict(act.task.path, act.person.id, act.separations, act.acted)
    if found is None:
        return None
    basis = found.separation.basis
    return Forbidden(
        "different-person",
        person=act.person.name,
        task=act.task.path,
        conflict=found.earlier,
        separation=found.separation.id,
        reason=found.separation.reason,
        basis=f"{basis.law} {basis.article}" if basis else None,
    )
