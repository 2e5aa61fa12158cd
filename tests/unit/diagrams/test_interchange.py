"""Positions in the file of a chart: all of it placed, nothing else of the file changed."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.di import check, drawing
from support.joint import JOINT
from support.timed import TIMED

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


def test_what_is_no_chart_is_said_to_be_none() -> None:
    for bad in (b"", b"<a/>", b"<!DOCTYPE a><a/>"):
        with pytest.raises(NoChart):
            lay(bad)
