"""Read the guide (办事指南) of a power item."""

from lxml import etree

from zhiheng.bpmn.elements.marks import Mark, first
from zhiheng.bpmn.elements.tasks import inner_basis
from zhiheng.model.guide import (
    NO_GUIDE,
    Duty,
    Guide,
    Liability,
    Material,
    Place,
    Remedy,
    RemedyKind,
)


def read_guide(process: etree._Element) -> Guide:
    """The guide, empty where the chart has none."""
    mark = first(process, "guide")
    if mark is None:
        return NO_GUIDE
    return Guide(
        subject=mark.get("subject") or "",
        sub_item=mark.get("subItem") or "",
        conditions=tuple(m.values["text"] for m in mark.all("requirement")),
        materials=tuple(map(_material, mark.all("material"))),
        places=tuple(Place(m.values["address"], m.values["hours"]) for m in mark.all("place")),
        duties=tuple(Duty(m.values["stage"], m.values["text"]) for m in mark.all("duty")),
        liabilities=tuple(
            Liability(m.values["text"], inner_basis(m)) for m in mark.all("liability")
        ),
        remedies=tuple(
            Remedy(RemedyKind(m.values["kind"]), m.values["text"], inner_basis(m))
            for m in mark.all("remedy")
        ),
    )


def _material(mark: Mark) -> Material:
    return Material(
        name=mark.values["name"],
        form=mark.get("form") or "",
        copies=mark.get("copies") or "",
        source=mark.get("source") or "",
        required=not mark.flag("optional"),
    )
