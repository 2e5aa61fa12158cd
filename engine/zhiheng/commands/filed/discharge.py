"""Discharge the measures of a task's risks as it is signed, or refuse to complete it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhiheng import facts as f
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.decision import Sealed
from zhiheng.errors import BadData, NotReady
from zhiheng.model.chart import Chart, Task
from zhiheng.model.ids import ElementPath
from zhiheng.rules import risk
from zhiheng.runtime.risks import found_by
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask

MAX_NOTE = 2000
"""Characters of the note that confirms a measure."""

_BY_CONTENT = (risk.DOCUMENT, risk.RULE, risk.STEP)
"""What later signatures of the same task cannot mend: they sign the same content."""


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature about to be written. facts: what it says; completes: it is the last one."""

    chart: Chart
    state: CaseState
    task: OpenTask
    facts: tuple[f.AnyFact, ...]
    completes: bool

    def signed(self, no: int) -> f.SlotSigned:
        """The signature that is put on the slot now."""
        return next(x for x in self.facts if isinstance(x, f.SlotSigned) and x.no == no)

    @property
    def definition(self) -> Task:
        """The task as the chart has it."""
        return self.chart.task(ElementPath(self.task.path))


def discharge(
    signing: Signing, confirmations: Mapping[str, str], sealed: list[Sealed]
) -> list[f.AnyFact]:
    """The facts of the measures that this signature discharges.

    Raises NotReady("risk-undischarged") on the last signature when a measure is left, and on any
    when it can no longer be kept. sealed: takes the notes.
    """
    confirmed = list(_confirmed(signing, confirmations, sealed))
    keys = {f"{x.risk}.{x.measure}" for x in confirmed}
    found = found_by(signing.state, signing.task, signing.facts, keys)
    kept = [x for x in _kept(signing, found) if x.how != risk.CONFIRMATION]
    return [*confirmed, *(kept if signing.completes else ())]


def _confirmed(
    signing: Signing, confirmations: Mapping[str, str], sealed: list[Sealed]
) -> Iterator[f.RiskDischarged]:
    known = {key: (r, no, m) for key, r, no, m in risk.measures(signing.definition)}
    for key, note in confirmations.items():
        pointer = f"/confirmations/{key}"
        measure = known.get(key)
        if measure is None or not measure[2].confirm:
            raise BadData("not-to-confirm", pointer=pointer, measure=key, task=signing.task.path)
        if not 0 < len(note.strip()) <= MAX_NOTE:
            raise BadData("note-missing", pointer=pointer, measure=measure[2].text, limit=MAX_NOTE)
        content = seal_content({"measure": key, "note": note})
        sealed.append(content)
        yield _fact(signing, measure[0].id, measure[1], risk.CONFIRMATION, content.commitment)


def _kept(signing: Signing, found: risk.Found) -> Iterator[f.RiskDischarged]:
    task = signing.definition
    for key, of, no, measure in risk.measures(task):
        way = risk.discharged(signing.chart, task, measure, key, found)
        if way is not None:
            yield _fact(signing, of.id, no, way.how, by=way.by)
            continue
        needed = risk.way_of(signing.chart, task, measure)
        if signing.completes or (needed is not None and needed.how in _BY_CONTENT):
            raise NotReady(
                "risk-undischarged",
                task=task.path,
                risk=of.manifestation,
                measure=measure.text,
                key=key,
                level=of.inherent,
                how=needed.how if needed else "",
                by=needed.by if needed else None,
            )


def _fact(
    signing: Signing, of: str, no: int, how: str, note: str | None = None, by: str | None = None
) -> f.RiskDischarged:
    task = signing.task
    return f.RiskDischarged(
        task=task.path, visit=task.visit, risk=of, measure=no, how=how, by=by, note=note
    )
