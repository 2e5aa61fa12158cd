"""A picture as DOT with every position pinned: graphviz places nothing, it only draws."""

from collections.abc import Mapping

from zhiheng_diagrams.notation import text
from zhiheng_diagrams.notation.drawing import Arrow, Figure, Picture, Shape, Words
from zhiheng_diagrams.notation.palette import WHITE

FONTS = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "sans-serif",
)
_FONT = ",".join(FONTS)
_RADIUS = 5.0
_HEAD = 7.5
_ARROW = 0.75
_SINK = 0.17
"""Chinese fonts keep room below the line, so graphviz sets text too high by this many em."""
_STYLES = {
    Figure.BOX: "filled",
    Figure.ROUND: "filled,rounded",
    Figure.DIAMOND: "filled",
    Figure.OVAL: "filled",
}
_INCH = 72
_HEADER = (
    "digraph chart {",
    'graph [pad=0, margin=0, notranslate=true, outputorder=breadthfirst, bgcolor="#FFFFFF"];',
    "node [margin=0, fixedsize=true];",
)
_SHAPES = {
    Figure.BOX: "box",
    Figure.ROUND: "box",
    Figure.DIAMOND: "diamond",
    Figure.OVAL: "ellipse",
}


def dot(picture: Picture, dpi: int | None = None) -> str:
    """Names in the DOT are our own numbers; words from the chart stand in quoted labels only.

    dpi: of a picture in pixels; graphviz' own by itself.
    """
    tall = picture.height
    page = Shape(picture.width / 2, tall / 2, picture.width, tall, stroke=WHITE)
    fine = [f"graph [dpi={dpi}];"] if dpi else []
    lines = [*_HEADER, *fine, *_shape("page", page, picture)]
    for n, item in enumerate(picture.items):
        key = f"k{n}"
        if isinstance(item, Arrow):
            lines += _arrow(key, item, tall)
        elif isinstance(item, Words):
            lines.append(_words(key, item, picture))
        else:
            lines += _shape(key, item, picture)
    return "\n".join([*lines, "}"])


def quoted(value: str, end: str = "") -> str:
    r"""`value` as a DOT string that stands for itself; `end` may be a real escape such as `\l`.

    Inside quotes `<` begins no HTML. A backslash would begin an escape (`\N`, `\l`), and an
    ampersand an entity, so both are written in their escaped form.
    """
    plain = value.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}{end}"'


def _statement(name: str, facts: Mapping[str, str | float], end: str = "") -> str:
    said = (
        f"{key}={quoted(value, end if key == 'label' else '')}"
        if isinstance(value, str)
        else f"{key}={_n(value)}"
        for key, value in facts.items()
    )
    return f"{name} [{', '.join(said)}];"


def _box(x: float, y: float, width: float, height: float) -> dict[str, str | float]:
    return {"pos": f"{_n(x)},{_n(y)}", "width": width / _INCH, "height": height / _INCH}


def _shape(key: str, one: Shape, picture: Picture) -> list[str]:
    facts: dict[str, str | float] = {
        **_box(one.x, picture.height - one.y, one.width, one.height),
        "shape": _SHAPES[one.figure],
        "style": _STYLES[one.figure] + (",dashed" if one.dashed else ""),
        "fillcolor": one.fill,
        "color": one.stroke,
        "penwidth": one.weight,
        "label": "",
        "class": one.css,
    }
    if one.id:
        facts["id"] = one.id
    lines = [_statement(key, facts)]
    for i, part in enumerate(one.parts):
        lines += _shape(f"{key}_p{i}", part, picture)
    lines += [_words(f"{key}_w{i}", each, picture) for i, each in enumerate(one.words)]
    return lines


def _words(key: str, one: Words, picture: Picture) -> str:
    """A node without border, as wide as the text by our own rule.

    Whatever the font makes of it may reach beyond the node, but does not widen the page.
    """
    room = text.width(one.text, one.size)
    x = one.x + room / 2 if one.left else one.x
    y = one.y + _SINK * one.size
    facts = {
        **_box(x, picture.height - y, room, one.size * 1.8),
        "shape": "plaintext",
        "fixedsize": "shape",
        "label": one.text,
        "fontsize": one.size,
        "fontcolor": one.colour,
        "fontname": f"{_FONT} Bold" if one.bold else _FONT,
        "class": "words",
    }
    return _statement(key, facts, end="\\l" if one.left else "")


def _arrow(key: str, one: Arrow, tall: float) -> list[str]:
    """An edge needs two nodes; two that are never drawn serve."""
    points = [(x, tall - y) for x, y in one.points]
    facts: dict[str, str | float] = {
        "pos": _spline(points, one.scale, headless=one.headless),
        "arrowsize": _ARROW * one.scale,
        "dir": "none" if one.headless else "forward",
        "id": one.id,
        "class": one.css,
        "color": one.colour,
        "penwidth": one.weight,
        "style": "dashed" if one.dashed else "solid",
    }
    ends = [
        _statement(f"{key}_{side}", {**_box(*point, 1.0, 1.0), "style": "invis", "label": ""})
        for side, point in (("a", points[0]), ("b", points[-1]))
    ]
    return [*ends, _statement(f"{key}_a -> {key}_b", facts)]


def _spline(points: list[tuple[float, float]], scale: float, *, headless: bool) -> str:
    """`e,tip p0 c c p1 ...`: straight pieces, and corners rounded by a curve."""
    tip = points[-1]
    path = points if headless else [*points[:-1], _towards(points[-1], points[-2], _HEAD * scale)]
    found = [path[0]]
    for before, corner, after in zip(path, path[1:], path[2:], strict=False):
        radius = min(_RADIUS * scale, _distance(before, corner) / 2, _distance(corner, after) / 2)
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        found += [found[-1], start, start, corner, corner, end]
    found += [found[-1], path[-1], path[-1]]
    curve = " ".join(map(_pair, found))
    return curve if headless else f"e,{_pair(tip)} {curve}"


def _towards(a: tuple[float, float], b: tuple[float, float], far: float) -> tuple[float, float]:
    whole = _distance(a, b)
    share = far / whole if whole > far else 0.5
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _pair(point: tuple[float, float]) -> str:
    return f"{_n(point[0])},{_n(point[1])}"


def _n(value: float) -> str:
    return f"{value:.3f}"
