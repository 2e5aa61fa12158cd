"""From a table of steps (环节表), as departments keep it, to a chart: no more than is said."""

from zhiheng.tables.chart import Imported, import_rows

__all__ = ["Imported", "import_rows"]
