"""The fonts that ship with the pictures: PNG and PDF look the same on every machine.

They write GB 2312 and the signs of our charts (ADR 0039). What they cannot write is told, for
an empty box in a published chart is a fault that nobody sees until it is printed.
"""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from zhiheng.model.finding import Text
from zhiheng_diagrams.notation.drawing import Arrow, Picture, Shape, Words

FOLDER = Path(__file__).resolve().parents[1] / "font_files"
_MOST_TOLD = 5
_VARIABLE = "FONTCONFIG_FILE"

Missing = tuple[str, str]
"""What is written there, and the character that no glyph is there for."""


class GlyphMissing(ValueError):
    """The picture has characters that its fonts cannot write."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        told = [f"“{char}”（U+{ord(char):04X}，在“{where}”）" for where, char in missing]
        named = "、".join(told[:_MOST_TOLD])
        zh = f"随附字体没有这些字，画成 PNG 或 PDF 会是空框：{named}。请改用 SVG，或换写法。"
        en = (
            "The fonts shipped here cannot write these characters, which would be empty boxes in "
            f"PNG and PDF: {named}. Use SVG, or write them otherwise."
        )
        super().__init__(f"{zh} / {en}")
        self.missing = missing
        self.message = Text(zh, en)


def require_glyphs(picture: Picture) -> None:
    """Raises GlyphMissing."""
    missing = tuple(dict.fromkeys(_missing(picture)))
    if missing:
        raise GlyphMissing(missing)


@contextmanager
def ours() -> Iterator[None]:
    """While drawing, fontconfig knows our fonts only; programs started later keep their own."""
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = str(_shelf() / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before


@cache
def _shelf() -> Path:
    """A folder of this process, gone with it: fontconfig leaves marks beside the fonts it reads."""
    shelf = TemporaryDirectory(prefix="zhiheng-fonts-")
    atexit.register(shelf.cleanup)
    place = Path(shelf.name)
    for face in FOLDER.glob("*.ttf"):
        (place / face.name).symlink_to(face)
    conf = f"<fontconfig><dir>{place}</dir><cachedir>{place}</cachedir></fontconfig>"
    (place / "fonts.conf").write_text(conf, encoding="utf-8")
    return place


@cache
def covered() -> frozenset[str]:
    """The characters that both faces write."""
    found: set[int] = set()
    for line in (FOLDER / "coverage.txt").read_text(encoding="ascii").splitlines():
        first, _, last = line.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(map(chr, found))


def _missing(picture: Picture) -> Iterator[Missing]:
    known = covered()
    for item in picture.items:
        if isinstance(item, Arrow):
            continue
        for where, said in _written(item):
            yield from ((where, char) for char in said if char not in known)


def _written(item: Shape | Words) -> Iterator[tuple[str, str]]:
    """Each text, with the name of the element that it stands in."""
    if isinstance(item, Words):
        yield item.text, item.text
        return
    name = item.title or item.id or "".join(one.text for one in item.words)
    for one in item.words:
        yield name, one.text
    for part in item.parts:
        for _, said in _written(part):
            yield name, said
