"""Every chart of the project is drawn as it was last looked at, in both templates."""

import pytest
from support.gallery import GALLERY, GOLDEN, TEMPLATES, drawn, golden, pictures, read, shipped
from unit.diagrams.seen import check_legible

from zhiheng_diagrams import Template
from zhiheng_diagrams.base import Wanted, sheets
from zhiheng_diagrams.sheets.footer import Issue

REMAKE = "look at what changed, then run tests/tools/draw_gallery.py --pictures"


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_chart_is_drawn_as_it_was_looked_at(template: Template) -> None:
    changed = [
        path.stem
        for path in shipped()
        if not golden(path, template).is_file()
        or golden(path, template).read_bytes() != drawn(path, template)
    ]
    assert not changed, REMAKE


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_label_is_cut_or_lies_over_another(template: Template) -> None:
    for path in shipped():
        chart = read(path)
        wanted = Wanted(chart.digest, template, "internal", Issue(), "none", chart)
        for page in sheets(wanted, None):
            check_legible(page)


@pytest.mark.soak
def test_no_label_is_cut_on_any_page() -> None:
    """The pages of the gallery; the whole charts are looked at above."""
    for path in shipped():
        chart = read(path)
        for number, _ in enumerate(pictures(path, "lanes").values(), start=1):
            wanted = Wanted(chart.digest, "lanes", "internal", Issue(), "none", chart, number)
            (page,) = sheets(wanted, None)
            check_legible(page)


def test_the_gallery_shows_every_chart_and_nothing_else() -> None:
    page = (GALLERY / "README.md").read_text(encoding="utf-8")
    named = {
        name for path in shipped() for template in TEMPLATES for name in pictures(path, template)
    }
    assert {one.name for one in GALLERY.glob("*.png")} == named, REMAKE
    assert all(f"]({name})" in page for name in named), REMAKE
    kept = {golden(path, template).name for path in shipped() for template in TEMPLATES}
    assert {one.name for one in GOLDEN.iterdir()} == kept, REMAKE
    assert sum(one.stat().st_size for one in GALLERY.iterdir()) < 4_000_000
