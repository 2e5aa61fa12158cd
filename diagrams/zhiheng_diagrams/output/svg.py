"""Graphviz's SVG made fit for the web: accessible, one group for each element, one font stack."""

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from zhiheng_diagrams.notation.drawing import Arrow, Item, Picture, Shape, Words
from zhiheng_diagrams.output.dot import FONTS
from zhiheng_diagrams.overlays.overlay import Mark, pills

_NS = "http://www.w3.org/2000/svg"
_OUTLINES = frozenset({"polygon", "path", "ellipse"})
_BASELINE = 0.36
"""How far below the middle of a line its baseline lies, in em."""


def finish(raw: bytes, picture: Picture) -> etree._Element:
    """`raw` regrouped: what belongs to a node stands in its group."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(raw, parser)
    _announce(root, picture)
    groups = {_key(group): group for group in root.iter(f"{{{_NS}}}g")}
    for n, item in enumerate(picture.items):
        _dress(groups, f"k{n}", item, picture.height)
    for unnamed in ("chart", "page"):
        _name(groups[unnamed], "", "")
    for comment in list(root.iter(etree.Comment)):
        parent = comment.getparent()
        if parent is not None:
            parent.remove(comment)
    return root


def written(root: etree._Element) -> bytes:
    """The bytes of a drawing."""
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def laid_over(
    root: etree._Element, picture: Picture, marks: Mapping[str, Mark], description: str
) -> bytes:
    """A copy of a finished drawing with marks: only classes, colours and hanging words differ."""
    root = deepcopy(root)
    spoken = root.find(f"{{{_NS}}}desc")
    if spoken is not None:
        spoken.text = description
    shapes = {x.id: x for x in picture.items if isinstance(x, Shape) and x.id in marks}
    for group in root.iter(f"{{{_NS}}}g"):
        one = shapes.get(group.get("id", ""))
        if one is not None:
            _mark(group, one, marks[one.id], picture.height)
    return written(root)


def _mark(group: etree._Element, one: Shape, mark: Mark, tall: float) -> None:
    group.set("class", f"{group.get('class', '')} {mark.css}")
    outline = next(x for x in group if etree.QName(x).localname in _OUTLINES)
    outline.set("fill", mark.tone.pale)
    outline.set("stroke", mark.tone.strong)
    outline.set("stroke-width", f"{mark.weight:g}")
    for pill in pills(one, mark):
        group.append(_pill(pill, tall))


def _pill(one: Shape, tall: float) -> etree._Element:
    """As graphviz writes a filled box with a word in it."""
    group = etree.Element(f"{{{_NS}}}g", {"class": f"node {one.css}"})
    left, right = one.x - one.width / 2, one.x + one.width / 2
    top, bottom = one.y - one.height / 2 - tall, one.y + one.height / 2 - tall
    corners = ((right, top), (left, top), (left, bottom), (right, bottom), (right, top))
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in corners)
    etree.SubElement(
        group, f"{{{_NS}}}polygon", {"fill": one.fill, "stroke": one.stroke, "points": points}
    )
    for each in one.words:
        said = etree.SubElement(
            group,
            f"{{{_NS}}}text",
            {
                "text-anchor": "middle",
                "x": f"{each.x:.2f}",
                "y": f"{each.y + _BASELINE * each.size - tall:.2f}",
                "font-weight": "bold",
                "font-size": f"{each.size:.2f}",
                "fill": each.colour,
            },
        )
        said.text = each.text
    return group


def _announce(root: etree._Element, picture: Picture) -> None:
    root.set("role", "img")
    root.set("class", "zhiheng-chart")
    root.set("aria-labelledby", "chart-title chart-description")
    root.set("font-family", ",".join(f'"{f}"' if " " in f else f for f in FONTS))
    title = etree.Element(f"{{{_NS}}}title", id="chart-title")
    title.text = picture.title
    spoken = etree.Element(f"{{{_NS}}}desc", id="chart-description")
    spoken.text = picture.description
    root.insert(0, title)
    root.insert(1, spoken)


def _key(group: etree._Element) -> str:
    """Our own number of a node, which graphviz repeats as the group's title."""
    title = group.findtext(f"{{{_NS}}}title") or ""
    return title.split("_a->", 1)[0]


def _dress(groups: dict[str, etree._Element], key: str, item: Item, tall: float) -> None:
    group = groups[key]
    if isinstance(item, Words):
        _set_words(group, item, tall)
        _name(group, "", "")
    elif isinstance(item, Arrow):
        _name(group, item.id, item.title)
    else:
        _gather(groups, key, item, tall)


def _gather(groups: dict[str, etree._Element], key: str, one: Shape, tall: float) -> None:
    """Parts and words of a shape go into its group, in drawing order."""
    group = groups[key]
    _name(group, one.id, one.title)
    for i, part in enumerate(one.parts):
        inner = groups[f"{key}_p{i}"]
        _gather(groups, f"{key}_p{i}", part, tall)
        group.append(inner)
    for i, each in enumerate(one.words):
        inner = groups[f"{key}_w{i}"]
        _set_words(inner, each, tall)
        for text in inner.findall(f"{{{_NS}}}text"):
            group.append(text)
        parent = inner.getparent()
        if parent is not None:
            parent.remove(inner)


def _set_words(group: etree._Element, one: Words, tall: float) -> None:
    """The baseline follows from our rule, not from the fonts of this machine."""
    for text in group.findall(f"{{{_NS}}}text"):
        text.set("x", f"{one.x:.2f}")
        text.set("y", f"{one.y + _BASELINE * one.size - tall:.2f}")
        text.set("text-anchor", "start" if one.left else "middle")
        text.attrib.pop("font-family", "")
        if one.bold:
            text.set("font-weight", "bold")


def _name(group: etree._Element, made: str, title: str) -> None:
    """The title is what a browser shows when one points at the group.

    Graphviz numbers what has no id; such numbers name nothing and are taken away.
    """
    group.attrib.pop("id", "")
    if made:
        group.set("id", made)
    element = group.find(f"{{{_NS}}}title")
    if element is not None and title:
        element.text = title
    elif element is not None:
        group.remove(element)
