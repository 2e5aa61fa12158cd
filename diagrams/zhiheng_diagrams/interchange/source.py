"""The file of a chart as it stands: its tree, its bytes, and what is to be drawn of it."""

from dataclasses import dataclass

from lxml import etree

from zhiheng.bpmn.markup.tags import BPMNDI, children, ident
from zhiheng_diagrams.interchange.scopes import Scope, scopes
from zhiheng_diagrams.interchange.spans import Span, Splice, spans

DIAGRAM = f"{{{BPMNDI}}}BPMNDiagram"


@dataclass(frozen=True, slots=True)
class Source:
    """A file in UTF-8, and where in it each element stands."""

    root: etree._Element
    data: bytes
    span: dict[etree._Element, Span]
    scopes: tuple[Scope, ...]

    @property
    def collaboration(self) -> etree._Element | None:
        """The collaboration of the file, if it has one."""
        return next(children(self.root, "collaboration"), None)

    @property
    def pools(self) -> dict[str, str]:
        """Process -> the participant that stands for it."""
        there = self.collaboration
        found = () if there is None else children(there, "participant")
        return {p.get("processRef") or "": ident(p) for p in found}


@dataclass(frozen=True, slots=True)
class Change:
    """What is written into a file. placed: so many shapes and lines. left: those not placed."""

    splices: tuple[Splice, ...]
    placed: int
    left: tuple[str, ...] = ()


def source(root: etree._Element, data: bytes) -> Source:
    """root: what `data` was parsed to."""
    span = dict(zip(root.iter("{*}*"), spans(data), strict=True))
    return Source(root, data, span, tuple(scopes(root)))
