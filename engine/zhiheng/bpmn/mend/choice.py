"""Which process of a file is read: the first executable one, or else the largest."""

from collections.abc import Iterator

from lxml import etree

from zhiheng.bpmn.markup.kinds import FLOW_NODES
from zhiheng.bpmn.markup.tags import BPMN, children, ident, is_bpmn, line, local, spaced
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.finding import Finding


def processes(root: etree._Element) -> tuple[etree._Element, ...]:
    """The processes of a file in which something is drawn; none where it is no BPMN."""
    if not is_bpmn(root, "definitions"):
        return ()
    return tuple(p for p in children(root, "process") if size(p))


def size(process: etree._Element) -> int:
    """How many flow nodes it has, with those of its sub-processes."""
    return sum(local(e) in FLOW_NODES for e in process.iterdescendants(f"{{{BPMN}}}*"))


def choose(root: etree._Element, wanted: str | None) -> etree._Element | None:
    """The process to read; the wanted one, where an id is given."""
    found = processes(root)
    if wanted is not None:
        return next((p for p in found if ident(p) == wanted), None)
    first = next((p for p in found if p.get("isExecutable") == "true"), None)
    return first if first is not None else max(found, key=size, default=None)


def mend_name(root: etree._Element, process: etree._Element) -> None:
    """A process without a name has that of the pool that shows it."""
    pools = (p for c in children(root, "collaboration") for p in children(c, "participant"))
    name = next((p.get("name") for p in pools if p.get("processRef") == ident(process)), None)
    if name and not spaced(process.get("name")):
        process.set("name", name)


def told(root: etree._Element, process: etree._Element | None) -> Iterator[Finding]:
    """Findings on the choice."""
    if process is None:
        yield finding("BPM090", (), line(root))
        return
    others = [p for p in children(root, "process") if p is not process]
    if others:
        names = "、".join(spaced(p.get("name")) or ident(p) for p in others)
        yield finding("BPM091", map(ident, others), line(others[0]), names=names)
    if process.get("isExecutable") != "true":
        yield finding("BPM092", (ident(process),), line(process), process=ident(process))
    yield from _circle(root, process)


def _circle(root: etree._Element, process: etree._Element) -> Iterator[Finding]:
    """A process that calls itself, by whatever detour."""
    calls = {ident(p): _called(p) for p in children(root, "process")}
    seen: set[str] = set()
    waiting = list(calls.get(ident(process), ()))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += calls.get(name, ())
    if ident(process) in seen:
        yield finding("BPM093", (ident(process),), line(process), process=ident(process))


def _called(process: etree._Element) -> set[str]:
    calls = process.iterdescendants(f"{{{BPMN}}}callActivity")
    return {call.get("calledElement") or "" for call in calls}
