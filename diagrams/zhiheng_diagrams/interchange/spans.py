"""Where each element stands in the text, so that all else in a file stays as it was written."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat  # the text was read by safe_xml before, which refuses a DTD

_QUOTES = b"\"'"


@dataclass(frozen=True, slots=True)
class Span:
    """An element in bytes: its start tag from `open` to `inner`, its end tag from `end` to `close`.

    Of an element in one tag, `inner`, `end` and `close` are the end of that tag.
    """

    open: int
    inner: int
    end: int
    close: int

    @property
    def one_tag(self) -> bool:
        """Whether it is written in one tag."""
        return self.inner == self.close


@dataclass(frozen=True, slots=True)
class Splice:
    """`text` in the place of the bytes from `start` to `end`."""

    start: int
    end: int
    text: bytes


def spans(data: bytes) -> list[Span]:
    """The span of each element, in document order."""
    found: list[Span] = []
    stack: list[int] = []
    parser = expat.ParserCreate("utf-8")

    def start(_name: str, _attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        inner = _tag_end(data, at)
        stack.append(len(found))
        found.append(Span(at, inner, inner, inner))

    def end(_name: str) -> None:
        number = stack.pop()
        one, at = found[number], parser.CurrentByteIndex
        if at >= one.inner and data.startswith(b"</", at):
            found[number] = Span(one.open, one.inner, at, _tag_end(data, at))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)  # noqa: FBT003 - positional only
    return found


def _tag_end(data: bytes, at: int) -> int:
    """Behind the tag that begins at `at`; a `>` may stand in an attribute."""
    quote = 0
    for i in range(at, len(data)):
        byte = data[i]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in _QUOTES:
            quote = byte
        elif byte == ord(">"):
            return i + 1
    raise AssertionError("the text was parsed before")


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """The text with all splices, which do not overlap; at one place in the order given."""
    found, at = bytearray(), 0
    for one in sorted(splices, key=lambda splice: splice.start):
        found += data[at : one.start] + one.text
        at = one.end
    return bytes(found + data[at:])
