"""The calendar feed by RFC 5545: line breaks, folding, escaping, what an event must have."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from zhiheng_api.icalendar import Event, calendar, escaped, folded

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TEXT = st.text(st.characters(codec="utf-8"), max_size=300)


def _unfolded(content: bytes) -> list[str]:
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


def _unescaped(value: str) -> str:
    found, rest = "", iter(value)
    for c in rest:
        if c != "\\":
            found += c
            continue
        after = next(rest)
        found += "\n" if after in "nN" else after
    return found


@given(TEXT)
def test_no_line_has_more_than_75_octets_and_no_character_is_cut(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    content = folded(line)
    assert content.endswith(b"\r\n")
    pieces = content[:-2].split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    assert all(piece.startswith(b" ") for piece in pieces[1:])
    for piece in pieces:
        piece.decode()
    assert content[:-2].replace(b"\r\n ", b"").decode() == line


@given(TEXT)
def test_a_text_comes_back_as_it_was_but_for_controls(text: str) -> None:
    value = escaped(text)
    assert not {c for c in value if (c < " " and c != "\t") or c == "\x7f"}
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in plain if c in "\t\n" or (c >= " " and c != "\x7f"))
    assert _unescaped(value) == kept


def test_separators_and_backslashes_are_escaped() -> None:
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"


def test_nobody_adds_a_line_of_his_own() -> None:
    event = Event("u", date(2026, 3, 5), "x\r\nEND:VCALENDAR", url="http://h/\r\nATTACH:x")
    lines = _unfolded(calendar("c", [event], NOW))
    assert lines.count("END:VCALENDAR") == 1
    assert not [x for x in lines if x.startswith("ATTACH")]


def test_an_event_is_a_whole_day_with_all_that_it_must_have() -> None:
    event = Event("case/clock@a", date(2026, 12, 31), "到期", "说明", "https://h/c", tentative=True)
    content = calendar("期限", [event], NOW)
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = _unfolded(content)
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//zhiheng//deadlines//ZH"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    begin, end = lines.index("BEGIN:VEVENT"), lines.index("END:VEVENT")
    assert {
        "UID:case/clock@a",
        "DTSTAMP:20260302T010000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:到期",
        "STATUS:TENTATIVE",
    } <= set(lines[begin:end])
