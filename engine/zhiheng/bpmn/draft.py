"""A chart as drawn, before it is known to make sense."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from zhiheng.bpmn.declarations import read_power, read_separations, read_variables
from zhiheng.bpmn.flow_elements import read_flows, read_forms, read_lanes, read_nodes
from zhiheng.bpmn.forms import FormReading
from zhiheng.bpmn.marks import named
from zhiheng.bpmn.tags import children, ident, is_ours, line
from zhiheng.bpmn.tasks import read_basis, read_limit
from zhiheng.model.chart import Chart
from zhiheng.model.ids import Digest


@dataclass(frozen=True, slots=True)
class Draft:
    """The chart, the process it was read from, the line of each id, the forms by task.

    Ids of `zh:` elements are keyed with `zh:` before them: they are a space of their own.
    """

    chart: Chart
    process: etree._Element
    lines: Mapping[str, int]
    forms: Mapping[str, FormReading]

    def line(self, name: str) -> int:
        """Where the element of that id stands, 0 when nowhere."""
        return self.lines.get(name, 0)


def draw(root: etree._Element, digest: Digest) -> Draft:
    """Read a file that has the shape of the profile and the words of the vocabulary."""
    process = next(children(root, "process"))
    forms = read_forms(process)
    chart = Chart(
        key=ident(process),
        name=(process.get("name") or "").strip(),
        digest=digest,
        power=read_power(process),
        nodes=read_nodes(process, forms),
        flows=read_flows(process),
        lanes=read_lanes(process),
        variables=read_variables(process),
        separations=read_separations(process),
        limits=tuple(read_limit(m) for m in named(process, "limit")),
        bases=tuple(read_basis(m) for m in named(process, "basis")),
    )
    lines = {
        f"zh:{ident(e)}" if is_ours(e) else ident(e): line(e)
        for e in process.iter("{*}*")
        if ident(e)
    }
    return Draft(chart, process, lines, forms)
