"""Positions in the file of a chart: all of it placed, nothing else of the file changed."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.bpmn_text import bpmn_text
from support.di import check, drawing, overlap
from support.joint import JOINT
from support.timed import TIMED
from unit.diagrams.random_charts import Sample, charts

from zhiheng.bpmn.assembly.assemble import assemble
from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart
from zhiheng.model.ids import Digest
from zhiheng.share import share
from zhiheng_diagrams.interchange import NoChart, lay

PROCESSES = sorted(share("processes").rglob("*.bpmn"))
BODIES = {"joint": JOINT.encode(), "timed": TIMED.encode()}


def meaning(xml: bytes, beside: Path | None = None) -> Chart:
    """What a file says, whatever its bytes; with what it imports from the folder of `beside`."""
    if beside is not None:
        xml = assemble(xml, lambda location: (beside.parent / location).read_bytes())
    chart = read_chart(xml).chart
    assert chart is not None
    return replace(chart, digest=Digest(""))


@pytest.mark.parametrize("path", PROCESSES, ids=lambda path: path.stem)
def test_every_chart_of_ours_is_placed_and_says_the_same(path: Path) -> None:
    xml = path.read_bytes()
    laid = lay(xml, again=True)
    check(drawing(laid.xml))
    assert meaning(laid.xml, path) == meaning(xml, path)
    assert lay(laid.xml, again=True).xml == laid.xml


@pytest.mark.parametrize("name", BODIES)
def test_events_sit_on_their_steps_and_bodies_have_a_plane_of_their_own(name: str) -> None:
    laid = lay(BODIES[name])
    drawn = drawing(laid.xml)
    check(drawn)
    assert meaning(laid.xml) == meaning(BODIES[name])
    assert set(drawn.planes) == {"joint": {"joint", "block"}, "timed": {"timed"}}[name]


CASES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_PIECE = re.compile(
    r' *<bpmndi:(BPMNShape|BPMNEdge)[^>]* bpmnElement="([^"]*)".*?</bpmndi:\1>\n', re.DOTALL
)


def pieces(xml: bytes) -> dict[str, str]:
    """The text of each shape and line."""
    return {m.group(2): m.group(0) for m in _PIECE.finditer(xml.decode())}


def placed_again(sample: Sample, data: st.DataObject) -> None:
    """Some shapes and lines are taken out of a drawing, and put back between the others."""
    laid = lay(bpmn_text(sample.chart))
    check(drawing(laid.xml))
    text, there = laid.xml.decode(), pieces(laid.xml)
    nodes = [*sample.chart.nodes, *(flow.id for flow in sample.chart.flows)]
    gone = set(data.draw(st.lists(st.sampled_from(nodes), max_size=6)))
    gone |= {k for k, n in sample.chart.nodes.items() if n.attached_to in gone}
    gone |= {f.id for f in sample.chart.flows if {f.source, f.target} & gone}
    for element in gone:
        text = text.replace(there[element], "")
    again = lay(text.encode())
    assert (again.placed, again.left) == (len(gone), ())
    # a new line avoids names where it can; around a crowded step it may have to pass through one
    check(drawing(again.xml), names=False)
    now = pieces(again.xml)
    frames = {lane.id for lane in sample.chart.lanes} | set(there) - set(nodes)
    kept = set(there) - gone - frames
    assert {k: now[k] for k in kept} == {k: there[k] for k in kept}


@CASES
@given(charts(timers=True), st.data())
def test_what_has_a_place_keeps_it_and_the_rest_is_put_between(
    sample: Sample, data: st.DataObject
) -> None:
    placed_again(sample, data)


@pytest.mark.soak
@settings(CASES, max_examples=2000)
@given(charts(timers=True), st.data())
def test_two_thousand_drawings_keep_what_they_have(sample: Sample, data: st.DataObject) -> None:
    placed_again(sample, data)


def test_what_stands_in_another_tongue_is_kept() -> None:
    """UTF-16, the default prefix, and a chart that names a diagram but draws nothing."""
    text = JOINT.replace("</definitions>", '<!-- 终 --><d:BPMNDiagram xmlns:d="http://www.omg.org/'
        'spec/BPMN/20100524/DI" id="d"><d:BPMNPlane id="p" bpmnElement="joint"/></d:BPMNDiagram>'
        "</definitions>")  # fmt: skip
    laid = lay(text.encode("utf-16"))
    found = laid.xml.decode("utf-16")
    check(drawing(found.encode()))
    assert "<!-- 终 -->" in found
    assert found.count("</bpmndi:BPMNDiagram>") == 2


def test_what_is_no_chart_is_said_to_be_none() -> None:
    for bad in (b"", b"<a/>", b"<!DOCTYPE a><a/>"):
        with pytest.raises(NoChart):
            lay(bad)


def by_hand(**shapes: tuple[int, int, int, int]) -> bytes:
    """The joint review, some of it drawn by hand from the left to the right, its block open."""
    drawn = "".join(
        f'<d:BPMNShape id="{name}_di" bpmnElement="{name}"'
        f"{' isExpanded=' + chr(34) + 'true' + chr(34) if name == 'block' else ''}>"
        f'<c:Bounds x="{x}" y="{y}" width="{w}" height="{h}"/></d:BPMNShape>'
        for name, (x, y, w, h) in shapes.items()
    )
    spaces = (
        'xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:c="http://www.omg.org/spec/DD/20100524/DC"'
    )
    plane = f'<d:BPMNPlane id="p" bpmnElement="joint">{drawn}</d:BPMNPlane>'
    diagram = f'<d:BPMNDiagram {spaces} id="d">{plane}</d:BPMNDiagram>'
    return JOINT.replace("</definitions>", f"{diagram}</definitions>").encode()


def test_new_steps_go_on_as_the_drawing_does() -> None:
    """To the right where no pool says otherwise, and inside a block that is drawn open."""
    laid = lay(by_hand(start=(100, 182, 36, 36), block=(400, 50, 900, 420)))
    sheet = drawing(laid.xml).planes["joint"]
    assert list(laid.left) == []
    assert sheet.boxes["start"] == pytest.approx((100, 182, 136, 218))
    assert sheet.boxes["draft"][0] > 136
    assert sheet.boxes["file"][0] > 1300
    left, top, right, bottom = sheet.boxes["block"]
    for name in ("in", "split", "planning", "office", "deputy", "join", "out"):
        box = sheet.boxes[name]
        assert left < box[0]
        assert box[2] < right
        assert top < box[1]
        assert box[3] < bottom


def test_no_step_is_put_into_a_block_that_it_is_no_part_of() -> None:
    laid = lay(by_hand(start=(100, 182, 36, 36), block=(150, 50, 1200, 420)))
    sheet = drawing(laid.xml).planes["joint"]
    assert not overlap(sheet.boxes["draft"], sheet.boxes["block"])


def test_a_block_that_is_too_narrow_is_not_stuffed() -> None:
    laid = lay(by_hand(start=(100, 182, 36, 36), block=(400, 50, 300, 200)))
    assert "deputy" in laid.left


@pytest.mark.parametrize("wrong", ['x="NaN"', 'x="1e400"', 'x=""', 'width="-5"', 'height="0"'])
def test_what_stands_where_nothing_can_be_drawn_is_named(wrong: str) -> None:
    placed = lay(JOINT.encode()).xml.decode()
    name = wrong.partition("=")[0]
    head, shape, tail = placed.partition('bpmnElement="draft"')
    broken = head + shape + re.sub(rf'\b{name}="[^"]*"', wrong, tail, count=1)
    assert lay(placed.encode()).left == ()
    assert lay(broken.encode()).left == ("draft",)
    assert lay(broken.encode(), again=True).left == ()
