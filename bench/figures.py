"""A figure beside its bar, and how figures are shown."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """ok: whether it holds its bar; None when the figure has no bar and only explains others."""

    name: str
    value: float
    unit: str
    bar: str = ""
    ok: bool | None = None
    note: str = ""


def at_most(name: str, value: float, unit: str, bar: float, note: str = "") -> Figure:
    """A figure that may not be more than its bar."""
    return Figure(name, _short(value), unit, f"<= {_short(bar)}", value <= bar, note)


def at_least(name: str, value: float, unit: str, bar: float, note: str = "") -> Figure:
    """A figure that may not be less than its bar."""
    return Figure(name, _short(value), unit, f">= {_short(bar)}", value >= bar, note)


def plain(name: str, value: float, unit: str, note: str = "") -> Figure:
    """A figure without a bar."""
    return Figure(name, _short(value), unit, note=note)


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 95% do not pass."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def show(console: Console, figures: Sequence[Figure]) -> None:
    """A table for people."""
    table = Table("figure", "value", "unit", "bar", "ok", "note")
    for f in figures:
        mark = {True: "[green]yes[/]", False: "[red]NO[/]", None: ""}[f.ok]
        table.add_row(f.name, f"{f.value:g}", f.unit, f.bar, mark, f.note)
    console.print(table)


def as_json(figures: Sequence[Figure], **about: Any) -> str:
    """One line for programs. ok: every bar holds."""
    ok = all(f.ok is not False for f in figures)
    return json.dumps({**about, "ok": ok, "figures": [asdict(f) for f in figures]})


def _short(value: float) -> float:
    return float(f"{value:.4g}")
