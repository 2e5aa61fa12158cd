"""Whether this machine can write Chinese into PNG and PDF."""

import re
import zlib
from functools import cache

from zhiheng.model.finding import Text
from zhiheng_diagrams import graphviz

_STREAM = re.compile(rb"stream\r?\n")
_PROBE = 'graph { n [shape=plaintext, label="制", fontname="Noto Sans CJK SC", pos="0,0"]; }'
_MAPPED = f"<{ord('制'):04x}>".encode()
_ZH = (
    "没有找到中文字体，无法生成 PNG 或 PDF。"
    "请安装中文字体（如 apt install fonts-noto-cjk）后重启服务，或改用 SVG。"
)
_EN = (
    "No font with Chinese characters was found, so PNG and PDF cannot be drawn. "
    "Install one (for example `apt install fonts-noto-cjk`) and restart the service, or use SVG."
)


class FontMissing(RuntimeError):
    """No installed font has Chinese characters: pictures would show empty boxes."""

    def __init__(self) -> None:
        super().__init__(f"{_ZH} / {_EN}")
        self.message = Text(_ZH, _EN)


def require_chinese() -> None:
    """Raises FontMissing."""
    if not has_chinese():
        raise FontMissing


@cache
def has_chinese() -> bool:
    """Draws one character to PDF: only a real glyph is mapped back to its code point.

    This asks the very libraries that will draw, where `fc-list` may be absent or see other fonts.
    """
    pdf = graphviz.draw(_PROBE, "pdf")
    return any(_MAPPED in _inflated(pdf[found.end() :]).lower() for found in _STREAM.finditer(pdf))


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""
