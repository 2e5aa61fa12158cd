"""Limits (时限) at deployment: posts together within the promise, the promise within the statute.

From acceptance to the decision, over the longest way (a municipal rule of 网上行权:
the limits of the posts together may not exceed the promise). Only charts that have a limit of the
whole case are asked. Findings SLA001 to SLA006, and for the certificate the figures they rest on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zhiheng.model.calendar import Calendar
from zhiheng.model.chart import DEFAULT_ROUNDS, Chart, Flow
from zhiheng.model.finding import Finding
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Limit, LimitKind
from zhiheng.verify.deadlines.elapse import Days
from zhiheng.verify.deadlines.longest import Ways, ways_of
from zhiheng.verify.deadlines.margins import Margin, is_plain, margin, promise_over, total
from zhiheng.verify.deadlines.passes import Part, parts
from zhiheng.verify.deadlines.post_time import Count, Step, steps
from zhiheng.verify.deadlines.report import DeadlineReport
from zhiheng.verify.deadlines.texts import BOUNDED, Late
from zhiheng.verify.deadlines.time_arcs import span
from zhiheng.verify.trace import teller

_NOTICES = ("告知", "通知")
_TENTH = 10
"""The yellow card comes at 90% of a limit, so less than a tenth left is too little."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The ways to the end of one limit. on_way: the steps on some way; timed: those that count."""

    limit: Limit
    ways: Ways
    on_way: dict[ElementPath, Step]

    @property
    def timed(self) -> dict[ElementPath, Limit]:
        """What the office's posts may take."""
        return {
            p: s.limit
            for p, s in self.on_way.items()
            if s.count is Count.COUNTED and s.limit is not None
        }

    @property
    def with_authorities(self) -> dict[ElementPath, Limit]:
        """The same, with the time that other authorities have."""
        more = {p: s.limit for p, s in self.on_way.items() if s.of_authority and s.limit}
        return self.timed | more


def deadlines(
    chart: Chart, calendar: Calendar | None = None
) -> tuple[tuple[Finding, ...], dict[str, Any]]:
    """The findings SLA001 to SLA006 on a chart, and what is certified of its limits.

    calendar: to compare limits of mixed units by.
    """
    laid = [x for limit in limits_of_case(chart) if (x := lay_out(chart, limit)).ways.parts]
    if not laid:
        return (), {}
    days = Days(calendar) if calendar is not None else None
    fixed = [x for x in laid if x.limit.n is not None]
    margins = [margin(x.ways, x.timed, x.limit, days) for x in fixed]
    report = DeadlineReport(teller(chart))
    found = [*_promise(report, chart, days)]
    for one, held in zip(fixed, margins, strict=True):
        found += _sum(report, one, held, days)
    found += _told_once(report, chart, laid)
    certificate = _certificate(laid, [m for m in margins if m is not None])
    return tuple(sorted(found, key=lambda x: x.rule)), {"deadlines": certificate}


def limits_of_case(chart: Chart) -> list[Limit]:
    """The limits of the whole case that the posts must keep together."""
    kinds = (LimitKind.STATUTORY, LimitKind.PROMISED)
    return [x for x in chart.limits if x.kind in kinds and x.start == "acceptance"]


def lay_out(chart: Chart, limit: Limit) -> Laid:
    """The ways to the end of one limit, and the steps on them."""
    known = steps(chart)
    between = span(chart, limit.end)
    on_way = {p: step for p, step in known.items() if (p, True) in between.arcs}
    return Laid(limit, ways_of(between, on_way), on_way)


def _promise(report: DeadlineReport, chart: Chart, days: Days | None) -> Iterator[Finding]:
    """A promise that a variable holds is held against the statute when a case is accepted."""
    by_kind = {x.kind: x for x in limits_of_case(chart) if x.n is not None}
    promised, statutory = by_kind.get(LimitKind.PROMISED), by_kind.get(LimitKind.STATUTORY)
    if promised is None or statutory is None:
        return
    over = promise_over(promised, statutory, days)
    if over is None:
        yield report.no_calendar(chart.key, statutory)
    elif over:
        yield report.promise(chart.key, promised, statutory, over)


def _sum(
    report: DeadlineReport, one: Laid, held: Margin | None, days: Days | None
) -> Iterator[Finding]:
    if held is None:
        yield report.no_calendar(next(iter(one.timed)), one.limit)
        return
    counted = tuple(p for p in held.way if p in one.timed)
    if held.left < 0:
        yield report.too_long(held, counted)
        return
    if counted and held.left * _TENTH < held.allowed:
        yield report.tight(held, counted)
    authorities = tuple(p for p in one.with_authorities if p not in one.timed)
    whole = margin(one.ways, one.with_authorities, one.limit, days) if authorities else None
    if whole is not None and whole.left < 0:
        yield report.with_outside(whole, authorities)


def _told_once(report: DeadlineReport, chart: Chart, laid: list[Laid]) -> Iterator[Finding]:
    """What does not turn on the number of a limit, over all of them."""
    on_way = {p: s for one in laid for p, s in one.on_way.items()}
    open_steps = tuple(p for p, s in on_way.items() if s.count is Count.OPEN)
    for path in open_steps:
        yield report.about(Late.NO_LIMIT, (path,))
    for path, step in on_way.items():
        if step.count is Count.STOPPED and not _notified(step):
            yield report.about(Late.NO_NOTICE, (path,))
    if chart.rounds != DEFAULT_ROUNDS:
        return
    told = {x.flow for x in chart.returns if x.rounds != DEFAULT_ROUNDS}
    for paths, part in _loops(laid, tuple(f for f in chart.flows if f.id in told)):
        bounded = BOUNDED if part.bounded else ""
        yield report.about(Late.LOOP, paths, rounds=chart.rounds, bounded=bounded)


def _loops(
    laid: list[Laid], without: tuple[Flow, ...] = ()
) -> list[tuple[tuple[ElementPath, ...], Part]]:
    """The steps that may be done again, when these returns are left out; none twice."""
    found: dict[tuple[ElementPath, ...], Part] = {}
    for one in laid:
        between = one.ways.between.without(without)
        for part in parts(between, one.on_way) if without else one.ways.parts:
            again = tuple(p for p in one.on_way if (p, True) in part.spots)
            if part.loop and again:
                found.setdefault(again, part)
    return list(found.items())


def _notified(step: Step) -> bool:
    """A step with `zh:clock` names its notice, which an earlier one gives out (BPM141).

    A timer on the edge of a step needs none beside that of the step.
    """
    if step.node.attached_to is not None:
        return True
    task = step.node.task
    papers = task.documents if task is not None else ()
    if task is not None and task.clock is not None and task.clock.document is not None:
        return True
    return any(
        d.direction == "out" and d.required and any(word in d.name for word in _NOTICES)
        for d in papers
    )


def _certificate(laid: list[Laid], margins: list[Margin]) -> dict[str, Any]:
    on_way = {p: s for one in laid for p, s in one.on_way.items()}
    told: dict[str, Any] = {"limits": [_margin(m) for m in margins]}
    for one in laid:
        if one.limit.variable is not None and is_plain(one.timed, one.limit):
            least = {"variable": one.limit.variable, "least": total(one.ways, one.timed)}
            told["limits"].append({"kind": one.limit.kind.value} | least)
    for name, count in (
        ("outside", Count.OUTSIDE),
        ("not_counted", Count.STOPPED),
        ("without_limit", Count.OPEN),
    ):
        told[name] = [p for p, s in on_way.items() if s.count is count]
    told["again"] = [list(paths) for paths, _ in _loops(laid)]
    return told


def _margin(held: Margin) -> dict[str, Any]:
    told = {
        "kind": held.limit.kind.value,
        "unit": held.limit.unit.value if held.start is None else "day",
        "taken": held.taken,
        "allowed": held.allowed,
        "way": list(held.way),
        "slack": dict(held.slack),
    }
    return told if held.start is None else told | {"accepted_on": held.start.isoformat()}
