"""A stop on a sub-process or a call: each step inside it stops the limits of the case (许可法 45).

A hearing is one step in the eyes of the law and several in a chart that several charts share; only
the caller knows whether his time is counted meanwhile.
"""

from collections.abc import Mapping
from dataclasses import replace

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.expansion.enclosing import stop_around
from zhiheng.model.chart import Node
from zhiheng.model.ids import ElementPath


def spread_stops(draft: Draft) -> Draft:
    """The draft with the stop of a sub-process on each of its steps that says none of its own."""
    nodes = draft.chart.nodes
    spread = {path: _stopped(nodes, node) for path, node in nodes.items()}
    return replace(draft, chart=replace(draft.chart, nodes=spread))


def _stopped(nodes: Mapping[ElementPath, Node], node: Node) -> Node:
    if node.task is None or node.task.clock is not None:
        return node
    rule = stop_around(nodes, node)
    return node if rule is None else replace(node, task=replace(node.task, clock=rule))
