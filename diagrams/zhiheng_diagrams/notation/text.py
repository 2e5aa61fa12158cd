"""Our own width rule: boxes are sized without asking any font, so that no label is ever cut."""

import re
import unicodedata
from functools import cache, lru_cache

_WIDE = frozenset("WFA")
_NARROW_EM = 0.56
_LATIN = re.compile(r"[A-Za-z0-9_.:/+\-]+|\s+|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。、；：？！）》」』】〉”’…—,.;:?!)]}%")
_NEVER_LAST = frozenset("（《「『【〈“‘([{")
_STOPS = frozenset("，。、；：？！,;:?!")
_STOP_BONUS = 5.0
_MOST_EVENED = 4
_WORST = float("inf")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """`text` on one line, without what XML forbids or what turns the reading direction."""
    return " ".join(_FORBIDDEN.sub("\ufffd", text).split())


def width(text: str, size: float) -> float:
    """Width in points at font size `size`: full-width characters 1 em, all others 0.56 em."""
    wide = sum(map(_is_wide, text))
    return size * (wide + _NARROW_EM * (len(text) - wide))


@cache
def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in _WIDE


@lru_cache(maxsize=4096)
def wrap(text: str, size: float, limit: float) -> tuple[str, ...]:
    """`text` in as few lines of at most `limit` points as can be.

    The lines are about equally long, and end at a stop where one is near.
    """
    pieces = tuple(_pieces(clean(text), size, limit))
    few = len(_fill(pieces, size, limit))
    return (
        _even(pieces, size, limit, few) if 1 < few <= _MOST_EVENED else _fill(pieces, size, limit)
    )


def fill(text: str, size: float, limit: float) -> tuple[str, ...]:
    """`text` in lines of at most `limit` points, each as full as can be: for running text."""
    return _fill(tuple(_pieces(clean(text), size, limit)), size, limit)


def _even(pieces: tuple[str, ...], size: float, limit: float, few: int) -> tuple[str, ...]:
    """Best breaks by dynamic programming: best[i] is the best way to set the first i pieces."""
    ideal = width("".join(pieces), size) / few
    best: list[dict[int, tuple[float, tuple[str, ...]]]] = [{0: (0.0, ())}]
    for end in range(1, len(pieces) + 1):
        ways: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start in range(end - 1, -1, -1):
            line = "".join(pieces[start:end]).strip()
            if width(line, size) > limit:
                break
            ragged = ((width(line, size) - ideal) / size) ** 2
            cost = ragged - (_STOP_BONUS if line[-1:] in _STOPS else 0.0)
            for count, (before, lines) in best[start].items():
                offer = (before + cost, (*lines, line))
                if count < few and offer < ways.get(count + 1, (_WORST, ())):
                    ways[count + 1] = offer
        best.append(ways)
    found = best[-1].get(few)
    return found[1] if found else _fill(pieces, size, limit)


def _pieces(text: str, size: float, limit: float) -> list[str]:
    """What may not be torn apart: words, and characters with their punctuation."""
    glued: list[str] = []
    for piece in _LATIN.findall(text):
        parts = [piece] if width(piece, size) <= limit else list(piece)
        for part in parts:
            if glued and (part in _NEVER_FIRST or glued[-1][-1] in _NEVER_LAST):
                glued[-1] += part
            else:
                glued.append(part)
    return [part for piece in glued for part in _torn(piece, size, limit)]


def _torn(piece: str, size: float, limit: float) -> list[str]:
    """A chain of brackets and stops longer than a line is torn after all."""
    return [piece] if width(piece, size) <= limit else list(piece)


def _fill(pieces: tuple[str, ...], size: float, limit: float) -> tuple[str, ...]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and width((lines[-1] + piece).rstrip(), size) > limit:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return tuple(line.rstrip() for line in lines if line.strip())
