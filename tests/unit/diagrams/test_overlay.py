"""What is laid over a drawing is what a drawing made anew would show, and moves nothing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from unit.diagrams.permit import permit
from unit.diagrams.test_colours_used import HEAT, STATE, STEPS

from zhiheng.model.ids import ElementPath
from zhiheng_diagrams import ChartHeat, ChartState, Template, Warmth, lines, render
from zhiheng_diagrams.base import Wanted, base
from zhiheng_diagrams.output import graphviz, svg
from zhiheng_diagrams.output.dot import dot
from zhiheng_diagrams.overlays.heat import grade, told
from zhiheng_diagrams.overlays.overlay import marked
from zhiheng_diagrams.sheets.footer import Issue

SVG = "{http://www.w3.org/2000/svg}"
OVERS = [("state", STATE), ("heat", HEAT)]


def look(root: etree._Element) -> dict[str, list[tuple[str, ...]]]:
    """Each element of the flow: its class, and every outline and word in it, as painted."""
    found = {}
    for group in root.iter(f"{SVG}g"):
        if group.get("id"):
            parts = group.iter(f"{SVG}polygon", f"{SVG}path", f"{SVG}text")
            found[group.get("id", "")] = [(group.get("class", ""),), *sorted(map(painted, parts))]
    return found


def painted(one: etree._Element) -> tuple[str, ...]:
    broad = float(one.get("stroke-width", "1"))
    return (*(one.get(key, "").lower() for key in KEYS), f"{broad:.2f}", one.text or "")


KEYS = ("fill", "stroke", "font-weight", "text-anchor")


def shown(template: Template, over: ChartState | ChartHeat | None) -> etree._Element:
    return etree.fromstring(
        render(permit(), edition="internal", fmt="svg", template=template, state=over)
    )


@pytest.mark.parametrize("template", ["lanes", "risk"])
@pytest.mark.parametrize(("cover", "over"), OVERS)
def test_laid_over_looks_like_drawn_anew(
    template: Template, cover: str, over: ChartState | ChartHeat
) -> None:
    wanted = Wanted(permit().digest, template, "internal", Issue(), cover, permit())  # type: ignore[arg-type]  # one of Cover
    picture = marked(base(wanted).picture, over.marks(), "")
    anew = svg.finish(graphviz.draw(dot(picture), "svg"), picture)
    assert look(shown(template, over)) == look(anew)


@pytest.mark.parametrize(("cover", "over"), OVERS)
def test_the_drawing_that_all_share_stays_as_it_is(
    cover: str, over: ChartState | ChartHeat
) -> None:
    wanted = Wanted(permit().digest, "lanes", "internal", Issue(), cover, permit())  # type: ignore[arg-type]  # one of Cover
    before = svg.written(base(wanted).root)
    shown("lanes", over)
    assert svg.written(base(wanted).root) == before == base(wanted).svg


@pytest.mark.parametrize("over", [STATE, HEAT])
def test_nothing_moves(over: ChartState | ChartHeat) -> None:
    cover = "state" if over is STATE else "heat"
    wanted = Wanted(permit().digest, "lanes", "internal", Issue(), cover, permit())  # type: ignore[arg-type]  # one of Cover
    plain, laid = base(wanted).root, shown("lanes", over)
    points = [one.get("points") for one in plain.iter(f"{SVG}polygon")]
    after = [one.get("points") for one in laid.iter(f"{SVG}polygon")]
    pills = [
        one.find(f"{SVG}polygon").get("points")  # type: ignore[union-attr]  # a pill has one
        for one in laid.iter(f"{SVG}g")
        if " state " in f"{one.get('class', '')} "
    ]
    assert [x for x in after if x not in pills] == points


def test_a_round_is_told_from_the_second_on() -> None:
    twice = ChartState(open=STATE.open, rounds=tuple((path, 2) for path in STATE.open))
    assert "第2轮" in "".join(map(str, shown("lanes", twice).itertext()))
    once = ChartState(open=STATE.open, rounds=tuple((path, 1) for path in STATE.open))
    assert shown("lanes", once).findtext(f"{SVG}desc") == shown(
        "lanes", ChartState(open=STATE.open)
    ).findtext(f"{SVG}desc")


def test_a_card_stands_on_its_step_and_the_gravest_is_told() -> None:
    late = STEPS[3]
    both = replace(STATE, cards=((late, "yellow"), (late, "red")))
    root = shown("lanes", both)
    assert "已超期 红牌" in "".join(map(str, root.itertext()))
    spoken = root.findtext(f"{SVG}desc") or ""
    assert "已超期，红牌" in spoken
    assert "黄牌" not in spoken
    boxes = {ElementPath("box"): frozenset({late})}
    assert both.raised(boxes).told()[ElementPath("box")] == "已超期，红牌"


def test_the_text_alternative_tells_the_figures() -> None:
    spoken = shown("lanes", HEAT).findtext(f"{SVG}desc") or ""
    assert "9件，用时中位数1.5个工作日，超期12.5%" in spoken
    assert told(Warmth(3, None, None)) == "3件，尚无办结，无时限"


@given(st.floats(0, 100) | st.none())
@settings(max_examples=50)
def test_the_grade_follows_the_share_and_never_hides_what_is_late(late: float | None) -> None:
    order = ["cold", "warm", "hot", "worst"]
    expected = 0 if not late else 1 if late < 10 else 2 if late < 30 else 3
    assert grade(late) == order[expected]


def test_the_steps_in_words_are_an_ordered_list() -> None:
    found = lines(permit(), "internal", "risk")
    assert found[0].startswith("提出申请")
    assert any("风险点③等级一级(高)" in line and "责任岗位：规划科经办人" in line for line in found)
    spoken = (shown("risk", None).findtext(f"{SVG}desc") or "").splitlines()[1:]
    assert spoken == [f"{n}. {line}" for n, line in enumerate(found, start=1)]
    assert not any("风险" in line for line in lines(permit(), "public", "lanes"))
