"""What the process itself declares: power, variables, separations."""

from lxml import etree

from zhiheng.bpmn.marks import Mark, first, named
from zhiheng.bpmn.tasks import inner_basis
from zhiheng.model.chart import Power, Separation, Variable, VariableType
from zhiheng.model.ids import ElementPath


def read_power(process: etree._Element) -> Power:
    """The power item. Raises KeyError without one, which the vocabulary prevents."""
    mark = first(process, "power")
    if mark is None:
        raise KeyError("zh:power")
    values = mark.values
    return Power(
        code=values["code"],
        category=values["category"],
        office=values["office"],
        enquiry_phone=values["enquiryPhone"],
        complaint_phone=values["complaintPhone"],
        fee=values["fee"],
        edition=values["edition"],
        series=values["series"],
        withdrawal=values.get("withdrawal", "decision"),
    )


def read_variables(process: etree._Element) -> dict[str, Variable]:
    """The variables by name."""
    found = (_variable(mark) for mark in named(process, "variable"))
    return {variable.name: variable for variable in found}


def _variable(mark: Mark) -> Variable:
    return Variable(
        name=mark.values["name"],
        type=VariableType(mark.values["type"]),
        title=mark.values["title"],
        writer=ElementPath(mark.values["writer"]),
        scale=mark.number("scale"),
        choices=tuple((m.values["value"], m.values["title"]) for m in mark.all("choice")),
    )


def read_separations(process: etree._Element) -> tuple[Separation, ...]:
    """The separations of duties."""
    return tuple(
        Separation(
            id=mark.values["id"],
            a=_paths(mark.values["a"]),
            b=_paths(mark.values["b"]),
            kind=mark.values.get("kind", "different-person"),
            scope=mark.values.get("scope", "case"),
            basis=inner_basis(mark),
            reason=mark.values.get("reason", ""),
        )
        for mark in named(process, "separation")
    )


def _paths(value: str) -> frozenset[ElementPath]:
    return frozenset(ElementPath(name) for name in value.split())
