"""How far a limit has warned (预警)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Warned:
    """The last rung, and when the limit was to pass by the count that it was said of."""

    rung: str
    red_at: str
