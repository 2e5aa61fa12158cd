"""The positions of a chart written into its file; all else in the file stays as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from xml.sax.saxutils import quoteattr

from lxml import etree

from zhiheng.bpmn.safe_xml import read_xml
from zhiheng.bpmn.synthetic import Ids
from zhiheng.bpmn.tags import BPMNDI, children, ident
from zhiheng.model.finding import Text
from zhiheng_diagrams.interchange.arrange import arrange
from zhiheng_diagrams.interchange.plane import Plane, beside
from zhiheng_diagrams.interchange.scopes import scopes
from zhiheng_diagrams.interchange.serial import Writer, tags
from zhiheng_diagrams.interchange.spans import Splice, spans, spliced

_GAP = 60.0
"""Between two pools."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

_DIAGRAM = f"{{{BPMNDI}}}BPMNDiagram"
_PLACED = Text(
    "文件里已有图形信息；全部重排请加 --again", "the file has positions; --again places all anew"
)


class NoChart(ValueError):
    """The file holds no flow that could be laid out."""

    def __init__(self, message: Text) -> None:
        super().__init__(f"{message.zh} / {message.en}")
        self.message = message


@dataclass(frozen=True, slots=True)
class Laid:
    """The file with its positions. placed: so many shapes and edges are new."""

    xml: bytes
    placed: int


def lay(xml: bytes, *, again: bool = False) -> Laid:
    """Place what has no position yet; all of it, where asked for `again`. Raises NoChart."""
    mark, encoding = next(((m, e) for m, e in _BOMS if xml.startswith(m)), (b"", "utf-8"))
    read = read_xml(xml)
    if read.root is None:
        raise NoChart(read.findings[0].message)
    data = xml[len(mark) :].decode(encoding).encode()
    file = _File(read.root, data)
    if not again and next(read.root.iter(f"{{{BPMNDI}}}BPMNShape"), None) is not None:
        raise NoChart(_PLACED)
    found = file.laid()
    return Laid(mark + spliced(data, found.splices).decode().encode(encoding), found.placed)


@dataclass(frozen=True, slots=True)
class _Change:
    splices: list[Splice]
    placed: int


class _File:
    """A file, and where in it each element stands."""

    def __init__(self, root: etree._Element, data: bytes) -> None:
        self._root = root
        self._data = data
        self._span = dict(zip(root.iter("{*}*"), spans(data), strict=True))
        drawn = {e for diagram in root.iterchildren(_DIAGRAM) for e in diagram.iter("{*}*")}
        self._ids = Ids(ident(e) for e in root.iter("{*}*") if ident(e) and e not in drawn)
        self._found = list(scopes(root))
        if not self._found:
            raise NoChart(Text("文件里没有流程", "there is no flow in the file"))

    def laid(self) -> _Change:
        """All positions anew."""
        pools, collaboration, splices = self._pools()
        planes = list(self._planes(pools, collaboration))
        writer = Writer(self._ids, tags(self._root.nsmap))
        lines = [line for plane in planes for line in writer.diagram(plane)]
        end = self._span[self._root].end
        splices += [*self._removed(), Splice(end, end, _indented(lines))]
        return _Change(splices, sum(len(p.shapes) + len(p.edges) for p in planes))

    def _removed(self) -> Iterator[Splice]:
        """Each diagram with the line breaks and the blanks that came with it."""
        for diagram in self._root.iterchildren(_DIAGRAM):
            span = self._span[diagram]
            before = self._data[: span.open]
            after = self._data[span.close : span.close + 1] == b"\n"
            yield Splice(len(before.rstrip(b" \t")), span.close + after, b"")

    def _pools(self) -> tuple[dict[str, str], str, list[Splice]]:
        """Process -> the participant that stands for it, in which collaboration.

        Lanes need a pool to stand in: one is made where the file has no collaboration.
        """
        there = next(children(self._root, "collaboration"), None)
        if there is not None:
            pools = {p.get("processRef") or "": ident(p) for p in children(there, "participant")}
            return pools, ident(there), []
        laned = [scope.id for scope in self._found if scope.lanes]
        if not laned:
            return {}, "", []
        processes = {ident(p): p for p in children(self._root, "process")}
        pools = {name: self._ids.fresh(f"{name}_pool") for name in laned}
        both = self._ids.fresh(f"{laned[0]}_collaboration")
        prefix = processes[laned[0]].prefix
        tag = f"{prefix}:" if prefix else ""
        text = "".join(
            f"    <{tag}participant id={quoteattr(pool)}"
            f" name={quoteattr(processes[name].get('name') or name)}"
            f" processRef={quoteattr(name)} />\n"
            for name, pool in pools.items()
        )
        at = self._span[next(iter(processes.values()))].open
        made = f"<{tag}collaboration id={quoteattr(both)}>\n{text}  </{tag}collaboration>\n  "
        return pools, both, [Splice(at, at, made.encode())]

    def _planes(self, pools: dict[str, str], collaboration: str) -> Iterator[Plane]:
        """Pools side by side on one plane; each other process and sub-process on its own."""
        pooled = [scope for scope in self._found if scope.id in pools]
        if pooled:
            planes = (arrange(s, collaboration, pools[s.id]) for s in pooled)
            yield reduce(lambda one, other: beside(one, other, _GAP), planes)
        yield from (arrange(s, s.id, None) for s in self._found if s.id not in pools)


def _indented(lines: list[str]) -> bytes:
    return "".join(f"  {line}\n" for line in lines).encode()
