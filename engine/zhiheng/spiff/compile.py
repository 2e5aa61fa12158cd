"""From our chart to a SpiffWorkflow process spec, by way of the BPMN we proved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser

from zhiheng.expr import Condition, compile_condition, from_canonical
from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart, Node, NodeKind
from zhiheng.spiff.join import PARSERS

_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_TAGS = {
    NodeKind.START: "startEvent",
    NodeKind.END: "endEvent",
    NodeKind.TERMINATE: "endEvent",
    NodeKind.TASK: "userTask",
    NodeKind.EXCLUSIVE: "exclusiveGateway",
    NodeKind.PARALLEL: "parallelGateway",
}


class _Parser(BpmnParser):  # type: ignore[misc]  # untyped base
    """The stock parser with our join."""

    OVERRIDE_PARSER_CLASSES = PARSERS


@dataclass(frozen=True, slots=True)
class CompiledChart:
    """A chart made ready to run. Shared by all its cases; never changed afterwards."""

    chart: Chart
    spec: Any
    conditions: Mapping[str, Condition]

    def holds(self, flow: str, variables: Mapping[str, Scalar]) -> bool:
        """Whether the condition of a flow holds for the case's variables."""
        condition = self.conditions[flow]
        declared = self.chart.variables
        values = {
            name: from_canonical(declared[name].type, variables[name])
            for name in condition.names
            if name in variables
        }
        return condition.holds(values)


def compile_chart(chart: Chart) -> CompiledChart:
    """Compile a chart that the reader has passed.

    Each call gives a spec of its own; cases of one version share it, which is safe because the
    profile has neither event sub-processes nor ad-hoc ones (they change a spec at run time).
    """
    types = {name: v.type for name, v in chart.variables.items()}
    conditions = {
        flow.id: compile_condition(flow.condition, types)
        for flow in chart.flows
        if flow.condition is not None
    }
    parser = _Parser()
    parser.add_bpmn_xml(etree.ElementTree(normalised(chart)), filename=f"{chart.key}.bpmn")
    return CompiledChart(chart, parser.get_spec(chart.key), conditions)


def normalised(chart: Chart) -> etree._Element:
    """The flow of a chart as plain BPMN: no names, no extensions, conditions as flow ids."""
    root = etree.Element(f"{{{_BPMN}}}definitions")
    process = etree.SubElement(
        root, f"{{{_BPMN}}}process", id=chart.key, name=chart.key, isExecutable="true"
    )
    defaults = {flow.source: flow.id for flow in chart.flows if flow.default}
    for node in chart.nodes.values():
        _add_node(process, node, defaults)
    for flow in chart.flows:
        element = etree.SubElement(
            process,
            f"{{{_BPMN}}}sequenceFlow",
            id=flow.id,
            sourceRef=flow.source,
            targetRef=flow.target,
        )
        if flow.condition is not None:
            etree.SubElement(element, f"{{{_BPMN}}}conditionExpression").text = flow.id
    return root


def _add_node(process: etree._Element, node: Node, defaults: Mapping[Any, str]) -> None:
    element = etree.SubElement(
        process, f"{{{_BPMN}}}{_TAGS[node.kind]}", id=node.path, name=node.path
    )
    if node.kind is NodeKind.EXCLUSIVE and node.path in defaults:
        element.set("default", defaults[node.path])
    if node.kind is NodeKind.TERMINATE:
        etree.SubElement(
            element, f"{{{_BPMN}}}terminateEventDefinition", id=f"{node.path}_terminate"
        )
