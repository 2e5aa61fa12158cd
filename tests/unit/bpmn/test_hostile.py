"""Hostile files: both readers refuse or read each, with line and cure; nothing runs or loads."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from cProfile import Profile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support.permit_chart import PERMIT_FILE
from unit.bpmn.hostile_bytes import BODY, BYTES, DTD, PROLOG
from unit.bpmn.hostile_charts import CHARTS
from unit.bpmn.hostile_scripts import SCRIPTS
from unit.bpmn.small import CHART

from zhiheng.bpmn.elements import forms
from zhiheng.bpmn.importer import import_chart
from zhiheng.bpmn.pipeline import MAX_FINDINGS, ChartReading
from zhiheng.bpmn.reader import read_chart
from zhiheng.model.finding import Severity

FILES = {**BYTES, **SCRIPTS, **CHARTS}
READERS: dict[str, Callable[[bytes], ChartReading]] = {
    "run": read_chart.__wrapped__,  # what is remembered takes no work
    "analyse": import_chart,
}
MOST_CALLS = 8_000_000
"""Calls of one reading; it takes 0.1 to 0.5 s to make them all."""
LARGE = 50_000
"""Bytes from which a chart is a crowd."""
SHIPPED = PERMIT_FILE.read_bytes()
CANARY = Path("/tmp/zhiheng-hostile")  # noqa: S108 - what the scripts would write
_ACTS = ("exec", "open", "os.", "subprocess.", "socket.", "shutil.", "ctypes.", "urllib.")


class Watch:
    """What the interpreter did while it was watched; a hook can never be taken out again."""

    def __init__(self) -> None:
        self.acts: list[str] | None = None
        sys.addaudithook(self._heard)

    def _heard(self, event: str, _arguments: tuple[object, ...]) -> None:
        if self.acts is not None and event.startswith(_ACTS):
            self.acts.append(event)

    @contextmanager
    def watching(self) -> Iterator[list[str]]:
        acts: list[str] = []
        self.acts = acts
        try:
            yield acts
        finally:
            self.acts = None


WATCH = Watch()
for _read in READERS.values():  # what is loaded once is loaded before anybody watches
    _read(SHIPPED)
    _read(CHART.encode("utf-16"))
    _read("\ufeffx".encode("utf-16-be"))


def sound(reading: ChartReading) -> None:
    """What holds of every reading, whatever was read."""
    errors = [f for f in reading.findings if f.severity is Severity.ERROR]
    assert (reading.chart is None) == bool(errors)
    assert len(reading.findings) <= MAX_FINDINGS
    for found in reading.findings:
        assert found.line > 0 or found.rule == "BPM001"
        assert 0 < len(found.message.zh) < 1_000
        assert found.message.en
        assert found.cure.zh
        assert found.cure.en


def calls_of(read: Callable[[bytes], ChartReading], data: bytes) -> int:
    forms._first_fault.cache_clear()
    counted = Profile()
    counted.runcall(read, data)
    return sum(entry.callcount for entry in counted.getstats())


def test_there_are_more_than_two_hundred_of_them() -> None:
    assert len(FILES) > 200
    assert not set(BYTES) & set(CHARTS)


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_raised_run_or_loaded(name: str) -> None:
    rule, make = FILES[name]
    data = make()
    with WATCH.watching() as acts:
        readings = {reader: read(data) for reader, read in READERS.items()}
    assert acts == []
    assert not CANARY.exists()
    for reading in readings.values():
        sound(reading)
    told = {found.rule for found in readings["run"].findings}
    assert (readings["run"].chart is None) == bool(rule)
    assert not rule or rule in told


CROWDS = {name: data for name, (_, make) in CHARTS.items() if len(data := make()) > LARGE}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", CROWDS)
def test_the_work_is_bounded(name: str, reader: str) -> None:
    assert calls_of(READERS[reader], CROWDS[name]) < MOST_CALLS


@pytest.mark.soak
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", FILES)
def test_it_takes_less_than_a_second(name: str, reader: str) -> None:
    data = FILES[name][1]()
    assert min(_seconds(READERS[reader], data) for _ in range(3)) < 1


def _seconds(read: Callable[[bytes], ChartReading], data: bytes) -> float:
    """Of the processor: a reading waits for nothing, and other work must not count."""
    started = time.process_time()
    read(data)
    return time.process_time() - started


def test_a_dtd_is_located() -> None:
    assert read_chart(f"{PROLOG}\n\n{DTD}{BODY}".encode()).findings[0].line == 4


def test_no_file_of_the_machine_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def resolve(_self: object, url: str, *_rest: object) -> None:
        opened.append(url)

    spy = type("Spy", (etree.Resolver,), {"resolve": resolve})
    real = etree.XMLParser

    def parser(**options: object) -> etree.XMLParser:
        made = real(**options)  # type: ignore[arg-type]
        made.resolvers.add(spy())
        return made

    monkeypatch.setattr("zhiheng.bpmn.markup.safe_xml._has_dtd", lambda _text: None)
    monkeypatch.setattr(etree, "XMLParser", parser)
    reading = read_chart(f"{PROLOG}{DTD}<a/>".encode())
    assert [found.rule for found in reading.findings] == ["BPM003"]
    assert opened == []


# -- damage at random ------------------------------------------------------------------------

_PIECES = (
    b"", b"<", b">", b'"', b"&#0;", b"&x;", b"<!--", b"]]>", b"\x00", b"\xff", b"\xe5",
    b"</bpmn:process>", b'id="start"', b"<bpmn:subProcess id='x'>", b"<bpmn:userTask/>",
    b"<bpmn:boundaryEvent attachedToRef='x'/>", b"<zh:post/>", b"<zh:return to='x' when='y'/>",
    b"<?x?>", b"<!DOCTYPE x>", "十".encode(),
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """The shipped chart after one to five cuts, insertions and exchanges of bytes."""
    data = SHIPPED
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 60))
        piece = draw(
            st.sampled_from(_PIECES)
            | st.binary(max_size=4)
            | st.integers(0, len(data) - 1).map(lambda i, source=data: source[i : i + 200])  # type: ignore[misc]
        )
        data = data[:at] + piece + data[at + length :]
    return data


@st.composite
def rearranged(draw: st.DrawFn) -> bytes:
    """The small chart with elements moved, taken out, renamed or given another's attribute."""
    root = etree.fromstring(CHART.encode())
    for _ in range(draw(st.integers(1, 3))):
        found = list(root.iterdescendants("{*}*"))
        one, other = draw(st.sampled_from(found)), draw(st.sampled_from(found))
        act = draw(st.sampled_from(["move", "drop", "rename", "attributes"]))
        parent = one.getparent()
        if act == "rename":
            one.tag = other.tag
        elif act == "attributes":
            one.attrib.update({str(k): str(v) for k, v in other.attrib.items()})
        elif parent is not None:
            parent.remove(one)
            if act == "move" and other is not one and one not in other.iterancestors():
                other.append(one)
    return etree.tostring(root)


def both(data: bytes) -> None:
    for read in READERS.values():
        sound(read(data))


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    both(data)
    assert read_chart(data).chart is None


@settings(max_examples=200)
@given(damaged())
def test_no_damage_raises(data: bytes) -> None:
    both(data)


@settings(max_examples=200)
@given(rearranged())
def test_no_rearrangement_raises(data: bytes) -> None:
    both(data)


@pytest.mark.soak
@settings(max_examples=3_000)
@given(damaged())
def test_no_damage_raises_however_often(data: bytes) -> None:
    both(data)


@pytest.mark.soak
@settings(max_examples=3_000)
@given(rearranged())
def test_no_rearrangement_raises_however_often(data: bytes) -> None:
    both(data)
