"""What a layout promises, on the permit and on random charts."""

from itertools import combinations, pairwise, permutations, product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from unit.diagrams.permit import chart, flow, node, permit, task
from unit.diagrams.random_charts import Sample, charts

from zhiheng.model.chart import Chart, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams.graph.ranks import ranks
from zhiheng_diagrams.graph.skeleton import skeleton
from zhiheng_diagrams.notation.cards import cards
from zhiheng_diagrams.placing.arranged import MOST_ORDERS, SMALL, routed
from zhiheng_diagrams.placing.lanes import grid, rows
from zhiheng_diagrams.placing.layout import layout
from zhiheng_diagrams.placing.placed import Label, Layout, Placed, Route, Spot
from zhiheng_diagrams.placing.sifted import sifted, straight_crossings

Area = tuple[float, float, float, float]
QUICK = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CASES = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def laid(chart: Chart, phases: int = 1) -> Layout:
    """phases: so many, parted wherever the flow is as far as that."""
    graph = skeleton(chart)
    ranked = ranks(graph)
    if phases > 1:
        parted = {p: phases * i // len(graph.nodes) for i, p in enumerate(ranked.order)}
        ranked = ranks(graph, parted)
    return layout(graph, ranked, cards(chart, "internal", {}))


def area(placed: Placed) -> Area:
    return placed.left, placed.top, placed.right, placed.bottom


def label_area(label: Label) -> Area:
    x, y = label.width / 2, label.height / 2
    return label.x - x, label.y - y, label.x + x, label.y + y


def overlap(a: Area, b: Area, slack: float = 0.5) -> bool:
    return (
        a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack
    )


def pieces(route: Route) -> list[tuple[Spot, Spot]]:
    return list(pairwise(route.points))


def piece_area(piece: tuple[Spot, Spot], thick: float = 0.6) -> Area:
    (ax, ay), (bx, by) = piece
    return min(ax, bx) - thick, min(ay, by) - thick, max(ax, bx) + thick, max(ay, by) + thick


def check_nodes(body: Layout, chart: Chart) -> None:
    for one, other in combinations(body.nodes.values(), 2):
        assert not overlap(area(one), area(other))
    lanes = {lane.id: strip for lane, strip in zip(chart.lanes, body.lanes, strict=True)}
    for path, placed in body.nodes.items():
        strip = lanes[chart.nodes[path].lane or ""]
        assert strip.left + 8 <= placed.left
        assert placed.right <= strip.right - 8
        assert placed.top > 0
        assert placed.bottom < body.height


def check_routes(body: Layout) -> None:
    borders = {x for strip in body.lanes for x in (strip.left, strip.right)}
    for route in body.routes:
        for piece in pieces(route):
            (ax, ay), (bx, by) = piece
            assert abs(ax - bx) < 1e-6 or abs(ay - by) < 1e-6, "not orthogonal"
            for path, placed in body.nodes.items():
                left, top, right, bottom = area(placed)
                # the slanted sides of a diamond let a line come nearer than its box
                shrunk = (left + 3, top + 3, right - 3, bottom - 3)
                if placed.card.form != "diamond":
                    assert not overlap(piece_area(piece), shrunk), (route.id, path)
                elif abs(ax - bx) < 1e-6 and abs(ax - placed.x) < 12:
                    assert min(ay, by) >= placed.y - 1 or max(ay, by) <= placed.y + 1
            if abs(ax - bx) < 1e-6 and abs(ay - by) > 1e-6:
                assert min(abs(ax - x) for x in borders) >= 8, route.id


def check_apart(body: Layout, chart: Chart) -> None:
    """Wires to different targets never lie on each other."""
    ends = {flow.id: (flow.target) for flow in chart.flows}
    for one, other in combinations(body.routes, 2):
        if ends[one.id] == ends[other.id] and one.back == other.back:
            continue
        for a in pieces(one):
            for b in pieces(other):
                flat_a, flat_b = abs(a[0][1] - a[1][1]) < 1e-6, abs(b[0][1] - b[1][1]) < 1e-6
                if flat_a == flat_b:
                    assert not overlap(piece_area(a), piece_area(b), 1e-3), (one.id, other.id)


def check_labels(body: Layout) -> None:
    labels = [route.label for route in body.routes if route.label]
    for one, other in combinations(labels, 2):
        assert not overlap(label_area(one), label_area(other))
    for label in labels:
        for placed in body.nodes.values():
            assert not overlap(label_area(label), area(placed))
        for route in body.routes:
            for piece in pieces(route):
                assert not overlap(label_area(label), piece_area(piece)), (label.lines, route.id)


def check_bands(body: Layout, chart: Chart) -> None:
    """Each node within its phase, and no wire along the line that parts two."""
    graph = skeleton(chart)
    edges = [band.bottom for band in body.bands[:-1]]
    assert [band.top for band in body.bands] == [0.0, *edges][: len(body.bands)]
    at = {p: len(body.bands) * i // len(graph.nodes) for i, p in enumerate(ranks(graph).order)}
    for path, placed in body.nodes.items():
        if body.bands:
            inside = [band for band in body.bands if band.top < placed.y < band.bottom]
            assert len(inside) == 1
            assert inside[0].top <= placed.top
            assert placed.bottom <= inside[0].bottom
            assert inside[0].phase >= at[path]
    for route in body.routes:
        for (ax, ay), (bx, by) in pieces(route):
            if abs(ay - by) < 1e-6 and abs(ax - bx) > 1e-6:
                assert min((abs(ay - y) for y in edges), default=9.0) >= 8, route.id


def check_all(chart: Chart, phases: int = 1) -> None:
    assert check_each(chart, phases) == laid(chart, phases)


def check_each(chart: Chart, phases: int = 1) -> Layout:
    body = laid(chart, phases)
    check_nodes(body, chart)
    check_routes(body)
    check_apart(body, chart)
    check_labels(body)
    check_bands(body, chart)
    return body


def test_permit_keeps_all_promises() -> None:
    check_all(permit())


PHASES = st.integers(1, 4)


@QUICK
@given(charts(most=6), PHASES)
def test_any_chart_keeps_all_promises(sample: Sample, phases: int) -> None:
    """Two hundred, and small, for speed; larger ones are among the two thousand below."""
    check_each(sample.chart, phases)


MANY = settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.soak
@MANY
@given(charts(), PHASES)
def test_two_thousand_charts_keep_all_promises(sample: Sample, phases: int) -> None:
    check_all(sample.chart, phases)


_LANES = (("a", "申请人"), ("b", "窗口"), ("c", "科室"), ("d", "局长"))


@st.composite
def fans(draw: st.DrawFn) -> Chart:
    """One question with three to eight named answers, each a step, in up to four lanes."""
    lanes = _LANES[: draw(st.integers(1, 4))]
    lane = st.sampled_from([key for key, _ in lanes])
    answers = st.sampled_from(("同意", "不同意", "退回重新办理"))
    nodes = [
        node("s", NodeKind.START, "开始", draw(lane)),
        node("g", NodeKind.EXCLUSIVE, draw(st.sampled_from(("", "同意?"))), draw(lane)),
        node("j", NodeKind.EXCLUSIVE, "", draw(lane)),
        node("e", NodeKind.END, "办结", draw(lane)),
    ]
    flows = [flow("s", "g"), flow("j", "e")]
    for key in (f"t{i}" for i in range(draw(st.integers(3, 8)))):
        nodes.append(task(key, "现场踏勘", draw(lane)))
        flows += [flow("g", key, draw(answers)), flow(key, "j")]
    return chart(nodes, flows, lanes)


@settings(QUICK, max_examples=15)
@given(fans())
def test_the_answers_of_one_question_lie_beside_all_its_lines(fan: Chart) -> None:
    check_each(fan)


@pytest.mark.soak
@settings(QUICK, max_examples=500)
@given(fans())
def test_five_hundred_questions_with_many_answers(fan: Chart) -> None:
    check_all(fan)


def test_rows_are_sifted_where_two_straight_lines_cross() -> None:
    """Where each of two steps follows its own of two others, none has to cross over."""
    top, low = ("a", "b"), ("x", "y")
    nodes = [node("s", NodeKind.PARALLEL, "", "l"), node("e", NodeKind.PARALLEL, "", "l")]
    nodes += [task(key, "步骤", "l") for key in (*top, *low)]
    flows = [flow("s", key) for key in top] + [flow("a", "y"), flow("b", "x")]
    one = chart(nodes, flows + [flow(key, "e") for key in low], (("l", "科室"),))
    graph = skeleton(one)
    ranked = ranks(graph)
    crossed = {(0, 0): ("s",), (0, 1): top, (0, 2): low, (0, 3): ("e",)}
    assert {key: sorted(row) for key, row in rows(graph, ranked).items()} == {
        key: sorted(row) for key, row in crossed.items()
    }
    better = sifted(graph, ranked, crossed)  # type: ignore[arg-type]  # plain words as paths
    cells = (grid(graph, ranked, order).cell for order in (crossed, better))  # type: ignore[arg-type]
    assert [straight_crossings(graph, cell) for cell in cells] == [1, 0]


def crossings(body: Layout) -> int:
    """Counted in the finished picture: where a level piece of one wire cuts an upright one."""
    count = 0
    for one, other in combinations(body.routes, 2):
        for a in pieces(one):
            for b in pieces(other):
                level, upright = (a, b) if a[0][1] == a[1][1] else (b, a)
                (x, low), (_, high) = upright
                (left, y), (right, _) = level
                if upright[0][0] == upright[1][0] and y == level[1][1]:
                    across = min(left, right) < x < max(left, right)
                    count += across and min(low, high) < y < max(low, high)
    return count


def fewest(chart: Chart) -> int:
    """Over every order in which the nodes of each row can stand in their lanes."""
    graph = skeleton(chart)
    ranked = ranks(graph)
    ordered = rows(graph, ranked)
    size = cards(chart, "internal", {})
    choices = list(product(*(permutations(paths) for paths in ordered.values())))
    assume(len(choices) <= MOST_ORDERS)
    found = []
    for choice in choices:
        chosen = routed(graph, ranked, dict(zip(ordered, choice, strict=True)))
        found.append(crossings(layout(graph, ranked, size, chosen=chosen)))
    return min(found)


SMALL_CHARTS = charts(most=4).filter(lambda sample: len(sample.chart.nodes) <= SMALL)


@CASES
@given(SMALL_CHARTS)
def test_no_order_of_a_small_chart_has_fewer_crossings(sample: Sample) -> None:
    drawn = crossings(laid(sample.chart))
    if drawn:
        assert drawn == fewest(sample.chart)


@pytest.mark.soak
@MANY
@given(SMALL_CHARTS)
def test_two_thousand_small_charts_have_the_fewest_crossings(sample: Sample) -> None:
    assert crossings(laid(sample.chart)) == fewest(sample.chart)


def crossed() -> Chart:
    """The order of the file crosses two wires; the other way round none cross."""
    lanes = (("one", "甲"), ("two", "乙"), ("three", "丙"))
    nodes = [
        node("s", NodeKind.START, "", "two"),
        node("fork", NodeKind.PARALLEL, "", "two"),
        *(task(name, name, "two") for name in ("right", "middle", "left")),
        node("join", NodeKind.PARALLEL, "", "two"),
        task("east", "东", "three"),
        task("west", "西", "one"),
        node("e", NodeKind.END, "", "two"),
    ]
    ways = [("s", "fork"), *(("fork", name) for name in ("right", "middle", "left"))]
    ways += [("right", "east"), ("left", "west"), ("middle", "join"), ("east", "join")]
    ways += [("west", "join"), ("join", "e")]
    return chart(nodes, [flow(*way) for way in ways], lanes)


def test_steps_stand_on_the_side_to_which_they_lead() -> None:
    body = laid(crossed())
    assert crossings(body) == 0
    assert body.nodes[ElementPath("left")].x < body.nodes[ElementPath("middle")].x
    assert body.nodes[ElementPath("middle")].x < body.nodes[ElementPath("right")].x


def test_flow_runs_down_or_aside_and_only_loops_run_up() -> None:
    body = laid(permit())
    graph = skeleton(permit())
    for wire, route in zip(graph.wires, body.routes, strict=True):
        if not route.back:
            assert body.nodes[wire.source].y <= body.nodes[wire.target].y
    back = {route.id for route in body.routes if route.back}
    assert back == {"supplement-j0", "g3-j1", "g4-check"}


def test_three_branches_of_a_gateway_leave_by_three_ports() -> None:
    body = laid(permit())
    for gate in ("g1", "g4"):
        starts = [route.points[0] for route in body.routes if route.id.startswith(f"{gate}-")]
        assert len(starts) == 3
        assert len(set(starts)) == 3


def test_a_task_may_follow_itself() -> None:
    nodes = [
        node("s", NodeKind.START, "", "lane"),
        task("a", "办理", "lane"),
        node("e", NodeKind.END, "", "lane"),
    ]
    flows = [flow("s", "a"), flow("a", "a", "再办"), flow("a", "e")]
    check_all(chart(nodes, flows, (("lane", "科室"),)))


@pytest.mark.parametrize("branches", [4, 5, 7])
def test_many_branches_are_all_named_and_laid(branches: int) -> None:
    nodes = [node("s", NodeKind.START, "", "lane"), node("g", NodeKind.EXCLUSIVE, "如何?", "lane")]
    flows = [flow("s", "g")]
    for i in range(branches):
        nodes.append(node(f"e{i}", NodeKind.END, f"结束{i}", "lane"))
        flows.append(flow("g", f"e{i}", f"情形{i}"))
    made = chart(nodes, flows, (("lane", "科室"),))
    body = laid(made)
    check_nodes(body, made)
    labels = [route.label for route in body.routes if route.label]
    assert len(labels) == branches
    for one, other in combinations(labels, 2):
        assert not overlap(label_area(one), label_area(other))


def test_nodes_without_a_lane_stand_with_their_neighbours() -> None:
    nodes = [
        node("s", NodeKind.START, "", "one"),
        task("a", "办理", "two"),
        node("g", NodeKind.EXCLUSIVE, "", None),
        node("e", NodeKind.END, "", None),
    ]
    flows = [flow("s", "a"), flow("a", "g"), flow("g", "e")]
    graph = skeleton(chart(nodes, flows, (("one", "甲"), ("two", "乙"))))
    assert [graph.lane_of[path] for path in graph.nodes] == [0, 1, 1, 1]


def test_a_chart_without_lanes_has_one() -> None:
    nodes = [node("s", NodeKind.START, "", None), node("e", NodeKind.END, "", None)]
    body = laid(chart(nodes, [flow("s", "e")], ()))
    assert [strip.lines for strip in body.lanes] == [("流程",)]
