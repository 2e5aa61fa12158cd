"""Make the fonts that ship with the pictures again, from the static faces of Noto Sans SC.

    pip install fonttools==4.68.0
    npm pack @expo-google-fonts/noto-sans-sc@0.4.3   # OFL 1.1; unpack it
    python tests/tools/make_fonts.py UNPACKED/package

Kept: GB 2312, ASCII, and the signs of our own charts. The same source gives the same bytes.
"""

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parents[2] / "diagrams" / "zhiheng_diagrams" / "font_files"
FACES = {
    "NotoSansSC-Regular.ttf": "400Regular/NotoSansSC_400Regular.ttf",
    "NotoSansSC-Bold.ttf": "700Bold/NotoSansSC_700Bold.ttf",
}
SIGNS = "·—–…“”‘’×÷≤≥±℃①②③○◎●◇□△→←↑↓✓✗　￥§°〔〕"
CIRCLED = (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180))


def gb2312() -> set[int]:
    """Every character of the standard, by its rows and cells."""
    found = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            char = bytes((row, cell)).decode("gb2312", errors="ignore")
            found |= set(map(ord, char))
    return found


def wanted() -> set[int]:
    """The characters to keep."""
    return gb2312() | set(map(ord, SIGNS)) | set(CIRCLED) | set(LATIN)


def make(source: Path, target: Path) -> set[int]:
    """One face, subset; what it can write."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "locl"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted())
    cutter.subset(font)
    subset.save_font(font, str(target), options)
    return set(TTFont(target).getBestCmap())


def ranges(points: set[int]) -> list[str]:
    """`4e00-4e03` and `4e07`, one a line."""
    found: list[tuple[int, int]] = []
    for point in sorted(points):
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return [f"{a:04x}" if a == b else f"{a:04x}-{b:04x}" for a, b in found]


def main() -> None:
    """Write both faces, the licence, and the list of what both can write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    package = parser.parse_args().package
    covered = [make(package / source, HERE / name) for name, source in FACES.items()]
    both = set.intersection(*covered)
    (HERE / "coverage.txt").write_text("\n".join(ranges(both)) + "\n", encoding="ascii")
    licence = (package / "LICENSE_FONT").read_text(encoding="utf-8")
    (HERE / "OFL.txt").write_text(licence, encoding="utf-8")


if __name__ == "__main__":
    main()
