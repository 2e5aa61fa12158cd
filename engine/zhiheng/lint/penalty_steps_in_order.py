"""LNT027 penalty-steps-in-order."""

from collections.abc import Iterator

from zhiheng.lint.kit.course import course
from zhiheng.lint.kit.roles import (
    PENALTY,
    gives_notice,
    hears_defence,
    hosts_hearing,
    is_a,
    paths,
    penalises,
    reviews_law,
    tasks,
)
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.lint.kit.ways import after, starts, unpassed
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT027",
    "penalty-steps-in-order",
    Severity.WARNING,
    message=Text(
        "有一条路没有先经过{earlier}就走到“{later}”，次序和{law}不合。",
        "Some way leads to '{later}' without {earlier} first, against the order of {law}.",
    ),
    cure=Text(
        "按告知、陈述申辩、听证、法制审核、集体讨论、决定的次序排；听证过的案件，听证后再审核。",
        "Order them as notice, defence, hearing, legal review, discussion, decision; after a "
        "hearing comes the legal review.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a defence before there is a notice, and a hearing that no legal review follows.

    Law: 处罚法 44 and 45 (notice, then defence), 64 (hearing after notice), 58-1(2) with 65 (after
    a hearing on grave rights: legal review, then decision). Warning: steps are told by their
    names, and a review before the notice is usual too (市监程序规定 55, 56).
    """
    if not is_a(chart, PENALTY):
        return
    graph = course(chart)
    notices = paths(tasks(chart, gives_notice))
    early = unpassed(graph, starts(chart), notices)
    notice = Text("告知", "a notice")
    for task in (*tasks(chart, hears_defence), *tasks(chart, hosts_hearing)):
        if notices and task.path in early and task.path not in notices:
            yield hit(
                task.path, later=name_of(chart, task.path), earlier=notice, law="处罚法 44、45、64"
            )
    yield from _unreviewed(chart)


def _unreviewed(chart: Chart) -> Iterator[Hit]:
    graph = course(chart)
    reviewing = paths(tasks(chart, reviews_law))
    hearings = paths(tasks(chart, hosts_hearing))
    followers = {target for path in hearings for target in after(graph, path)}
    unreviewed = unpassed(graph, followers, reviewing | hearings) if reviewing else set()
    for task in tasks(chart, penalises):
        if task.path in unreviewed:
            yield hit(
                task.path,
                later=name_of(chart, task.path),
                earlier=Text("听证之后的法制审核", "a legal review after the hearing"),
                law="处罚法 58、65",
            )
