"""Whoever changes one byte is found, and on the right line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.audit.chains import ACCESS, AGENCY, CASE, OTHER, bundle, chain

from zhiheng.audit.bundle import StreamLines
from zhiheng.audit.verdict import Kind
from zhiheng.audit.verify import verify

STREAMS = (chain(AGENCY, 3), chain(CASE, 3), chain(OTHER, 1), chain(ACCESS, 2))
HONEST = bundle(*STREAMS).entries
LINES = HONEST.splitlines(keepends=True)


def line_of(position: int) -> int:
    """The line that holds a byte; the line break after line k counts to line k."""
    return HONEST.count(b"\n", 0, position) + 1


def first_bad(entries: bytes) -> int | None:
    verdict = verify(bundle(*STREAMS, entries=entries))
    assert not verdict.ok
    return verdict.first_bad


def test_an_honest_bundle_is_fine() -> None:
    verdict = verify(bundle(*STREAMS))
    assert verdict.ok
    assert verdict.problems == ()
    assert verdict.first_bad is None
    assert verdict.entries == len(LINES) == 9


@pytest.mark.parametrize("value", [ord("\n"), ord('"'), ord("0"), ord("1"), ord(" "), 0, 0xFF])
def test_every_byte_replaced_is_found_on_its_line(value: int) -> None:
    for position, byte in enumerate(HONEST):
        if byte != value:
            spoiled = HONEST[:position] + bytes([value]) + HONEST[position + 1 :]
            assert first_bad(spoiled) == line_of(position), (position, value)


def test_every_bit_flipped_is_found_on_its_line() -> None:
    for position, byte in enumerate(HONEST):
        bit = 1 << position % 8
        spoiled = HONEST[:position] + bytes([byte ^ bit]) + HONEST[position + 1 :]
        assert first_bad(spoiled) == line_of(position), position


@given(data=st.data())
def test_a_byte_replaced_in_any_bundle_is_found_on_its_line(data: st.DataObject) -> None:
    counts = data.draw(st.lists(st.integers(1, 6), min_size=1, max_size=4))
    streams = [chain(s, c) for s, c in zip((AGENCY, CASE, OTHER, ACCESS), counts, strict=False)]
    honest = bundle(*streams).entries
    position = data.draw(st.integers(0, len(honest) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda v: v != honest[position]))
    spoiled = honest[:position] + bytes([value]) + honest[position + 1 :]
    verdict = verify(bundle(*streams, entries=spoiled))
    assert not verdict.ok
    assert verdict.first_bad == honest.count(b"\n", 0, position) + 1


def test_every_byte_deleted_or_doubled_is_found_on_its_line() -> None:
    for position in range(len(HONEST)):
        here = line_of(position)
        gone = HONEST[:position] + HONEST[position + 1 :]
        assert first_bad(gone) == here, position
        doubled = HONEST[:position] + HONEST[position : position + 1] + HONEST[position:]
        # A second line break is an empty line after the first.
        assert first_bad(doubled) == here + (HONEST[position] == ord("\n")), position


@pytest.mark.parametrize("index", range(len(LINES)))
def test_a_deleted_line_is_missed(index: int) -> None:
    verdict = verify(bundle(*STREAMS, entries=b"".join(LINES[:index] + LINES[index + 1 :])))
    assert not verdict.ok
    assert verdict.first_bad == index + 1
    assert {p.kind for p in verdict.problems} <= {Kind.MISSING, Kind.CHANGED}


@pytest.mark.parametrize("index", range(len(LINES) + 1))
@pytest.mark.parametrize("extra", [b"\n", b"{}\n", LINES[0], LINES[4], LINES[-1]])
def test_an_inserted_line_is_found(index: int, extra: bytes) -> None:
    spoiled = b"".join([*LINES[:index], extra, *LINES[index:]])
    first_bad(spoiled)


@pytest.mark.parametrize("a", range(len(LINES)))
@pytest.mark.parametrize("b", range(len(LINES)))
def test_swapped_lines_are_found(a: int, b: int) -> None:
    if a < b:
        lines = LINES.copy()
        lines[a], lines[b] = lines[b], lines[a]
        assert first_bad(b"".join(lines)) == a + 1


@given(lines=st.lists(st.sampled_from(LINES), max_size=12))
def test_no_other_arrangement_of_honest_lines_passes(lines: list[bytes]) -> None:
    if lines != LINES:
        first_bad(b"".join(lines))


@given(entries=st.binary(max_size=300))
def test_anything_at_all_is_judged_without_an_error(entries: bytes) -> None:
    first_bad(entries)
    first_bad(HONEST + entries) if entries else None
    first_bad(entries + HONEST) if entries else None


def test_rewriting_the_rest_of_a_stream_does_not_help() -> None:
    forged = chain(CASE, 3, {2: {"facts": []}, 3: {"command": "grant"}})
    lines = [*STREAMS[0].bodies, *forged.bodies, *STREAMS[2].bodies, *STREAMS[3].bodies]
    verdict = verify(bundle(*STREAMS, entries=b"".join(b + b"\n" for b in lines)))
    assert not verdict.ok
    assert verdict.first_bad == 6, "the last line no longer fits its head"


def test_two_changed_lines_are_both_named() -> None:
    spoiled = bytearray(HONEST)
    for line in (1, 5):
        start = sum(map(len, LINES[: line - 1]))
        spoiled[start + 20] ^= 1
    verdict = verify(bundle(*STREAMS, entries=bytes(spoiled)))
    assert [p.line for p in verdict.problems] == [1, 5]


@pytest.mark.parametrize(
    ("stream", "kind", "line"),
    [
        (chain(AGENCY, 3, {2: {"n": 5}}), Kind.WRONG_PLACE, 2),
        (chain(AGENCY, 3, {2: {"stream": CASE}}), Kind.WRONG_PLACE, 2),
        (chain(CASE, 3, {3: {"agency": "other"}}), Kind.WRONG_PLACE, 3),
        (chain(AGENCY, 3, {1: {"prev": "1" * 64}}), Kind.WRONG_START, 1),
        (chain(AGENCY, 3, {3: {"at": "2026-03-02T01:02:01.000000Z"}}), Kind.TIME_RUNS_BACK, 3),
        (chain(AGENCY, 3, {2: {"v": 9}}), Kind.UNREADABLE, 2),
        (StreamLines(AGENCY, (chain(AGENCY, 1).bodies[0] + b" ",)), Kind.NOT_CANONICAL, 1),
        (
            StreamLines(AGENCY, (chain(AGENCY, 1).bodies[0].replace(b'"v":1', b'"v":1,"v":1'),)),
            Kind.NOT_CANONICAL,
            1,
        ),
        (
            StreamLines(AGENCY, (chain(AGENCY, 1).bodies[0].replace(b'"v":1', b'"v":1,"x":0.5'),)),
            Kind.NOT_CANONICAL,
            1,
        ),
    ],
)
def test_a_log_that_was_written_wrongly_is_found_though_its_hashes_fit(
    stream: StreamLines, kind: Kind, line: int
) -> None:
    verdict = verify(bundle(stream))
    assert [(p.kind, p.line) for p in verdict.problems if p.kind is kind] == [(kind, line)]
    assert verdict.first_bad == line


def test_equal_times_are_in_order() -> None:
    at = {"at": "2026-03-02T01:02:03.000000Z"}
    assert verify(bundle(chain(CASE, 3, {1: at, 2: at, 3: at}))).ok
