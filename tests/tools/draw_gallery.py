"""Draw every chart of the project again: what tests compare, what pages show, docs/gallery.

    python tests/tools/draw_gallery.py            # after a wanted change of the drawing
    pip install pillow                            # for small PNGs; no part of the project
    python tests/tools/draw_gallery.py --pictures

Look at what has changed before you commit it.
"""

import argparse
import sys
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.gallery import GALLERY, GOLDEN, TEMPLATES, drawn, golden, pictures, read, shipped

from zhiheng.check import check_file
from zhiheng_diagrams import Template, choose, drawable, render, render_finding
from zhiheng_diagrams.notation import palette

_SCALE = 0.54
_WIDEST = 1300
_EDGES = ("#8D95A0", "#C9CDD2", "#D9938F", "#CDAD80")
"""What letters need at their edges, black ones and white ones."""
_TITLES: dict[Template, str] = {
    "lanes": "权力运行流程图 Flow in lanes",
    "risk": "廉政风险防控图 Risks and measures",
}
_HEAD = """# 图集 Gallery

本项目每张流程图的两种画法（内部版）。由 `tests/tools/draw_gallery.py --pictures` 生成，不要手改。
Every chart of the project in both templates, internal edition; generated, not to be edited.
"""


def keep() -> None:
    """The SVGs that tests compare with."""
    GOLDEN.mkdir(exist_ok=True)
    wanted = {golden(path, template) for path in shipped() for template in TEMPLATES}
    for old in set(GOLDEN.glob("*.svg")) - wanted:
        old.unlink()
    for path in shipped():
        for template in TEMPLATES:
            golden(path, template).write_bytes(drawn(path, template))


def told() -> None:
    """The pictures of the README and of the pages."""
    pictures = GALLERY.parent / "pictures"
    permit = next(path for path in shipped() if path.stem == "construction-permit")
    (pictures / "construction-permit.svg").write_bytes(drawn(permit, "lanes"))
    xml = (GALLERY.parent / "how-to" / "examples" / "stuck.bpmn").read_bytes()
    checked = check_file(xml)
    chart, finding = drawable(xml, checked), choose(checked.findings)
    assert chart is not None
    assert finding is not None
    stuck = render_finding(chart, finding, checked.findings, fmt="svg", banner=checked.title)
    (pictures / "stuck.svg").write_bytes(stuck)


def _palette() -> list[int]:
    """Our own colours, so that none becomes another for the sake of a small file."""
    plain = (palette.WHITE, palette.INK, palette.GREY, palette.BACK, palette.RULE, palette.HEAD)
    grounds = (palette.LANE_PALE, palette.EVENT, palette.CONTROL, palette.BAND, palette.OUTSIDE)
    levels = (c for tone in palette.LEVELS.values() for c in (tone.strong, tone.pale))
    told = (*plain, *grounds, *levels, *_EDGES)
    return [int(word[i : i + 2], 16) for word in told for i in (1, 3, 5)]


def picture(path: Path, template: Template, name: str, page: int | None) -> None:
    """A small PNG."""
    from PIL import Image  # noqa: PLC0415 -- only here, and no part of the project

    png = render(read(path), edition="internal", fmt="png", template=template, sheet=page)
    image = Image.open(BytesIO(png)).convert("RGB")
    wide = min(_WIDEST, round(image.width * _SCALE))
    tall = round(image.height * wide / image.width)
    image = image.resize((wide, tall), Image.Resampling.LANCZOS)
    ours = Image.new("P", (1, 1))
    ours.putpalette(_palette())
    small = image.quantize(palette=ours, dither=Image.Dither.NONE)
    small.save(GALLERY / name, optimize=True)


def show() -> None:
    """The page with all pictures."""
    GALLERY.mkdir(exist_ok=True)
    lines = [_HEAD]
    shown: set[str] = set()
    for path in shipped():
        chart = read(path)
        source = path.relative_to(GALLERY.parents[1]).as_posix()
        lines.append(f"## {chart.name}\n\n[`{source}`](../../{source})\n")
        for template in TEMPLATES:
            for name, page in pictures(path, template).items():
                picture(path, template, name, page)
                nth = f" {page}" if page else ""
                lines.append(f"![{chart.name} {_TITLES[template]}{nth}]({name})\n")
                shown.add(name)
    for old in GALLERY.glob("*.png"):
        if old.name not in shown:
            old.unlink()
    (GALLERY / "README.md").write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    """Both, or the SVGs alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", action="store_true")
    asked = parser.parse_args()
    keep()
    told()
    if asked.pictures:
        show()


if __name__ == "__main__":
    main()
