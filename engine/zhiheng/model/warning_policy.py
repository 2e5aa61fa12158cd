"""When a limit warns, and which card its passing brings (预警参数): data of the agency."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhiheng.model.card import Colour


@dataclass(frozen=True, slots=True)
class WarningPolicy:
    """remind, yellow: per cent of the limit. before: working days before the last day, at least.

    chart: the power that it is for; None: all that have none of their own. step, whole: the card
    for a step that is late, and for a limit of the whole case.
    """

    name: str
    chart: str | None = None
    remind: int = 80
    before: int = 1
    yellow: int = 90
    step: Colour = Colour.YELLOW
    whole: Colour = Colour.RED
    source: str = ""


DEFAULT_POLICY = WarningPolicy("default")
"""Of design.md §9: what holds where the agency says nothing."""


def policy_for(policies: Mapping[str, WarningPolicy], chart: str) -> WarningPolicy:
    """The one of the power, else the agency's, else the default."""
    own = [p for p in policies.values() if p.chart == chart]
    general = [p for p in policies.values() if p.chart is None]
    return next(iter(own + general), DEFAULT_POLICY)
