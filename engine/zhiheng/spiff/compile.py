"""From our chart to a SpiffWorkflow process spec, by way of the BPMN we proved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser

from zhiheng.expr import Condition, compile_condition, from_canonical
from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart, Trigger, VariableType
from zhiheng.spiff.join import PARSERS
from zhiheng.spiff.normal import is_awaited, normalised


class _Parser(BpmnParser):  # type: ignore[misc]  # untyped base
    """The stock parser with our join."""

    OVERRIDE_PARSER_CLASSES = PARSERS


@dataclass(frozen=True, slots=True)
class CompiledChart:
    """A chart made ready to run. Shared by all its cases; never changed afterwards.

    bodies: the specs of its sub-processes, by path. types: of variables and parameters.
    waits: path -> what brings it about, of events that a command brings about.
    """

    chart: Chart
    spec: Any
    bodies: Mapping[str, Any]
    conditions: Mapping[str, Condition]
    types: Mapping[str, VariableType]
    waits: Mapping[str, Trigger]

    def holds(self, flow: str, variables: Mapping[str, Scalar]) -> bool:
        """Whether the condition of a flow holds for the case's variables and parameters."""
        condition = self.conditions[flow]
        values = {
            name: from_canonical(self.types[name], variables[name])
            for name in condition.names
            if name in variables
        }
        return condition.holds(values)


def compile_chart(chart: Chart) -> CompiledChart:
    """Compile a chart that the reader has passed.

    Each call gives a spec of its own; cases of one version share it, which is safe because the
    profile has neither event sub-processes nor ad-hoc ones (they change a spec at run time).
    """
    types = chart.types
    conditions = {
        flow.id: compile_condition(flow.condition, types)
        for flow in chart.flows
        if flow.condition is not None
    }
    parser = _Parser()
    parser.add_bpmn_xml(etree.ElementTree(normalised(chart)), filename=f"{chart.key}.bpmn")
    spec = parser.get_spec(chart.key)
    bodies = parser.get_subprocess_specs(chart.key)
    waits = {str(node.path): node.trigger for node in chart.nodes.values() if is_awaited(node)}
    return CompiledChart(chart, spec, bodies, conditions, types, waits)
