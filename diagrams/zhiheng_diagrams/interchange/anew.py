"""All positions of a file anew; those that were there are taken out."""

from collections.abc import Iterator
from functools import reduce
from xml.sax.saxutils import quoteattr

from zhiheng.bpmn.markup.synthetic import Ids
from zhiheng.bpmn.markup.tags import children, ident
from zhiheng_diagrams.interchange.arrange import arrange
from zhiheng_diagrams.interchange.drawn import ids_outside
from zhiheng_diagrams.interchange.plane import Plane, beside
from zhiheng_diagrams.interchange.serial import Writer, tags
from zhiheng_diagrams.interchange.source import DIAGRAM, Change, Source
from zhiheng_diagrams.interchange.spans import Splice

POOL_GAP = 60.0


def anew(file: Source) -> Change:
    """Every scope laid out."""
    ids = Ids(ids_outside(file.root, DIAGRAM))
    pools, collaboration, made = _pools(file, ids)
    planes = list(_planes(file, pools, collaboration))
    writer = Writer(ids, tags(file.root.nsmap))
    lines = "".join(f"  {line}\n" for plane in planes for line in writer.diagram(plane))
    end = file.span[file.root].end
    splices = (*made, *_removed(file), Splice(end, end, lines.encode()))
    return Change(splices, sum(len(p.shapes) + len(p.edges) for p in planes))


def _removed(file: Source) -> Iterator[Splice]:
    """Each diagram with the line break and the blanks that came with it."""
    for diagram in file.root.iterchildren(DIAGRAM):
        span = file.span[diagram]
        before = file.data[: span.open]
        after = file.data[span.close : span.close + 1] == b"\n"
        yield Splice(len(before.rstrip(b" \t")), span.close + after, b"")


def _pools(file: Source, ids: Ids) -> tuple[dict[str, str], str, tuple[Splice, ...]]:
    """Process -> the participant that stands for it, in which collaboration.

    Lanes need a pool to stand in: one is made where the file has no collaboration.
    """
    there = file.collaboration
    if there is not None:
        return file.pools, ident(there), ()
    laned = [scope.id for scope in file.scopes if scope.lanes]
    if not laned:
        return {}, "", ()
    processes = {ident(p): p for p in children(file.root, "process")}
    pools = {name: ids.fresh(f"{name}_pool") for name in laned}
    both = ids.fresh(f"{laned[0]}_collaboration")
    prefix = processes[laned[0]].prefix
    tag = f"{prefix}:" if prefix else ""
    text = "".join(
        f"    <{tag}participant id={quoteattr(pool)}"
        f" name={quoteattr(processes[name].get('name') or name)}"
        f" processRef={quoteattr(name)} />\n"
        for name, pool in pools.items()
    )
    at = file.span[next(iter(processes.values()))].open
    made = f"<{tag}collaboration id={quoteattr(both)}>\n{text}  </{tag}collaboration>\n  "
    return pools, both, (Splice(at, at, made.encode()),)


def _planes(file: Source, pools: dict[str, str], collaboration: str) -> Iterator[Plane]:
    """Pools side by side on one plane; each other process and sub-process on its own."""
    pooled = [scope for scope in file.scopes if scope.id in pools]
    if pooled:
        planes = (arrange(s, collaboration, pools[s.id]) for s in pooled)
        yield reduce(lambda one, other: beside(one, other, POOL_GAP), planes)
    yield from (arrange(s, s.id, None) for s in file.scopes if s.id not in pools)
