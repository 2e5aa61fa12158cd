"""Where a case stands on its chart: laid over the same picture as classes and words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.notation.palette import STATES
from zhiheng_diagrams.overlays.overlay import Mark

WORDS = {"overdue": "已超期", "open": "办理中", "done": "已办"}
"""Worst first: an open task that is overdue is shown as overdue."""
CARDS = {"red": "红牌", "yellow": "黄牌"}
"""Gravest first."""
_WEIGHTS = {"overdue": 2.2, "open": 2.2, "done": 1.1}


@dataclass(frozen=True, slots=True)
class ChartState:
    """The elements that are open, done and overdue. Persons have no place here.

    rounds: how often each step was come to; told from the second time on. cards: the steps over
    which a card was given that still stands, with its colour (`yellow`, `red`).
    """

    open: frozenset[ElementPath] = frozenset()
    done: frozenset[ElementPath] = frozenset()
    overdue: frozenset[ElementPath] = frozenset()
    rounds: tuple[tuple[ElementPath, int], ...] = ()
    cards: tuple[tuple[ElementPath, str], ...] = ()

    def of(self, path: ElementPath) -> str | None:
        """`overdue`, `open`, `done`, or None when the case has not come to `path`."""
        sides = {"overdue": self.overdue, "open": self.open, "done": self.done}
        return next((name for name, paths in sides.items() if path in paths), None)

    def raised(self, boxes: Mapping[ElementPath, frozenset[ElementPath]]) -> "ChartState":
        """The same, told also of boxes that stand for steps drawn elsewhere.

        A box is open while any of its steps is, and done when it was entered and none is open.
        """
        steps = (self.open, self.done, self.overdue)
        given = tuple((b, c) for b, held in boxes.items() for p, c in self.cards if p in held)
        now, before, late = (frozenset(p for p, held in boxes.items() if held & s) for s in steps)
        return replace(
            self,
            open=self.open | now,
            done=self.done | (before - now - late),
            overdue=self.overdue | late,
            cards=self.cards + given,
        )

    def marks(self) -> Mapping[str, Mark]:
        """What is laid over the chart."""
        rounds = dict(self.rounds)
        found: dict[str, Mark] = {}
        for path in sorted(self.open | self.done | self.overdue):
            now = self.of(path)
            if now is not None:
                again = rounds.get(path, 1)
                left = f"第{again}轮" if again > 1 else ""
                css = f"{now} again" if left else now
                said = WORDS[now] + self._card(path, " ")
                found[path] = Mark(css, STATES[now], said, left, _WEIGHTS[now])
        return found

    def _card(self, path: ElementPath, before: str) -> str:
        """Of several the gravest."""
        given = {colour for at, colour in self.cards if at == path}
        return next((before + word for colour, word in CARDS.items() if colour in given), "")

    def told(self) -> Mapping[ElementPath, str]:
        """The same in words: `办理中，第2轮，黄牌`."""
        again = {path: f"，第{n}轮" for path, n in self.rounds if n > 1}
        paths = self.open | self.done | self.overdue
        return {
            path: WORDS[self.of(path) or "done"] + again.get(path, "") + self._card(path, "，")
            for path in paths
        }
