"""The charts of the project, and the pictures of them that are kept."""

from functools import cache
from pathlib import Path
from typing import get_args

from support.shipped import chart_files, chart_of
from zhiheng.model.chart import Chart
from zhiheng_diagrams import Template, count_pages, render

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
GALLERY = ROOT / "docs" / "gallery"
TEMPLATES: tuple[Template, ...] = get_args(Template)


def shipped() -> list[Path]:
    """Every chart that ships, by family and name."""
    return list(chart_files().values())


@cache
def read(path: Path) -> Chart:
    """The chart as it runs."""
    return chart_of(path.stem)


def pictures(path: Path, template: Template) -> dict[str, int | None]:
    """The names of its pictures -> the page that each shows; None: all of it."""
    count = count_pages(read(path)) if template == "lanes" else 1
    if count == 1:
        return {f"{path.stem}-{template}.png": None}
    return {f"{path.stem}-{template}-{n}.png": n for n in range(1, count + 1)}


def golden(path: Path, template: Template) -> Path:
    """The SVG that is kept of it."""
    return GOLDEN / f"{path.stem}.{template}.svg"


def drawn(path: Path, template: Template) -> bytes:
    """The same SVG, drawn now."""
    return render(read(path), edition="internal", fmt="svg", template=template)
