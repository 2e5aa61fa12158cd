"""A chart made in code as a BPMN file: nodes, flows and lanes, no words of ours."""

from xml.sax.saxutils import quoteattr

from zhiheng.model.chart import Chart, Node, NodeKind

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions '
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="all">\n'
)


def bpmn_text(chart: Chart) -> bytes:
    """The file."""
    name = quoteattr(chart.name)
    lines = [_HEAD, f'  <bpmn:process id="{chart.key}" name={name} isExecutable="true">\n']
    if chart.lanes:
        lines.append('    <bpmn:laneSet id="lanes">\n')
        for lane in chart.lanes:
            lines.append(f'      <bpmn:lane id="{lane.id}" name={quoteattr(lane.name)}>\n')
            held = (n.path for n in chart.nodes.values() if n.lane == lane.id)
            lines += (f"        <bpmn:flowNodeRef>{path}</bpmn:flowNodeRef>\n" for path in held)
            lines.append("      </bpmn:lane>\n")
        lines.append("    </bpmn:laneSet>\n")
    lines += map(_node, chart.nodes.values())
    lines += (
        f'    <bpmn:sequenceFlow id="{f.id}" name={quoteattr(f.name)} sourceRef="{f.source}" '
        f'targetRef="{f.target}" />\n'
        for f in chart.flows
    )
    return "".join([*lines, "  </bpmn:process>\n</bpmn:definitions>\n"]).encode()


def _node(node: Node) -> str:
    about = f'id="{node.path}" name={quoteattr(node.name)}'
    if node.kind is NodeKind.BOUNDARY:
        about += f' attachedToRef="{node.attached_to}"'
        return (
            f"    <bpmn:boundaryEvent {about}><bpmn:timerEventDefinition /></bpmn:boundaryEvent>\n"
        )
    return f"    <bpmn:{node.kind.value} {about} />\n"
