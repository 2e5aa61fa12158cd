"""Which limits of a case may be extended (延期): by how much, by whom, with which notice."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng.model.ids import ElementPath
from zhiheng.queries.cases import CaseFile
from zhiheng.rules.clock_effects import limit_of
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.state.case import CaseState
from zhiheng.store.log import stamp
from zhiheng.store.project import project_case


@dataclass(frozen=True, slots=True)
class ExtensionItem:
    """A limit that runs, or a timer that waits, and what its article still lets be added.

    kind: of the limit; None for a timer. name: of the step or the timer; None for the whole case.
    most: units each time. times, used: how often the article lets it, and how often it was.
    by: the lowest grade that may. document: the notice that tells the party.
    """

    clock: str
    kind: str | None
    name: str | None
    due: str
    unit: str
    most: int
    times: int
    used: int
    by: str
    document: str
    law: str | None


def extensions(rt: Runtime, file: CaseFile, view: AgencyView) -> tuple[ExtensionItem, ...]:
    """None that has passed, nor one that was extended as often as the law lets."""
    state, _ = project_case(file.item.id, view.state.id, file.entries, file.chart.separations)
    if file.item.status != "running":
        return ()
    found = _items(file, state, stamp(rt.now(view)))
    return tuple(x for x in found if x.used < x.times)


def _items(file: CaseFile, state: CaseState, now: str) -> Iterator[ExtensionItem]:
    for clock in state.clocks.values():
        if clock.stopped_since is not None or clock.red_at > now:
            yield from _item(file, state, clock.clock, clock.kind, clock.task, clock.due)
    for timer in state.timers.values():
        if timer.fires_at > now:
            yield from _item(file, state, timer.timer, None, timer.timer, timer.due)


def _item(
    file: CaseFile, state: CaseState, clock: str, kind: str | None, path: str | None, due: str
) -> Iterator[ExtensionItem]:
    limit = limit_of(state, file.chart, clock)
    if limit is None or limit.extension is None:
        return
    extension, basis = limit.extension, limit.basis
    yield ExtensionItem(
        clock=clock,
        kind=kind,
        name=file.chart.nodes[ElementPath(path)].name or path if path else None,
        due=due,
        unit=limit.unit.value,
        most=extension.n,
        times=extension.times,
        used=state.extensions.get(clock, 0),
        by=extension.approver,
        document=extension.document,
        law=f"{basis.law} {basis.article}" if basis else None,
    )
