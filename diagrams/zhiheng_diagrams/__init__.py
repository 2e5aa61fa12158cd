"""Pictures of charts: lanes and risks in both editions, and a chart with a finding on it."""

from zhiheng_diagrams.base import Template, lines
from zhiheng_diagrams.choose import choose, drawable
from zhiheng_diagrams.output.fonts import GlyphMissing
from zhiheng_diagrams.overlays.heat import ChartHeat, Warmth
from zhiheng_diagrams.overlays.state import ChartState
from zhiheng_diagrams.render import TooLarge, count_pages, render, render_finding

__all__ = [
    "ChartHeat",
    "ChartState",
    "GlyphMissing",
    "Template",
    "TooLarge",
    "Warmth",
    "choose",
    "count_pages",
    "drawable",
    "lines",
    "render",
    "render_finding",
]
