"""Positions in the file of a chart: all of it placed, nothing else of the file changed."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.bpmn_text import bpmn_text
from support.di import check, drawing
from support.joint import JOINT
from support.timed import TIMED
from unit.diagrams.random_charts import Sample, charts

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart
from zhiheng.model.ids import Digest
from zhiheng.share import share
from zhiheng_diagrams.interchange import NoChart, lay

PROCESSES = sorted(share("processes").rglob("*.bpmn"))
BODIES = {"joint": JOINT.encode(), "timed": TIMED.encode()}


def meaning(xml: bytes) -> Chart:
    """What a file says, whatever its bytes."""
    chart = read_chart(xml).chart
    assert chart is not None
    return replace(chart, digest=Digest(""))


@pytest.mark.parametrize("path", PROCESSES, ids=lambda path: path.stem)
def test_every_chart_of_ours_is_placed_and_says_the_same(path: Path) -> None:
    xml = path.read_bytes()
    laid = lay(xml, again=True)
    check(drawing(laid.xml))
    assert meaning(laid.xml) == meaning(xml)
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


@CASES
@given(charts(timers=True), st.data())
def test_what_has_a_place_keeps_it_and_the_rest_is_put_between(
    sample: Sample, data: st.DataObject
) -> None:
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
    check(drawing(again.xml))
    now = pieces(again.xml)
    frames = {lane.id for lane in sample.chart.lanes} | set(there) - set(nodes)
    kept = set(there) - gone - frames
    assert {k: now[k] for k in kept} == {k: there[k] for k in kept}


def test_what_is_no_chart_is_said_to_be_none() -> None:
    for bad in (b"", b"<a/>", b"<!DOCTYPE a><a/>"):
        with pytest.raises(NoChart):
            lay(bad)
