"""A finding on its chart: the way numbered in order, what is at fault marked, the cure in words."""

import re

import pytest
from lxml import etree
from support.broken import DEADLOCK
from unit.bpmn.foreign import ENDS, flow, nodes, process, way

from zhiheng.bpmn.importer import import_chart
from zhiheng.check import ANALYSED_ONLY, analyse_chart
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding, Severity, Text
from zhiheng_diagrams import TooLarge, choose, render_finding
from zhiheng_diagrams.faults.fault_page import fault_page
from zhiheng_diagrams.faults.way import way as way_of
from zhiheng_diagrams.notation.drawing import Shape

SVG = "{http://www.w3.org/2000/svg}"
NESTED = process(
    ENDS
    + nodes("parallelGateway:join", "userTask:after")
    + '<subProcess id="part" name="Part">'
    + nodes("startEvent:ps", "userTask:inner", "endEvent:pe")
    + way("ps", "inner", "pe")
    + "</subProcess>"
    + '<boundaryEvent id="late" name="Late" attachedToRef="part"><timerEventDefinition/>'
    + "</boundaryEvent>"
    + way("s", "part", "join", "after", "e")
    + flow("late", "join")
)
"""The sub-process and the timer that breaks it off are joined as if both came: one never does."""
TWICE = process(
    ENDS
    + nodes("parallelGateway:split", "exclusiveGateway:merge", "userTask:a", "userTask:b")
    + nodes("userTask:last")
    + way("s", "split", "a", "merge", "last", "e")
    + way("split", "b", "merge")
)
LONG = process(ENDS + "".join(nodes(f"userTask:t{i}") for i in range(12)) + way(
    "s", *(f"t{i}" for i in range(12)), "e"
))  # fmt: skip


def found(xml: bytes, rule: str) -> tuple[Chart, Finding]:
    chart = import_chart(xml).chart
    finding = choose(analyse_chart(xml).findings, rule)
    assert chart is not None
    assert finding is not None
    return chart, finding


def drawn(xml: bytes, rule: str) -> etree._Element:
    chart, finding = found(xml, rule)
    return etree.fromstring(render_finding(chart, finding, fmt="svg", banner=ANALYSED_ONLY))


def groups(root: etree._Element, css: str) -> list[etree._Element]:
    return [g for g in root.iter(f"{SVG}g") if css in g.get("class", "").split()]


def said(element: etree._Element) -> str:
    return "".join("".join(map(str, text.itertext())) for text in element.iter(f"{SVG}text"))


def titles(root: etree._Element, css: str) -> list[str]:
    return [g.findtext(f"{SVG}title") or "" for g in groups(root, css)]


@pytest.mark.parametrize(
    ("xml", "rule"),
    [(DEADLOCK, "SND001"), (NESTED, "SND001"), (TWICE, "SND003")],
    ids=["deadlock", "nested", "twice"],
)
def test_the_steps_of_the_trace_are_numbered_in_their_order(xml: bytes, rule: str) -> None:
    chart, finding = found(xml, rule)
    names = {str(path): node.name for path, node in chart.nodes.items()}
    names |= {f.id: f"{names[f.source]} → {names[f.target]}" for f in chart.flows if not f.name}
    root = drawn(xml, rule)
    assert finding.trace
    assert [g.get("id") for g in groups(root, "step")] == [
        f"step-{n}" for n in range(1, len(finding.trace) + 1)
    ]
    assert [said(g) for g in groups(root, "step")] == [
        str(n) for n in range(1, len(finding.trace) + 1)
    ]
    assert titles(root, "step") == [
        f"{n}. {names[e] or e}" for n, e in enumerate(finding.trace, start=1)
    ]


def test_each_number_stands_at_its_element() -> None:
    root = drawn(DEADLOCK, "SND001")
    _, finding = found(DEADLOCK, "SND001")
    for n, element in enumerate(finding.trace, start=1):
        (own,) = [g for g in root.iter(f"{SVG}g") if g.get("id") == element]
        number = next(g for g in groups(root, "step") if g.get("id") == f"step-{n}")
        at = middle(number)
        left, top, right, bottom = extent(own)
        assert left - 12 <= at[0] <= right + 12
        assert top - 12 <= at[1] <= bottom + 12


def middle(group: etree._Element) -> tuple[float, float]:
    oval = group.find(f"{SVG}ellipse")
    assert oval is not None
    return float(oval.get("cx", "")), float(oval.get("cy", ""))


def extent(group: etree._Element) -> tuple[float, float, float, float]:
    """Of its own outline, without text."""
    shapes = [e.get("points") or e.get("d") or "" for e in group.iter()]
    numbers = [float(x) for shape in shapes for x in re.findall(r"-?\d+\.?\d*", shape)]
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def test_the_join_that_waits_is_marked_with_the_branch_that_never_comes() -> None:
    root = drawn(DEADLOCK, "SND001")
    assert [g.get("id") for g in groups(root, "guilty")] == ["join"]
    assert len(groups(root, "awaited")) == 1
    assert {said(g) for g in groups(root, "fault")} == {"卡住"}
    assert said(groups(root, "missing")[0]) == "等不到"
    assert len(groups(root, "token")) == 1


def test_the_flows_of_the_way_are_told_apart_from_those_not_taken() -> None:
    _, finding = found(DEADLOCK, "SND001")
    taken = {"a"} if "a" in finding.trace else {"b"}
    other = {"a", "b"} - taken
    walked = {g.get("id") for g in groups(drawn(DEADLOCK, "SND001"), "walked")}
    assert {f"{t}-join" for t in taken} | {f"split-{t}" for t in taken} <= walked
    assert not {f"{o}-join" for o in other} & walked


def test_the_sentence_and_the_cure_are_told_in_both_languages_above_the_chart() -> None:
    _, finding = found(DEADLOCK, "SND001")
    root = drawn(DEADLOCK, "SND001")
    words = re.sub(r"\s", "", said(root))
    for text in (finding.message, finding.cure, ANALYSED_ONLY):
        assert re.sub(r"\s", "", text.zh) in words
        assert re.sub(r"\s", "", text.en) in words
    caption = extent(groups(root, "caption")[0])
    start = next(g for g in root.iter(f"{SVG}g") if g.get("id") == "s")
    assert caption[3] < extent(start)[1]


def test_the_description_tells_the_way_to_those_who_cannot_see_it() -> None:
    root = drawn(DEADLOCK, "SND001")
    spoken = root.findtext(f"{SVG}desc") or ""
    assert "将一直等待" in spoken
    assert "怎么办" in spoken
    assert re.findall(r"^(\d+)\. ", spoken, re.MULTILINE) == [
        str(n) for n in range(1, len(groups(root, "step")) + 1)
    ]


def test_no_two_nodes_and_no_caption_overlap() -> None:
    for xml, rule in ((DEADLOCK, "SND001"), (NESTED, "SND001"), (TWICE, "SND003")):
        root = drawn(xml, rule)
        chart, _ = found(xml, rule)
        inner = {n.parent for n in chart.nodes.values()}
        ids = {str(p) for p in chart.nodes if p not in inner}
        boxes = [extent(g) for g in root.iter(f"{SVG}g") if g.get("id") in ids]
        boxes.append(extent(groups(root, "caption")[0]))
        assert len(boxes) == len(ids) + 1
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_a_sub_process_is_a_frame_about_what_it_holds() -> None:
    root = drawn(NESTED, "SND001")
    (frame,) = groups(root, "sub-process")
    inner = next(g for g in root.iter(f"{SVG}g") if g.get("id") == "part/inner")
    outer, box = extent(frame), extent(inner)
    assert outer[0] < box[0] < box[2] < outer[2]
    assert outer[1] < box[1] < box[3] < outer[3]


def test_a_second_token_shows_on_the_flow_where_it_comes() -> None:
    chart, finding = found(TWICE, "SND003")
    shown = way_of(chart, finding)
    assert max(shown.left.values()) == 2


def test_a_finding_without_a_way_is_shown_at_its_place() -> None:
    chart, _ = found(DEADLOCK, "SND001")
    finding = Finding("LNT001", Severity.WARNING, ("a",), Text("缺", "lacks"), Text("补", "add"))
    root = etree.fromstring(render_finding(chart, finding, fmt="svg"))
    assert not groups(root, "step")
    assert [g.get("id") for g in groups(root, "guilty")] == ["a"]


def test_what_else_was_found_is_counted() -> None:
    chart, finding = found(DEADLOCK, "SND001")
    everything = analyse_chart(DEADLOCK).findings
    root = etree.fromstring(render_finding(chart, finding, everything, fmt="svg"))
    assert f"另有{len(everything) - 1}条" in said(root).replace(" ", "")


def test_names_from_the_file_are_text_and_nothing_else() -> None:
    named = DEADLOCK.replace(b'name="join"', b'name="&lt;script&gt;alert(1)&lt;/script&gt;\\N"')
    root = drawn(named, "SND001")
    assert not list(root.iter(f"{SVG}script"))
    assert "<script>" in said(root).replace("\n", "")


def test_the_same_finding_gives_the_same_bytes() -> None:
    chart, finding = found(NESTED, "SND001")
    assert render_finding(chart, finding, fmt="svg") == render_finding(chart, finding, fmt="svg")


def test_what_nobody_could_read_is_not_drawn() -> None:
    many = [f"t{i}" for i in range(210)]
    chart = import_chart(process(ENDS + nodes(*(f"task:{t}" for t in many)) + way("s", *many, "e")))
    assert chart.chart is not None
    finding = Finding("SND007", Severity.UNPROVEN, (), Text("多", "many"), Text("分", "divide"))
    with pytest.raises(TooLarge, match="最多"):
        render_finding(chart.chart, finding, fmt="svg")


def test_the_gravest_finding_with_a_way_is_drawn_first() -> None:
    text = Text("一", "one")
    warning = Finding("SND005", Severity.WARNING, ("a",), text, text, trace=("s",))
    placed = Finding("SND004", Severity.ERROR, ("a",), text, text)
    shown = Finding("SND001", Severity.ERROR, ("a",), text, text, trace=("s",))
    assert choose((warning, placed, shown)) is shown
    assert choose((warning, placed)) is placed
    assert choose((warning, placed, shown), "SND005") is warning
    assert choose((warning,), "SND009") is None


def test_long_ways_have_numbers_of_two_digits() -> None:
    chart = import_chart(LONG).chart
    assert chart is not None
    trace = ("s", *(f"t{i}" for i in range(12)), "e")
    text = Text("长", "long")
    finding = Finding("SND002", Severity.ERROR, ("e",), text, text, trace=trace)
    picture = fault_page(chart, finding, (), None)
    steps = [one.id for one in picture.items if isinstance(one, Shape) and one.css == "step"]
    assert steps[-1] == "step-14"
