"""Pictures of charts: the lanes chart in both editions, and a chart with a finding on it."""

from zhiheng_diagrams.choose import choose, drawable
from zhiheng_diagrams.fonts import GlyphMissing
from zhiheng_diagrams.render import TooLarge, render, render_finding
from zhiheng_diagrams.state import ChartState

__all__ = [
    "ChartState",
    "GlyphMissing",
    "TooLarge",
    "choose",
    "drawable",
    "render",
    "render_finding",
]
