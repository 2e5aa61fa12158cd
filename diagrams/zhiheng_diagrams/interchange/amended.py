"""What has no position yet, written between what is there; that keeps every byte.

Only pools and lanes may become longer, so that a new last step stands in its lane.
"""

from collections.abc import Callable, Iterator

from zhiheng.bpmn.markup.synthetic import Ids
from zhiheng.bpmn.markup.tags import BPMN, ident
from zhiheng_diagrams.interchange.anew import POOL_GAP
from zhiheng_diagrams.interchange.arrange import arrange
from zhiheng_diagrams.interchange.drawn import Sheet, bounds_of, sheets
from zhiheng_diagrams.interchange.keep import Added, keep
from zhiheng_diagrams.interchange.plane import Plane, Shape, beside
from zhiheng_diagrams.interchange.scopes import Scope
from zhiheng_diagrams.interchange.serial import Writer, tags
from zhiheng_diagrams.interchange.source import Change, Source
from zhiheng_diagrams.interchange.spans import Splice

_INDENT = "\n      "


def amended(file: Source) -> Change:
    """Each scope where its steps are drawn already; one that is drawn nowhere gets its plane."""
    there = sheets(file.root)
    changes = [Added() for _ in there]
    planes: list[Plane] = []
    for scope in file.scopes:
        at = _sheet(file, scope, there)
        if at is None:
            planes.append(arrange(scope, scope.id, None))
        else:
            changes[at].take(_added(file, scope, there[at]))
    ids = Ids(ident(e) for e in file.root.iter("{*}*") if ident(e))
    splices = [
        splice
        for sheet, added in zip(there, changes, strict=True)
        for splice in _written(file, sheet, added, ids)
    ]
    writer, end = Writer(ids, tags(file.root.nsmap)), file.span[file.root].end
    text = "".join(f"  {line}\n" for plane in planes for line in writer.diagram(plane))
    return Change(
        (*splices, Splice(end, end, text.encode())),
        sum(len(added.shapes) + len(added.edges) for added in changes)
        + sum(len(plane.shapes) + len(plane.edges) for plane in planes),
        tuple(name for added in changes for name in added.left),
    )


def _sheet(file: Source, scope: Scope, there: list[Sheet]) -> int | None:
    """The sheet on which the scope is drawn, or has to be drawn."""
    nodes, pool, both = set(scope.size), file.pools.get(scope.id), file.collaboration
    own = {scope.id} | ({ident(both)} if both is not None and pool else set())

    def first(fits: Callable[[Sheet], bool]) -> int | None:
        return next((i for i, sheet in enumerate(there) if fits(sheet)), None)

    found = (
        first(lambda sheet: bool(nodes & set(sheet.boxes))),
        first(lambda sheet: sheet.is_expanded(scope.id)),
        first(lambda sheet: pool in sheet.boxes),
        first(lambda sheet: sheet.element in own),
    )
    return next((i for i in found if i is not None), None)


def _added(file: Source, scope: Scope, sheet: Sheet) -> Added:
    pool = file.pools.get(scope.id)
    begun = set(scope.size) & set(sheet.boxes) or pool in sheet.boxes
    if not begun and not sheet.is_expanded(scope.id):
        return _aside(scope, sheet, pool)
    frames = {ident(e) for name in ("participant", "lane") for e in file.root.iter(_bpmn(name))}
    return keep(scope, sheet, frozenset(frames), pool)


def _bpmn(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def _aside(scope: Scope, sheet: Sheet, pool: str | None) -> Added:
    """A scope of which nothing is drawn yet stands at the right of all that is."""
    plane = arrange(scope, sheet.element, pool)
    if sheet.boxes:
        others = Plane(sheet.element, tuple(Shape(e, b) for e, b in sheet.boxes.items()), ())
        both = beside(others, plane, POOL_GAP)
        plane = Plane(sheet.element, both.shapes[len(others.shapes) :], both.edges)
    sheet.boxes |= {shape.element: shape.bounds for shape in plane.shapes}
    sheet.lines |= {edge.element: edge.points for edge in plane.edges}
    return Added(list(plane.shapes), list(plane.edges))


def _written(file: Source, sheet: Sheet, added: Added, ids: Ids) -> Iterator[Splice]:
    names = tags(sheet.plane.nsmap)
    writer = Writer(ids, names)
    for element, bounds in added.grown.items():
        there = bounds_of(sheet.shapes[element])
        if there is not None:
            span = file.span[there]
            text = writer.bounds(bounds)
            text = text if span.one_tag else text.removesuffix(" />") + ">"
            yield Splice(span.open, span.inner, text.encode())
    lines = list(writer.content(added.shapes, added.edges, names.declared))
    if lines:
        yield _inside(file, sheet, "".join(_INDENT + line for line in lines))


def _inside(file: Source, sheet: Sheet, text: str) -> Splice:
    """At the end of the plane, which may be written in one tag."""
    span = file.span[sheet.plane]
    if span.one_tag:
        tag = file.data[span.open : span.close].removesuffix(b">").rstrip().removesuffix(b"/")
        name = tag[1:].split()[0].decode()
        return Splice(span.open, span.close, tag + f">{text}\n    </{name}>".encode())
    at = len(file.data[: span.end].rstrip())
    return Splice(at, at, text.encode())
