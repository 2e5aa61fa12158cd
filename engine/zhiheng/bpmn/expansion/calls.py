"""Call activities: a process of the same file is put in the place of its call.

A called process runs inside the case that calls it (design.md §2), so for reader, proof and
executor the call is the embedded sub-process that it stands for. Each process is called in one
place: its ids, variables and separations would else be there twice.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from zhiheng.bpmn.markup.cures import CURES
from zhiheng.bpmn.markup.tags import (
    BPMN,
    EXTENSIONS,
    children,
    elements,
    ident,
    is_bpmn,
    is_ours,
    line,
    local,
)
from zhiheng.bpmn.telling.findings import finding, held_as
from zhiheng.model.finding import Finding, Severity

_OF_THE_CASE = frozenset({"power", "limit"})
"""What only the process has that is the case."""
_SAID = frozenset({"documentation", EXTENSIONS, "laneSet"})


def inline_calls(root: etree._Element) -> tuple[Finding, ...]:
    """Put called processes in place, unless there are findings: then nothing is changed.

    That there is one process too many is told by the profile afterwards.
    """
    processes = {ident(p): p for p in children(root, "process")}
    if len(processes) == 1:
        return ()
    calls = [call for p in processes.values() for call in _calls(p, processes)]
    lost = _lost(root, processes)
    found = (*lost, *_circles(processes), *_twice(calls), *_own(calls, processes))
    called = {call.get("calledElement") for call in calls}
    callers = [p for name, p in processes.items() if name not in called]
    if not found and len(callers) == 1:
        for call in calls:
            _put(call, processes[call.get("calledElement") or ""], callers[0])
    return found


def _calls(
    process: etree._Element, processes: Mapping[str, etree._Element]
) -> Iterator[etree._Element]:
    """Those of processes that are there."""
    inside = process.iterdescendants(f"{{{BPMN}}}callActivity")
    return (call for call in inside if call.get("calledElement") in processes)


def _lost(root: etree._Element, processes: Mapping[str, etree._Element]) -> Iterator[Finding]:
    cure = CURES["callActivity"]
    for call in root.iterdescendants(f"{{{BPMN}}}callActivity"):
        if call.get("calledElement") not in processes:
            facts = {"element": local(call), "cure_zh": cure.zh, "cure_en": cure.en}
            yield finding("BPM036", (ident(call),), line(call), **facts)


def _circles(processes: Mapping[str, etree._Element]) -> Iterator[Finding]:
    """A process that calls itself, by whatever detour: told at the call that closes the circle."""
    done: set[str] = set()
    for root in processes:
        trail = {} if root in done else {root: _calls(processes[root], processes)}
        while trail:
            at = next(reversed(trail))
            call = next(trail[at], None)
            called = call.get("calledElement") or "" if call is not None else ""
            if call is None:
                done.add(at)
                del trail[at]
            elif called in trail:
                told = finding("BPM093", (ident(call), called), line(call), process=called)
                yield from held_as(Severity.ERROR, (told,))
            elif called not in done:
                trail[called] = _calls(processes[called], processes)


def _twice(calls: list[etree._Element]) -> Iterator[Finding]:
    first: dict[str, etree._Element] = {}
    for call in calls:
        name = call.get("calledElement") or ""
        if name in first:
            at = line(first[name])
            yield finding("BPM087", (ident(call), name), line(call), called=name, first=at)
        first.setdefault(name, call)


def _own(calls: list[etree._Element], processes: Mapping[str, etree._Element]) -> Iterator[Finding]:
    for name in sorted({call.get("calledElement") or "" for call in calls}):
        for mark in _marks(processes[name]):
            if local(mark) in _OF_THE_CASE:
                yield finding("BPM088", (name,), line(mark), called=name, element=local(mark))


def _marks(process: etree._Element) -> Iterator[etree._Element]:
    for extensions in children(process, EXTENSIONS):
        yield from (mark for mark in elements(extensions) if is_ours(mark))


def _put(call: etree._Element, called: etree._Element, caller: etree._Element) -> None:
    """Make the call a sub-process with the steps of the called; the case takes what it declares."""
    call.tag = f"{{{BPMN}}}subProcess"
    del call.attrib["calledElement"]
    for mark in tuple(_marks(called)):
        _part(caller, EXTENSIONS).append(mark)
    for lanes in children(called, "laneSet"):
        for lane in tuple(children(lanes, "lane")):
            _part(caller, "laneSet").append(lane)
    for step in tuple(elements(called)):
        if not any(is_bpmn(step, name) for name in _SAID):
            call.append(step)
    around = called.getparent()
    if around is not None:
        around.remove(called)


def _part(process: etree._Element, name: str) -> etree._Element:
    """The part of that name, made where it is missing."""
    found = next(children(process, name), None)
    if found is not None:
        return found
    made = etree.SubElement(process, f"{{{BPMN}}}{name}")
    if name == "laneSet":
        made.set("id", f"{ident(process)}_lanes")
    return made
