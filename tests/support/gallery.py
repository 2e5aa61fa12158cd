"""The charts of the project, and the pictures of them that are kept."""

from pathlib import Path
from typing import get_args

from support.shipped import chart_files, chart_of
from zhiheng.model.chart import Chart
from zhiheng_diagrams import Template, render

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
GALLERY = ROOT / "docs" / "gallery"
TEMPLATES: tuple[Template, ...] = get_args(Template)


def shipped() -> list[Path]:
    """Every chart that ships, by family and name."""
    return list(chart_files().values())


def read(path: Path) -> Chart:
    """The chart as it runs."""
    return chart_of(path.stem)


def golden(path: Path, template: Template) -> Path:
    """The SVG that is kept of it."""
    return GOLDEN / f"{path.stem}.{template}.svg"


def drawn(path: Path, template: Template) -> bytes:
    """The same SVG, drawn now."""
    return render(read(path), edition="internal", fmt="svg", template=template)
