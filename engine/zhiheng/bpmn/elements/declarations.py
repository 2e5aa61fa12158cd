"""What the process itself declares: power, variables."""

from lxml import etree

from zhiheng.bpmn.elements.marks import Mark, first, named
from zhiheng.bpmn.elements.places import Places
from zhiheng.model.chart import (
    DEFAULT_ROUNDS,
    ParameterUse,
    Variable,
    VariableType,
)
from zhiheng.model.power import Power

NO_POWER = Power("", "", "", "", "", "", "internal", "")
"""For a chart that is only analysed; one that may run must name its power."""


def read_power(process: etree._Element) -> Power:
    """The power item."""
    mark = first(process, "power")
    if mark is None:
        return NO_POWER
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
        hands=mark.number("hands"),
        internal_chart=mark.flag("internalChart"),
        officers=mark.flag("officers"),
    )


def read_rounds(process: etree._Element) -> int:
    """How often a case may go round before the supervisor decides."""
    mark = first(process, "power")
    rounds = mark.number("rounds") if mark else None
    return DEFAULT_ROUNDS if rounds is None else rounds


def read_variables(process: etree._Element, places: Places) -> dict[str, Variable]:
    """The variables by name."""
    found = (_variable(mark, places) for mark in named(process, "variable"))
    return {variable.name: variable for variable in found}


def read_parameters(process: etree._Element) -> dict[str, ParameterUse]:
    """The parameters of the agency that the chart names."""
    found = (
        ParameterUse(m.values["name"], VariableType(m.values["type"]), m.values["title"])
        for m in named(process, "parameter")
    )
    return {use.name: use for use in found}


def _variable(mark: Mark, places: Places) -> Variable:
    return Variable(
        name=mark.values["name"],
        type=VariableType(mark.values["type"]),
        title=mark.values["title"],
        writer=places.path(mark.values["writer"]),
        scale=mark.number("scale"),
        choices=tuple((m.values["value"], m.values["title"]) for m in mark.all("choice")),
    )
