"""Graphviz's SVG made fit for the web: accessible, one group for each element, one font stack."""

from lxml import etree

from zhiheng_diagrams.dot import FONTS
from zhiheng_diagrams.drawing import Arrow, Item, Picture, Shape, Words

_NS = "http://www.w3.org/2000/svg"
_BASELINE = 0.36
"""How far below the middle of a line its baseline lies, in em."""


def finish(raw: bytes, picture: Picture) -> bytes:
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
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


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
