"""Draw every chart of the project again: the SVGs that tests compare, and docs/gallery.

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

from support.gallery import GALLERY, GOLDEN, TEMPLATES, drawn, golden, read, shipped

from zhiheng_diagrams import Template, render

_COLOURS = 48
_WIDEST = 1500
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


def picture(path: Path, template: Template) -> str:
    """A small PNG; its name."""
    from PIL import Image  # noqa: PLC0415 -- only here, and no part of the project

    png = render(read(path), edition="internal", fmt="png", template=template)
    image = Image.open(BytesIO(png)).convert("RGB")
    if image.width > _WIDEST:
        tall = round(image.height * _WIDEST / image.width)
        image = image.resize((_WIDEST, tall), Image.Resampling.LANCZOS)
    name = f"{path.stem}-{template}.png"
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(GALLERY / name, optimize=True)
    return name


def show() -> None:
    """The page with all pictures."""
    GALLERY.mkdir(exist_ok=True)
    lines = [_HEAD]
    for path in shipped():
        chart = read(path)
        source = path.relative_to(GALLERY.parents[1]).as_posix()
        lines.append(f"## {chart.name}\n\n[`{source}`](../../{source})\n")
        for template in TEMPLATES:
            alternative = f"{chart.name} {_TITLES[template]}"
            lines.append(f"![{alternative}]({picture(path, template)})\n")
    (GALLERY / "README.md").write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    """Both, or the SVGs alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", action="store_true")
    asked = parser.parse_args()
    keep()
    if asked.pictures:
        show()


if __name__ == "__main__":
    main()
