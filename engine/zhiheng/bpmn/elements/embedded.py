"""The decision tables that stand in the file of a chart, in the extensions of its definitions."""

from lxml import etree

from zhiheng.bpmn.markup.tags import EXTENSIONS, children, elements
from zhiheng.decisions.read import TableReading, is_dmn, read_tables


def embedded_tables(process: etree._Element) -> TableReading:
    """Those of the file that the process stands in."""
    root = process.getroottree().getroot()
    return read_tables(
        [e for inside in children(root, EXTENSIONS) for e in elements(inside) if is_dmn(e)]
    )
