"""LNT023 hearing-host-stands-apart."""

from collections.abc import Iterator

from zhiheng.lint.kit.roles import (
    PENALTY,
    hosts_hearing,
    investigates,
    is_a,
    reviews,
    tasks,
    together,
)
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import listed, name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT023",
    "hearing-host-stands-apart",
    Severity.ERROR,
    message=Text(
        "主持“{task}”的人也可以办{others}；{law}不许{whom}主持听证。",
        "Who hosts '{task}' may also do {others}; {law} lets no {whom} host the hearing.",
    ),
    cure=Text(
        "加 zh:separation，a 写听证，b 写这些环节，依据写该条。",
        "Add zh:separation with the hearing in a, these steps in b, and that article as basis.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a hearing led by the one whose work it is about.

    The hearing is told by its host's card or its name, the reviewing and investigating steps by
    theirs. Law: 许可法 48-1(3) (not by who reviews the application), 处罚法 64(4) (not by who
    investigated). Error: the hearing would be unlawful.
    """
    penalty = is_a(chart, PENALTY)
    step = investigates if penalty else reviews
    law = "处罚法 64(4)" if penalty else "许可法 48-1(3)"
    whom = Text("本案调查人员", "investigator") if penalty else Text("审查该申请的人", "reviewer")
    for task in tasks(chart, hosts_hearing):
        others = [t for t in together(chart, task, tasks(chart, step)) if not hosts_hearing(t)]
        if others:
            yield hit(
                task.path,
                *(t.path for t in others),
                task=name_of(chart, task.path),
                others=listed(t.name for t in others),
                law=law,
                whom=whom,
            )
