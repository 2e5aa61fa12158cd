"""Pictures of charts: the lanes chart in its public and its internal edition."""

from zhiheng_diagrams.fonts import FontMissing
from zhiheng_diagrams.render import render
from zhiheng_diagrams.state import ChartState

__all__ = ["ChartState", "FontMissing", "render"]
