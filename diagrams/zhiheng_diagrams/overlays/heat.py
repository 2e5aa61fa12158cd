"""How often, how long and how late: the steps of all cases of a chart, laid over its picture."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.notation.palette import HEAT, Tone
from zhiheng_diagrams.overlays.overlay import Mark

GRADES: Mapping[str, tuple[float, str]] = {
    "cold": (0.0, "无超期"),
    "warm": (10.0, "超期不到10%"),
    "hot": (30.0, "超期10%至30%"),
    "worst": (100.0, "超期30%以上"),
}
"""Up to which share late, of a hundred, and what the legend says."""


@dataclass(frozen=True, slots=True)
class Warmth:
    """Of one step. median: working days of those done; late: of a hundred with a limit; or None."""

    count: int
    median: float | None
    late: float | None


@dataclass(frozen=True, slots=True)
class ChartHeat:
    """Of all steps that any case has come to."""

    steps: tuple[tuple[ElementPath, Warmth], ...] = ()

    def marks(self) -> Mapping[str, Mark]:
        """What is laid over the chart: `12件` at the left, `3日 25%` at the right."""
        return {path: _mark(one) for path, one in self.steps if one.count}

    def told(self) -> Mapping[ElementPath, str]:
        """The figures in words."""
        return {path: told(one) for path, one in self.steps if one.count}


def told(one: Warmth) -> str:
    """The figures in words, for those who cannot see the colours."""
    median = "尚无办结" if one.median is None else f"用时中位数{_n(one.median)}个工作日"
    late = "无时限" if one.late is None else f"超期{_n(one.late)}%"
    return f"{one.count}件，{median}，{late}"


def grade(late: float | None) -> str:
    """One of GRADES; a step without a limit cannot be late."""
    if not late:
        return "cold"
    known = (name for name, (most, _) in GRADES.items() if name != "cold" and late < most)
    return next(known, "worst")


def _mark(one: Warmth) -> Mark:
    name = grade(one.late)
    tone: Tone = HEAT[name]
    days = "" if one.median is None else f"{_n(one.median)}日"
    late = "" if one.late is None else f"{_n(one.late)}%"
    right = " ".join(filter(None, (days, late)))
    return Mark(f"heat {name}", tone, right, f"{one.count}件", 2.2 if name != "cold" else 1.1)


def _n(value: float) -> str:
    """`3`, `2.5`."""
    return f"{value:.1f}".removesuffix(".0")
