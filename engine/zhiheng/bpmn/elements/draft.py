"""A chart as drawn, before it is known to make sense."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from zhiheng.bpmn.elements.declarations import (
    read_parameters,
    read_power,
    read_rounds,
    read_variables,
)
from zhiheng.bpmn.elements.embedded import embedded_tables
from zhiheng.bpmn.elements.flow_elements import read_flows, read_forms, read_nodes
from zhiheng.bpmn.elements.forms import FormReading
from zhiheng.bpmn.elements.guide import read_guide
from zhiheng.bpmn.elements.lanes import lane_of, read_lanes
from zhiheng.bpmn.elements.marks import Mark, named
from zhiheng.bpmn.elements.places import Places, find_places
from zhiheng.bpmn.elements.separations import read_separations
from zhiheng.bpmn.elements.tasks import read_basis, read_limit
from zhiheng.bpmn.markup.synthetic import Ids
from zhiheng.bpmn.markup.tags import ident, is_ours, line, spaced
from zhiheng.bpmn.telling.findings import finding
from zhiheng.decisions.read import TableReading
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding
from zhiheng.model.ids import Digest, ElementPath


@dataclass(frozen=True, slots=True)
class Draft:
    """The chart, what it was read from, the line of each id, the forms and returns by task.

    Ids of `zh:` elements are keyed with `zh:` before them: they are a space of their own.
    """

    chart: Chart
    process: etree._Element
    places: Places
    lines: Mapping[str, int]
    forms: Mapping[str, FormReading]
    returns: tuple[tuple[ElementPath, Mark], ...]
    tables: TableReading

    def line(self, name: str) -> int:
        """Where the element of that id or path stands, 0 when nowhere."""
        return self.lines.get(bare(name), 0)

    def ids(self) -> Ids:
        """The ids that are taken, to find new ones."""
        return Ids({*self.lines, *map(bare, self.chart.nodes), *(f.id for f in self.chart.flows)})

    def at(self, rule: str, name: str, **facts: object) -> Finding:
        """A finding on the element of that id or path, which the text calls `element`."""
        return finding(rule, (bare(name),), self.line(name), element=bare(name), **facts)


def bare(path: str) -> str:
    """The BPMN id at the end of a path."""
    return path.rpartition("/")[2]


def draw(process: etree._Element, digest: Digest) -> Draft:
    """Read a process in which all `zh:` words are those of the vocabulary."""
    places = find_places(process)
    forms = read_forms(places)
    tables = embedded_tables(process)
    chart = Chart(
        key=ident(process),
        name=spaced(process.get("name")),
        digest=digest,
        power=read_power(process),
        nodes=read_nodes(places, lane_of(process), forms),
        flows=read_flows(places),
        lanes=read_lanes(process),
        variables=read_variables(process, places),
        separations=read_separations(process, places),
        limits=tuple(read_limit(m) for m in named(process, "limit")),
        bases=tuple(read_basis(m) for m in named(process, "basis")),
        rounds=read_rounds(process),
        parameters=read_parameters(process),
        tables=tables.tables,
        guide=read_guide(process),
    )
    returns = tuple((p.path, m) for p in places.nodes for m in named(p.element, "return"))
    return Draft(chart, process, places, _lines(process), forms, returns, tables)


def _lines(process: etree._Element) -> dict[str, int]:
    return {
        f"zh:{ident(e)}" if is_ours(e) else ident(e): line(e)
        for e in process.iter("{*}*")
        if ident(e)
    }
