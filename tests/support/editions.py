"""The public edition of the permit of the tests, with steps declared internal, and of an office."""

from dataclasses import replace
from functools import cache

from support.office import AGENCY, Office
from support.permit_chart import PERMIT_FILE
from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.queries.disclosure.draft import EditionDraft, draft_of

WHY = "内部审核（测试）"


def permit(*withheld: str) -> Chart:
    """The chart, with these steps left out of its public edition."""
    chart = _permit()
    nodes = dict(chart.nodes)
    for step in withheld:
        path = ElementPath(step)
        nodes[path] = replace(nodes[path], task=replace(chart.task(path), withheld=WHY))
    return replace(chart, nodes=nodes)


@cache
def _permit() -> Chart:
    reading = read_chart(PERMIT_FILE.read_bytes())
    assert reading.chart is not None, reading.findings
    return reading.chart


def drafted(office: Office, key: str = "construction-permit") -> EditionDraft:
    """What could be published now, with the paper that a draft files."""
    with office.rt.db.reading() as connection:
        return draft_of(office.rt, connection, office.rt.agency(connection, AGENCY), key)
