"""Graphviz lays out what our lanes cannot hold: sub-processes with bodies, events on borders."""

import json
from collections.abc import Mapping
from typing import Any

from zhiheng.model.chart import Chart, Flow
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.faults.plan import BRANCH_LIMIT, Plan, frame_name
from zhiheng_diagrams.notation import text
from zhiheng_diagrams.notation.cards import Card
from zhiheng_diagrams.output.graphviz import lay_out
from zhiheng_diagrams.placing.branches import SIZE, STEP
from zhiheng_diagrams.placing.placed import Frame, Label, Layout, Placed, Route, Spot


def free_hand(chart: Chart, size: Mapping[ElementPath, Card], back: frozenset[str]) -> Layout:
    """Positions for all nodes and flows. back: the flows that close a loop."""
    plan = Plan(chart, size)
    drawn = json.loads(lay_out("\n".join(plan.source())))
    _, _, wide, tall = _numbers(drawn["bb"])
    objects = {one["name"]: one for one in drawn.get("objects", [])}
    edges = {one["id"]: one for one in drawn.get("edges", [])}
    return Layout(
        width=wide,
        height=tall,
        lanes=(),
        nodes={
            path: _placed(objects[plan.key[path]]["pos"], size[path], tall)
            for path in chart.nodes
            if path not in plan.bodies
        },
        routes=tuple(
            _route(flow, edges[f"e{i}"], tall, back=flow.id in back)
            for i, flow in enumerate(plan.lines)
        ),
        frames=tuple(
            _frame(chart, path, objects[f"cluster_{plan.key[path]}"], tall)
            for path in plan.frames()
        ),
    )


def _numbers(value: str) -> list[float]:
    return [float(part) for part in value.split(",")]


def _placed(at: str, card: Card, tall: float) -> Placed:
    x, y = _numbers(at)
    return Placed(x, tall - y, card)


def _route(flow: Flow, edge: Mapping[str, Any], tall: float, *, back: bool) -> Route:
    """`e,tip p0 c c p1 ...`: of a polyline every third point is a corner."""
    tip, *spots = edge["pos"].removeprefix("e,").split(" ")
    corners: list[Spot] = []
    for x, y in map(_numbers, (*spots[::3], tip)):
        if not corners or abs(corners[-1][0] - x) + abs(corners[-1][1] - (tall - y)) > 1:
            corners.append((x, tall - y))
    label = None
    if "lp" in edge:
        x, y = _numbers(edge["lp"])
        lines = text.wrap(flow.name, SIZE, BRANCH_LIMIT)
        wide = max(text.width(line, SIZE) for line in lines)
        label = Label(x, tall - y, wide, STEP * len(lines), lines)
    return Route(flow.id, tuple(corners), back, label)


def _frame(chart: Chart, path: ElementPath, found: Mapping[str, Any], tall: float) -> Frame:
    left, low, right, high = _numbers(found["bb"])
    return Frame(path, frame_name(chart, path), left, tall - high, right, tall - low)
