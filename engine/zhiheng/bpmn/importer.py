"""Read a BPMN file of any tool for analysis: mended where harmless, else refused with reasons."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

from lxml import etree

from zhiheng.bpmn.checks.data import check_data
from zhiheng.bpmn.checks.events import check_events
from zhiheng.bpmn.checks.flow import check_flow
from zhiheng.bpmn.checks.lanes import check_lanes
from zhiheng.bpmn.checks.returns import check_returns
from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.expansion.returns import join_returns
from zhiheng.bpmn.markup.safe_xml import read_xml
from zhiheng.bpmn.markup.tags import ident
from zhiheng.bpmn.mend.choice import choose, mend_name, processes, told
from zhiheng.bpmn.mend.ends import mend_ends, mend_starts
from zhiheng.bpmn.mend.ids import mend_ids
from zhiheng.bpmn.mend.sketch import Sketch
from zhiheng.bpmn.mend.splits import mend_choices, mend_gateways, mend_splits
from zhiheng.bpmn.mend.survey import survey
from zhiheng.bpmn.mend.words import mend_words
from zhiheng.bpmn.pipeline import ChartReading, Policy, Shaped, read
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.finding import Finding, Severity

_MENDS = (mend_starts, mend_ends, mend_splits, mend_gateways, mend_choices)
_GRAVE = frozenset({"BPM020", "BPM022", "BPM023", "BPM037"})
"""Of what the strict reader refuses, that without which there is no flow to analyse."""
_LIGHT = frozenset({"BPM018", "BPM033", "BPM034"})


def import_chart(xml: bytes, process: str | None = None) -> ChartReading:
    """Read one process of a BPMN file for analysis. Never raises for what the file holds.

    process: its id; else the first executable process is read, or the largest. What was mended
    or left out is told among the findings. The chart may hold what cannot run, conditions in
    other languages, and no power, posts or limits: only `read_chart` gives a chart to deploy.
    """
    return read(xml, Policy(partial(_shape, process), _mend, _sense))


def processes_of(xml: bytes) -> tuple[str, ...]:
    """The ids of the processes that can be asked for; none where the file cannot be read."""
    root = read_xml(xml).root
    return () if root is None else tuple(filter(None, map(ident, processes(root))))


def _shape(wanted: str | None, root: etree._Element) -> Shaped:
    process = choose(root, wanted)
    if process is None:
        return Shaped(None, told(root, None))
    renamed = list(mend_ids(root))
    mend_name(root, process)
    words = list(mend_words(process))
    return Shaped(process, chain(renamed, words, told(root, process), survey(root, process)))


def _mend(draft: Draft) -> tuple[Draft, Iterable[Finding]]:
    sketch = Sketch(draft)
    for mend in _MENDS:
        mend(sketch)
    mended = sketch.draft()
    return join_returns(mended), chain(sketch.findings, check_returns(mended))


def _sense(draft: Draft) -> Iterator[Finding]:
    drawn = {*draft.places.paths, *map(ident, draft.places.flows), draft.chart.key}
    found = chain(check_flow(draft), check_lanes(draft), check_data(draft))
    judged, open_branches = _parted((f for f in found if _concerns(f, drawn)), "BPM028")
    yield from judged
    yield from check_events(draft)
    yield from _unread(draft)
    yield from _together("BPM119", open_branches)
    if not draft.chart.lanes:
        yield draft.at("BPM117", draft.chart.key)


def _unread(draft: Draft) -> Iterator[Finding]:
    """Conditions stay text: whatever their language is, none is compiled in analysis."""
    owners = [flow.id for flow in draft.chart.flows if flow.condition]
    if owners:
        yield finding("BPM118", owners, draft.line(owners[0]), count=len(owners))


def _concerns(found: Finding, drawn: set[str]) -> bool:
    """Whether it is about what the file shows, and not about what was put in."""
    return not found.elements or found.rule in _GRAVE or found.elements[0] in drawn


def _parted(found: Iterable[Finding], rule: str) -> tuple[list[Finding], list[Finding]]:
    """The findings as gravely as they are for analysis, and those of one rule apart."""
    judged: list[Finding] = []
    apart: list[Finding] = []
    for one in found:
        (apart if one.rule == rule else judged).append(replace(one, severity=_gravity(one.rule)))
    return judged, apart


def _gravity(rule: str) -> Severity:
    if rule in _GRAVE:
        return Severity.ERROR
    return Severity.INFO if rule in _LIGHT else Severity.WARNING


def _together(rule: str, found: Iterable[Finding]) -> Iterator[Finding]:
    """One finding in the place of many of a kind."""
    lines = {one.elements[0]: one.line for one in found}
    if lines:
        yield finding(rule, lines, next(iter(lines.values())), count=len(lines))
