"""Risk points (风险点) of a task, and the measures that hold them (design.md §8)."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath, PostId

LEVELS = ("high", "medium", "low")
"""The gravest first."""
KINDS: Mapping[str, str] = {"integrity": "廉政风险", "efficacy": "效能风险"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A control (防控措施) of a risk; `guard` is a control id of the catalogue.

    What discharges it is named by one of document, holds, step and confirm; where none is, a gate
    of the task that the guard asks for. when: only where this holds, is it called for.
    """

    text: str
    guard: str | None = None
    document: str | None = None
    holds: str | None = None
    step: ElementPath | None = None
    confirm: bool = False
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """An integrity or efficacy risk point (廉政/效能风险点) on a task."""

    id: str
    kind: str
    manifestation: str
    inherent: str
    residual: str
    post: PostId | None
    measures: tuple[Measure, ...]
