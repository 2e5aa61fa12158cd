"""What must not stand in anything public: numbers and names of persons, wherever they hide.

A last line of defence behind the allow-list of fields (edition/): law 信息公开条例 15. A text is
read as it is, without its mark-up, and with its escapes undone; full-width digits, spaces in a
name and invisible characters hide nothing.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from zhiheng.masking import Personal, masked

_CUT = "\x00"
"""Stands for mark-up that separates, so that two cells do not make one number."""
_INLINE = re.compile(r"</?(?:a|b|i|u|em|strong|span|tspan|code|small|mark)\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_OURS = re.compile(
    r"(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f-])"
    r"|(?<![0-9A-Za-z])(?=\d*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{32})(?![0-9A-Za-z])"
)
"""Ids of cases, digests and salts: by chance one looks like a card, as one digest in 260 begins.
No number of a person has letters or is divided so."""
_NUMBERS = (
    (Personal.ID_NUMBER, re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15})(?![0-9A-Za-z])")),
    (
        Personal.PHONE,
        re.compile(r"(?<![0-9A-Za-z])(?:\+?86[\s-]?)?1\d{2}[\s-]?\d{4}[\s-]?\d{4}(?!\d)"),
    ),
    (
        Personal.BANK_CARD,
        re.compile(r"(?<![0-9A-Za-z])\d{4}(?:[\s-]?\d{4}){2,3}[\s-]?\d{0,7}(?!\d)"),
    ),
    (Personal.PHONE, re.compile(r"(?<![0-9A-Za-z])0\d{2,3}[\s-]?\d{7,8}(?![0-9A-Za-z])")),
)
"""Whatever looks like one: here people look once more, while what an officer files is refused for
a number that surely is one (model/personal.py)."""
_SPACE = re.compile(r"\s+")
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
"""Formats, and marks on another character, among them those that choose its variant."""
_FILLERS = dict.fromkeys((0x115F, 0x1160), None)
"""Letters by category, though they show nothing."""
_HEAD = 2
"""Names are found by their first two characters; shorter ones cannot be told from words."""


@dataclass(frozen=True, slots=True)
class Leak:
    """kind: of what. seen: masked, since a report of a leak must not be one."""

    kind: Personal
    seen: str


Names = Mapping[str, tuple[str, ...]]


def indexed(names: Iterable[str], allowed: Iterable[str] = ()) -> Names:
    """Names to look for, by how they begin. allowed: those that are public on purpose."""
    free = {_plain(name) for name in allowed}
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(map(_plain, names)):
        if len(name) >= _HEAD and name not in free:
            found.setdefault(name[:_HEAD], []).append(name)
    return {head: tuple(several) for head, several in found.items()}


def leaks(text: str, names: Names, allowed: frozenset[str] = frozenset()) -> tuple[Leak, ...]:
    """The numbers and names of persons in a text, each once.

    allowed: numbers and phrases that are published on purpose, by exact value: the phones of the
    service, the name of the office.
    """
    numbers = frozenset(filter(None, map(_bare, allowed)))
    phrases = tuple(_plain(value) for value in allowed if len(_plain(value)) > _HEAD)
    found: dict[Leak, None] = {}
    for reading in _readings(text):
        for kind, value in _numbers(_OURS.sub(_CUT, reading)):
            if _bare(value) not in numbers:
                found[Leak(kind, masked(kind, value))] = None
        for name in _named(reading, names, phrases):
            found[Leak(Personal.NAME, masked(Personal.NAME, name))] = None
    return tuple(found)


def _readings(text: str) -> Iterator[str]:
    """The text in each of the ways in which somebody could read it."""
    shown = _MARKUP.sub(_CUT, _INLINE.sub("", text))
    opened = _ESCAPED.sub(lambda m: chr(int(m.group(1), 16)), unquote(html.unescape(shown)))
    attributes = _ESCAPED.sub(lambda m: chr(int(m.group(1), 16)), unquote(html.unescape(text)))
    yield from dict.fromkeys(map(_visible, (text, opened, attributes)))


def _numbers(text: str) -> Iterator[tuple[Personal, str]]:
    for kind, pattern in _NUMBERS:
        for found in pattern.finditer(text):
            yield kind, found.group()


def _visible(text: str) -> str:
    """With digits and letters of one width, and without characters that show nothing."""
    if text.isascii():
        return text
    one_width = unicodedata.normalize("NFKC", text)
    unseen = {ord(c): None for c in set(one_width) if unicodedata.category(c) in _UNSEEN}
    return one_width.translate(unseen | _FILLERS)


def _named(visible: str, names: Names, phrases: tuple[str, ...]) -> Iterator[str]:
    run = _run(visible)
    for phrase in phrases:
        run = run.replace(phrase, _CUT)
    for at in range(len(run) - 1):
        for name in names.get(run[at : at + _HEAD], ()):
            if run.startswith(name, at):
                yield name


def _plain(text: str) -> str:
    return _run(_visible(text))


def _run(visible: str) -> str:
    """Without spaces and capitals."""
    return _SPACE.sub("", visible).casefold()


def _bare(value: str) -> str:
    return re.sub(r"\D", "", value)
