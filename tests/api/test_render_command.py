"""`zhiheng render`: which chart, on which paper, with which foot."""

import re
from io import BytesIO
from pathlib import Path

import pytest
import segno
from pypdf import PdfReader
from support.gallery import ROOT
from typer.testing import CliRunner

from zhiheng_api.cli import app
from zhiheng_diagrams.sheets.footer import _code

SETTING_OUT = ROOT / "processes/planning/setting-out.bpmn"
PUBLICATION = ROOT / "processes/system/publication.bpmn"
ADDRESS = "https://example.org/public/proof"


def render(chart: Path, target: Path, *options: str) -> bytes:
    done = CliRunner().invoke(app, ["render", str(chart), "-o", str(target), *options])
    assert done.exit_code == 0, done.output
    return target.read_bytes()


@pytest.mark.parametrize(("paper", "pages"), [("a4", 2), ("a3", 1)])
def test_a_risk_chart_comes_on_paper(tmp_path: Path, paper: str, pages: int) -> None:
    pdf = render(SETTING_OUT, tmp_path / "risk.pdf", "--chart", "risk", "--paper", paper)
    sheets = PdfReader(BytesIO(pdf)).pages
    wanted = {"a4": (595, 842), "a3": (842, 1191)}[paper]
    assert [(int(x.mediabox.width), int(x.mediabox.height)) for x in sheets] == [wanted] * pages


def test_svg_and_png_have_pages_one_below_the_other(tmp_path: Path) -> None:
    svg = render(SETTING_OUT, tmp_path / "risk.svg", "--chart", "risk", "--paper", "a4").decode()
    assert re.search(r'width="595pt" height="1684pt"', svg)
    assert "共2页" in svg


def test_date_address_and_whole_digest_stand_at_the_foot(tmp_path: Path) -> None:
    options = ("--issued", "2026-11-01", "--verify", ADDRESS)
    svg = render(PUBLICATION, tmp_path / "lanes.svg", *options).decode()
    assert "发布日期 2026-11-01" in svg
    assert re.search(r"模型摘要 SHA-256 [0-9a-f]{64}<", svg)
    assert f">{ADDRESS}<" in svg
    assert "qr" not in render(PUBLICATION, tmp_path / "plain.svg").decode()


def test_the_code_is_the_address_with_its_quiet_border() -> None:
    """Each dark module lies in one of the drawn runs, each light one in none."""
    code = _code(ADDRESS, 100.0)
    rows = list(segno.make_qr(ADDRESS, error="m").matrix_iter(border=4))
    module = code.width / len(rows)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            at = (100 + module * (x + 0.5), module * (y + 0.5))
            inside = [
                one
                for one in code.parts
                if abs(one.x - at[0]) < one.width / 2 and abs(one.y - at[1]) < one.height / 2
            ]
            assert bool(inside) == bool(dark)
