"""Pictures of charts: lanes and risks in both editions, and a chart with a finding on it."""

from zhiheng_diagrams.base import Template, lines
from zhiheng_diagrams.choose import choose, drawable
from zhiheng_diagrams.fonts import GlyphMissing
from zhiheng_diagrams.heat import ChartHeat, Warmth
from zhiheng_diagrams.render import TooLarge, render, render_finding
from zhiheng_diagrams.state import ChartState

__all__ = [
    "ChartHeat",
    "ChartState",
    "GlyphMissing",
    "Template",
    "TooLarge",
    "Warmth",
    "choose",
    "drawable",
    "lines",
    "render",
    "render_finding",
]
