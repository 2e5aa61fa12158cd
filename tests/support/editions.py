"""The public edition of the shipped permit, with steps declared internal, and of an office."""

import json
from dataclasses import replace

from support import system_cases as sc
from support.evidence import refused
from support.office import AGENCY, Office
from support.shipped import chart_of
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.queries.disclosure.draft import EditionDraft, draft_of
from zhiheng.queries.disclosure.published import Published, all_published

KEY = "construction-permit"
WHY = "内部审核（测试）"


def permit(*withheld: str) -> Chart:
    """The chart, with these steps left out of its public edition."""
    chart = chart_of(KEY)
    nodes = dict(chart.nodes)
    for step in withheld:
        path = ElementPath(step)
        nodes[path] = replace(nodes[path], task=replace(chart.task(path), withheld=WHY))
    return replace(chart, nodes=nodes)


def drafted(office: Office, key: str = KEY) -> EditionDraft:
    """What could be published now, with the paper that a draft files."""
    with office.rt.db.reading() as connection:
        return draft_of(office.rt, connection, office.rt.agency(connection, AGENCY), key)


def published(office: Office) -> tuple[Published, ...]:
    """What the public can read now."""
    with office.rt.db.reading() as connection:
        return all_published(office.rt, connection, office.rt.agency(connection, AGENCY))


def publish(office: Office) -> None:
    """Carry the draft of now to its end."""
    sc.carried(office, "publication", json.dumps(drafted(office).paper).encode())


def released(office: Office, paper: dict[str, str], rule: str) -> None:
    """The last signature is refused by that rule."""
    case = sc.draft(office, "publication", json.dumps(paper).encode())
    sc.check(office, case, who="zh-k")
    first = sc.act(office, case, "jz", "release", {"release_result": "release"})
    with refused(office, rule, 409):
        sc.act(office, case, "aq-1", "release", content=sc.content_of(first))
