"""BPMN DI: the positions of a chart in its own file, so that every modeller opens it as drawn."""

from zhiheng_diagrams.interchange.lay import Laid, NoChart, lay

__all__ = ["Laid", "NoChart", "lay"]
