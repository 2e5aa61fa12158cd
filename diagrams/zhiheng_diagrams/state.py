"""Where a case stands on its chart: laid over the same picture as classes and words."""

from dataclasses import dataclass

from zhiheng.model.ids import ElementPath

WORDS = {"overdue": "已超期", "open": "办理中", "done": "已办"}
"""Worst first: an open task that is overdue is shown as overdue."""


@dataclass(frozen=True, slots=True)
class ChartState:
    """The elements that are open, done and overdue. Persons have no place here."""

    open: frozenset[ElementPath] = frozenset()
    done: frozenset[ElementPath] = frozenset()
    overdue: frozenset[ElementPath] = frozenset()

    def of(self, path: ElementPath) -> str | None:
        """`overdue`, `open`, `done`, or None when the case has not come to `path`."""
        sides = {"overdue": self.overdue, "open": self.open, "done": self.done}
        return next((name for name, paths in sides.items() if path in paths), None)
