"""What a picture shows, hides, escapes and promises."""

import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from unit.diagrams.permit import LANES, permit, renamed

from zhiheng.model.ids import Digest, ElementPath, PostId
from zhiheng_diagrams import ChartState, GlyphMissing, Template, render
from zhiheng_diagrams.notation import palette, text
from zhiheng_diagrams.output import fonts
from zhiheng_diagrams.output.graphviz import Format, draw

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "</text><script>alert(1)</script>",
    "<b>bold</b>",
    "<<TABLE><TR><TD>x</TD></TR></TABLE>>",
    'quote " and \\ and \\N \\G \\l',
    "&amp; &#60; & <",
    "trailing\\",
    "\x00\x08 \u202egnp",
)
STATE = ChartState(
    open=frozenset({ElementPath("check"), ElementPath("visit")}),
    done=frozenset({ElementPath("intake")}),
    overdue=frozenset({ElementPath("visit")}),
)


def svg(**more: object) -> etree._Element:
    options = {"edition": "internal", "chart": permit(), **more}
    chart = options.pop("chart")
    return etree.fromstring(render(chart, fmt="svg", **options))  # type: ignore[arg-type]


def said(root: etree._Element) -> str:
    """All text drawn, without the breaks between lines."""
    return "".join("".join(map(str, one.itertext())) for one in root.iter(f"{SVG}text"))


def group(root: etree._Element, key: str) -> etree._Element:
    (found,) = [g for g in root.iter(f"{SVG}g") if g.get("id") == key]
    return found


def test_svg_is_accessible_and_needs_no_font_of_the_server() -> None:
    root = svg()
    assert root.get("role") == "img"
    assert root.get("font-family") == (
        '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif'
    )
    title, spoken = root[0], root[1]
    assert root.get("aria-labelledby") == f"{title.get('id')} {spoken.get('id')}"
    assert title.text == "建设工程规划许可证核发权力运行流程图"
    assert "补正材料" in (spoken.text or "")
    assert all(one.get("font-family") is None for one in root.iter(f"{SVG}text"))


def test_every_name_stands_in_the_group_of_its_node() -> None:
    root = svg()
    for path, node in permit().nodes.items():
        assert node.name in said(group(root, path)).replace(" ", "")
    for flow in permit().flows:
        assert group(root, flow.id).get("class", "").startswith("edge flow")
        assert flow.name in said(root)
    for _, lane in LANES:
        assert lane in said(root)


def test_classes_let_css_recolour() -> None:
    assert group(svg(), "visit").get("class") == "node task high"
    assert group(svg(edition="public"), "visit").get("class") == "node task"
    assert group(svg(), "g3-j1").get("class") == "edge flow back"


@pytest.mark.parametrize(
    "shown",
    [
        "XZXK-0127-003",
        "行政许可",
        "《中华人民共和国城乡规划法》第四十条",
        "20个工作日",
        "13个工作日",
        "0000-1234567",
        "0000-7654321",
        "construction-permit",
        "5f2ac91e5f2a",
        "双人",
        "外部",
        "听证主持",
        "回到补正",
        "图例",
    ],
)
@pytest.mark.parametrize("edition", ["public", "internal"])
def test_both_editions_show(edition: str, shown: str) -> None:
    assert shown in said(svg(edition=edition))


@pytest.mark.parametrize("template", ["lanes", "risk"])
def test_a_second_post_that_checks_each_time_is_told_by_a_tag(template: Template) -> None:
    """交叉制约: A does, B checks; the tag stands in the box and in the legend."""
    base = permit()
    node = base.nodes[ElementPath("sign")]
    assert node.task is not None
    checked = replace(node, task=replace(node.task, crosscheck=PostId("jc")))
    chart = replace(base, digest=Digest("ab" * 32), nodes={**base.nodes, node.path: checked})
    root = svg(chart=chart, template=template)
    assert "交叉复核" in said(group(root, "sign"))
    assert "另一岗位每次复核并签字" in said(root)
    assert "交叉复核" not in said(svg(template=template))


def test_public_edition_tells_nothing_of_risks_or_posts() -> None:
    public = render(permit(), edition="public", fmt="svg").decode()
    internal = said(svg())
    for task in permit().tasks:
        for risk in task.risks:
            hidden = (risk.manifestation, *(measure.text for measure in risk.measures))
            assert not any(secret in public for secret in hidden)
            assert all(secret in internal for secret in hidden)
    for word in ("风险", "岗位时限", "防控", "责任岗位", "①", "high", "medium"):
        assert word not in public
    assert "①中" in internal
    assert "③高" in internal


def test_same_arguments_give_the_same_bytes_wherever_one_draws(tmp_path: Path) -> None:
    """Another process, another folder: the same SVG, the same fonts, and no marks left behind."""
    first = render(permit(), edition="internal", fmt="svg")
    code = (
        "import sys; from unit.diagrams.permit import permit; from zhiheng_diagrams import render;"
        "sys.stdout.buffer.write(render(permit(), edition='internal', fmt='svg'));"
        "open('chart.pdf', 'wb').write(render(permit(), edition='public', fmt='pdf'))"
    )
    paths = os.pathsep.join(str(Path(path).resolve()) for path in sys.path)
    env = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "7"}
    again = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", code], env=env, cwd=tmp_path, check=True, capture_output=True
    )
    assert again.stdout == first
    (pdf,) = tmp_path.iterdir()
    assert fonts_in(pdf.read_bytes()) == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


def test_a_date_is_printed_only_when_given() -> None:
    assert "发布日期" not in said(svg())
    assert "发布日期 2026-11-01" in said(svg(issued="2026-11-01"))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("path", ["intake", "g1", "start"])
def test_hostile_names_come_out_as_plain_text(path: str, name: str) -> None:
    root = svg(chart=renamed(permit(), path, name))
    assert not list(root.iter(f"{SVG}script"))
    drawn = said(group(root, path)).replace(" ", "")
    assert text.clean(name).replace(" ", "") in drawn


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=40))
def test_no_name_breaks_the_picture(name: str) -> None:
    root = svg(chart=renamed(permit(), "intake", name))
    assert text.clean(name).replace(" ", "") in said(group(root, "intake")).replace(" ", "")


def test_state_is_told_in_classes_and_in_words() -> None:
    root = svg(edition="public", state=STATE)
    for path, css, word in (
        ("intake", "node task done", "已办"),
        ("check", "node task open", "办理中"),
        ("visit", "node task overdue", "已超期"),
    ):
        assert group(root, path).get("class") == css
        assert word in said(group(root, path))
    assert "办理中" not in said(group(root, "review"))


def test_state_leaves_everything_in_its_place() -> None:
    plain, live = svg(edition="public"), svg(edition="public", state=STATE)
    for path in permit().nodes:
        boxes = [group(root, path).find(f"{SVG}polygon") for root in (plain, live)]
        if boxes[0] is not None and boxes[1] is not None:
            assert boxes[0].get("points") == boxes[1].get("points")


def test_pictures_are_kept_by_digest() -> None:
    once = render(permit(), edition="public", fmt="svg")
    assert render(permit(), edition="public", fmt="svg") is once


def test_png_and_pdf_are_drawn_with_the_fonts_that_ship() -> None:
    assert render(permit(), edition="public", fmt="png").startswith(b"\x89PNG")
    pdf = render(permit(), edition="public", fmt="pdf")
    assert pdf.startswith(b"%PDF")
    assert fonts_in(pdf) == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


def fonts_in(pdf: bytes) -> set[str]:
    """The names of the fonts put into a PDF, without the tags of their subsets."""
    streams = re.finditer(rb"stream\r?\n", pdf)
    data = pdf + b"".join(inflated(pdf[found.end() :]) for found in streams)
    return {name.decode() for name in re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([\w-]+)", data)}


def inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""


@pytest.mark.parametrize("fmt", ["png", "pdf"])
@pytest.mark.parametrize("template", ["lanes", "risk"])
def test_a_character_without_a_glyph_is_named_and_never_an_empty_box(
    template: Template, fmt: Format
) -> None:
    chart = renamed(permit(), "intake", "受理\U0002cb4e项目")
    with pytest.raises(GlyphMissing, match=r"U\+2CB4E，在“受理\U0002cb4e项目”") as refused:
        render(chart, edition="internal", fmt=fmt, template=template)
    assert "empty boxes" in refused.value.message.en
    assert render(chart, edition="internal", fmt="svg", template=template)


def test_what_the_list_promises_both_faces_write() -> None:
    """The check goes by the list; a probe of the fonts themselves tells whether it is so."""
    probe = "制衡①㊿—℃Aé齄㑇"
    assert {char for char in probe if char in fonts.covered()} == set("制衡①㊿—℃Aé齄")
    for face in ("", " Bold"):
        source = 'graph { n [shape=plaintext, pos="0,0", fontname="Noto Sans SC%s", label="%s"]; }'
        pdf = draw(source % (face, probe[:-1]), "pdf")
        mapped = b"".join(
            inflated(pdf[found.end() :]) for found in re.finditer(rb"stream\r?\n", pdf)
        ).lower()
        assert all(f"<{ord(char):04x}>".encode() in mapped for char in probe[:-1])


def test_programs_started_later_keep_their_own_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "their.conf")
    render(renamed(permit(), "start", "另一个"), edition="public", fmt="svg")
    assert os.environ["FONTCONFIG_FILE"] == "their.conf"


def test_bad_dot_is_an_error_and_no_crash() -> None:
    with pytest.raises(ValueError, match=r".+"):
        draw("digraph {", "svg")


@pytest.mark.parametrize("tone", [*palette.LEVELS.values(), *palette.STATES.values()])
def test_colours_can_be_read(tone: palette.Tone) -> None:
    assert contrast(tone.strong, palette.WHITE) >= 4.5
    assert contrast(tone.strong, tone.pale) >= 4.5
    assert contrast(palette.GREY, tone.pale) >= 4.5
    assert contrast(palette.INK, tone.pale) >= 7


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two colours."""
    light = sorted((luminance(one), luminance(other)), reverse=True)
    return (light[0] + 0.05) / (light[1] + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
