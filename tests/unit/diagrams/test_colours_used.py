"""Every colour of every picture of the project: words can be read (WCAG AA), levels are words."""

from collections.abc import Iterator

import pytest
from support.gallery import TEMPLATES, read, shipped
from unit.diagrams.permit import permit
from unit.diagrams.seen import Seen, contrast, shapes, words_of

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng_diagrams import ChartHeat, ChartState, Template, Warmth
from zhiheng_diagrams.base import Wanted, sheets
from zhiheng_diagrams.notation import palette, words
from zhiheng_diagrams.notation.drawing import Picture
from zhiheng_diagrams.overlays.overlay import marked
from zhiheng_diagrams.sheets.footer import Issue
from zhiheng_diagrams.sheets.legend import Cover

PERMIT = "construction-permit"
STEPS = tuple(ElementPath(x) for x in ("intake", "supplement", "visit", "check", "sign", "decide"))
STATE = ChartState(
    open=frozenset(STEPS[1:3]), done=frozenset(STEPS[:1]), overdue=frozenset(STEPS[2:4])
)
HEAT = ChartHeat(
    tuple(
        (step, Warmth(9, 1.5, late))
        for step, late in zip(STEPS, (0.0, None, 4.0, 12.5, 30.0, 100.0), strict=True)
    )
)
LEAST = 4.5
LEAST_OF_FRAMES = 3.0
"""WCAG 2.1, 1.4.3 and 1.4.11."""


def picture(chart: Chart, template: Template, cover: Cover = "none") -> Picture:
    issue = Issue("2026-11-01", "https://example.org/proof")
    (page,) = sheets(Wanted(chart.digest, template, "internal", issue, cover, chart), None)
    return page


def pictures() -> Iterator[Picture]:
    for path in shipped():
        yield from (picture(read(path), template) for template in TEMPLATES)
    for template in TEMPLATES:
        yield marked(picture(permit(), template, "state"), STATE.marks(), "")
        yield marked(picture(permit(), template, "heat"), HEAT.marks(), "")


def test_all_words_can_be_read_on_what_lies_behind_them() -> None:
    pairs: dict[tuple[str, str], Seen] = {}
    for one in pictures():
        for seen in words_of(one):
            pairs.setdefault((seen.words.colour, seen.ground), seen)
    assert len(pairs) > 20, "the pictures of the project use more than that"
    faint = {pair: seen.words.text for pair, seen in pairs.items() if contrast(*pair) < LEAST}
    assert not faint


def test_frames_that_mean_a_level_or_a_state_stand_out_from_both_sides() -> None:
    tones = [*palette.LEVELS.values(), *palette.STATES.values(), *palette.HEAT.values()]
    for tone in (*tones, palette.HELD, palette.FAULT):
        assert contrast(tone.strong, tone.pale) >= LEAST_OF_FRAMES
        assert contrast(tone.strong, palette.WHITE) >= LEAST_OF_FRAMES


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_level_is_never_told_by_colour_alone(template: Template) -> None:
    one = picture(permit(), template)
    for shape in shapes(one):
        level = next((x for x in words.LEVEL_WORDS if x in shape.css.split()), None)
        if level is not None:
            said = [line.text for line in shape.words]
            said += [line.text for part in shape.parts for line in part.words]
            assert any(words.LEVEL_WORDS[level] in text for text in said), shape


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_is_laid_over_is_told_in_words_too(template: Template) -> None:
    for cover, over in (("state", STATE), ("heat", HEAT)):
        one = marked(picture(permit(), template, cover), over.marks(), "")  # type: ignore[arg-type]
        for shape in shapes(one):
            if shape.id in over.marks():
                hung = [part for part in shape.parts if part.css.startswith("state")]
                assert any(part.words[0].text for part in hung), shape.id
