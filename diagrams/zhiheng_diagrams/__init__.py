"""Pictures of charts: the lanes chart in both editions, and a chart with a finding on it."""

from zhiheng_diagrams.choose import choose, drawable
from zhiheng_diagrams.fonts import FontMissing
from zhiheng_diagrams.render import TooLarge, count_pages, render, render_finding
from zhiheng_diagrams.state import ChartState

__all__ = [
    "ChartState",
    "FontMissing",
    "TooLarge",
    "choose",
    "count_pages",
    "drawable",
    "render",
    "render_finding",
]
