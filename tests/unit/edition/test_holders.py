"""Who answers for a risk is told by the name of a post, in the process that it is in."""

from dataclasses import replace

import pytest
from support.editions import permit
from support.gallery import read
from support.shipped import PLANNING

from zhiheng.edition.holders import called
from zhiheng.edition.project import public_edition
from zhiheng.model.chart import Lane
from zhiheng.model.ids import ElementPath, PostId


@pytest.mark.parametrize("name", ["penalty", "demolition", "completion-check"])
def test_no_public_edition_shows_the_id_of_a_post(name: str) -> None:
    edition = public_edition(read(PLANNING / f"{name}.bpmn"))
    raw = [r for _, step in edition.steps for r in step.risks if r.post == r.post_id != ""]
    assert raw == []
    assert any(risk.post for _, step in edition.steps for risk in step.risks)


def test_a_called_process_names_its_own_lanes_and_the_chart_its_own() -> None:
    """Both have a lane of the post: the nearer one by place stands in the wrong process."""
    chart = permit()
    step = chart.nodes[ElementPath("decide")]
    inner = replace(step, path=ElementPath("heard/host"), lane="heard_lane", parent=None)
    outer = replace(step, path=ElementPath("plain"), lane="outer_lane", parent=None)
    away = replace(step, path=ElementPath("away"), lane="away_lane", parent=None)
    lanes = (
        Lane("outer_lane", "科长", PostId("K")),
        Lane("between", "窗口"),
        Lane("away_lane", "市局"),
        Lane("heard_lane", "听证：科长", PostId("K")),
    )
    made = replace(chart, nodes={n.path: n for n in (inner, outer, away)}, lanes=lanes)
    assert called(made, "away_lane", PostId("K")) == "科长"
    assert called(made, "heard_lane", PostId("K")) == "听证：科长"
    assert called(made, None, PostId("K")) == "科长"
    assert called(made, "away_lane", PostId("nobody")) is None
