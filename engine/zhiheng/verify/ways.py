"""Ways through a chart, without regard to what joins wait for."""

from collections.abc import Iterable

from zhiheng.model.chart import NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng.verify.scopes import Structure


def downstream(
    built: Structure, starts: Iterable[ElementPath], avoiding: frozenset[ElementPath] = frozenset()
) -> frozenset[ElementPath]:
    """The nodes that can come after `starts`, themselves included, not going through `avoiding`."""
    seen = {start for start in starts if start not in avoiding}
    waiting = list(seen)
    while waiting:
        for path in _next(built, waiting.pop()):
            if path not in seen and path not in avoiding:
                seen.add(path)
                waiting.append(path)
    return frozenset(seen)


def beginnings(built: Structure) -> tuple[ElementPath, ...]:
    """Where a case begins."""
    starts = built.starts(None) or built.rootless(None)
    return tuple(node.path for node in (*starts, *built.event_bodies(None)))


def in_parallel_loop(built: Structure, path: ElementPath) -> bool:
    """Whether the node stands in a loop that splits into parallel branches."""
    after = downstream(built, _next(built, path))
    return path in after and any(
        built.nodes[other].kind is NodeKind.PARALLEL
        and len(built.leaving[other]) > 1
        and path in downstream(built, _next(built, other))
        for other in after
    )


def _next(built: Structure, path: ElementPath) -> list[ElementPath]:
    """Flows out; events on the edge; into a body, and from an end back to what holds it."""
    node = built.nodes[path]
    found = [flow.target for flow in built.leaving[path]]
    found += [event.path for event in built.boundaries.get(path, ())]
    found += [n.path for n in (*built.starts(path), *built.rootless(path))]
    found += [n.path for n in built.event_bodies(path)]
    if node.parent is not None and not built.leaving[path]:
        found += [flow.target for flow in built.leaving[node.parent]]
    return found
