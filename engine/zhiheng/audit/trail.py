"""Find each line of a bundle again, backward from the trusted head of its stream.

A line is good when it hashes to what the next one, or the head, says. Looking for the hash and
not for the position keeps the count right when a line break was made or lost; the number of a
bad line comes from heads.json. Before a bad line the trail is lost by one link: the line there
is taken by its claim (stream and n), unproven itself, and leads on.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from zhiheng.audit.bundle import Head
from zhiheng.audit.entry import EntryError, Header, header, leaf_hash


class Lines:
    """The pieces of a file between line breaks. ended: the last one has its line break."""

    def __init__(self, data: bytes) -> None:
        pieces = data.split(b"\n")
        self.ended = not pieces[-1]
        self.pieces = pieces[:-1] if self.ended else pieces
        self.hashes = [leaf_hash(piece) for piece in self.pieces]

    def hashing_to(self, digest: str, place: int) -> int | None:
        """The index of the piece with that hash; at `place` if it is there."""
        if place < len(self.hashes) and self.hashes[place] == digest:
            return place
        return self._by_hash.get(digest)

    def claiming(self, stream: str, n: int, place: int) -> int | None:
        """The index of the piece that says it is entry n of the stream."""
        if place < len(self.pieces) and _claim(self.pieces[place]) == (stream, n):
            return place
        return self._by_claim.get((stream, n))

    def header(self, index: int | None) -> Header | None:
        """The header of a piece, when it is there and has one."""
        if index is None:
            return None
        try:
            return header(self.pieces[index])
        except EntryError:
            return None

    @cached_property
    def _by_hash(self) -> dict[str, int]:
        return {digest: index for index, digest in enumerate(self.hashes)}

    @cached_property
    def _by_claim(self) -> dict[tuple[str, int], int]:
        claims = ((_claim(piece), index) for index, piece in enumerate(self.pieces))
        return {claim: index for claim, index in claims if claim is not None}


def follow(head: Head, lines: Lines) -> Sequence[tuple[int | None, Header | None]]:
    """For each line of the stream, in order: the index of its piece, and its header.

    index None: no piece is this line. header None beside an index: good, but no entry.
    """
    return list(_backward(head, lines))[::-1]


def _backward(head: Head, lines: Lines) -> Iterator[tuple[int | None, Header | None]]:
    expected: str | None = head.head
    for offset in reversed(range(head.count)):
        place = head.first_line - 1 + offset
        if expected is None:
            index = lines.claiming(head.stream, head.from_n + offset, place)
        else:
            index = lines.hashing_to(expected, place)
        found = lines.header(index)
        expected = found.prev if found else None
        yield index, found


def _claim(piece: bytes) -> tuple[str, int] | None:
    try:
        found = header(piece)
    except EntryError:
        return None
    return found.stream, found.n
