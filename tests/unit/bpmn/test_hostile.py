"""Hostile files: each refused in less than a second, with line and cure, and nothing raised."""

import itertools
import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from unit.bpmn.small import CHART, spoilt

from zhiheng.bpmn.reader import read_chart

DTD = '<!DOCTYPE bpmn:definitions SYSTEM "file:///etc/passwd">'
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'
BODY = CHART.removeprefix(PROLOG)
FORM = '{"type": "object", "properties": {"result"'
START = '<bpmn:startEvent id="start">'


def billion_laughs() -> bytes:
    names = "abcdefghij"
    pairs = itertools.pairwise(names)
    entities = [f'<!ENTITY {n} "' + f"&{m};" * 10 + '">' for m, n in pairs]
    subset = "\n".join(['<!ENTITY a "ha">', *entities])
    return f"{PROLOG}<!DOCTYPE x [\n{subset}\n]>\n<x>&j;</x>".encode()


def form(text: str) -> bytes:
    whole = CHART.index("<zh:form>{")
    end = CHART.index("</zh:form>", whole)
    return f"{CHART[: whole + 9]}<![CDATA[{text}]]>{CHART[end:]}".encode()


def definitions(count: int, make: Callable[[int], object]) -> str:
    named = {f"a{i}": make(i) for i in range(count)} | {f"a{count}": {"type": "string"}}
    return json.dumps({"type": "object", "$defs": named, "not": {"$ref": "#/$defs/a0"}})


def nested(depth: int) -> str:
    schema: dict[str, object] = {"type": "object"}
    for _ in range(depth):
        schema = {"type": "object", "allOf": [schema]}
    return json.dumps(schema)


def many_forms() -> bytes:
    wide = json.dumps({"type": "object", "properties": {f"p{i}": {} for i in range(1500)}})
    tasks = "".join(
        f'<bpmn:userTask id="t{i}" name="x"><bpmn:extensionElements><zh:post post="B" />'
        f'<zh:noLimit reason="x" /><zh:form><![CDATA[{wide}]]></zh:form></bpmn:extensionElements>'
        f'</bpmn:userTask><bpmn:sequenceFlow id="u{i}" sourceRef="split" targetRef="t{i}" />'
        f'<bpmn:sequenceFlow id="v{i}" sourceRef="t{i}" targetRef="join" />'
        for i in range(60)
    )
    return spoilt((START, tasks + START))


def many_conditions() -> bytes:
    long = " or ".join(["days == 1"] * 150)
    flows = "".join(
        f'<bpmn:sequenceFlow id="g{i}" sourceRef="accepted" targetRef="split">'
        f"<bpmn:conditionExpression>{long}</bpmn:conditionExpression></bpmn:sequenceFlow>"
        for i in range(1000)
    )
    return spoilt((START, flows + START))


def tangle() -> bytes:
    gateways = "".join(f'<bpmn:parallelGateway id="p{i}" />' for i in range(1200))
    flows = "".join(
        f'<bpmn:sequenceFlow id="q{i}_{k}" sourceRef="p{i}" targetRef="p{(i * 7 + k) % 1200}" />'
        for i in range(1200)
        for k in range(3)
    )
    return spoilt((START, gateways + flows + START))


def _attributes(name: str, count: int) -> str:
    return "".join(f'{name}{i}="u"' for i in range(count))


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a file of no bytes": ("BPM002", lambda: b""),
    "zeros": ("BPM002", lambda: bytes(1000)),
    "noise": ("BPM002", lambda: b"\xff\xfe\xff" * 1000),
    "no chart at all": ("BPM008", lambda: b"<html><body>hello</body></html>"),
    "a file cut off": ("BPM002", CHART[:3000].encode),
    "a file too large": ("BPM001", lambda: b" " * (2**21 + 1)),
    "an encoding that hides a DTD": (
        "BPM002",
        lambda: b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-+ADw-a/+AD4-',
    ),
    "a DTD": ("BPM003", f"{PROLOG}{DTD}{BODY}".encode),
    "a DTD in UTF-16": ("BPM003", lambda: f"{PROLOG}{DTD}{BODY}".encode("utf-16")),
    "a DTD in big-endian UTF-16": (
        "BPM003",
        lambda: b"\xfe\xff" + f"{PROLOG}{DTD}{BODY}".encode("utf-16-be"),
    ),
    "a DTD in UTF-16 without its mark": (
        "BPM002",
        lambda: f"{PROLOG}{DTD}{BODY}".encode("utf-16-le"),
    ),
    "a DTD behind a byte order mark": (
        "BPM003",
        lambda: b"\xef\xbb\xbf" + f"{PROLOG}{DTD}{BODY}".encode(),
    ),
    "an entity bomb": ("BPM003", billion_laughs),
    "an outside entity": (
        "BPM003",
        lambda: (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>'
        ),
    ),
    "an entity nobody declared": ("BPM002", lambda: spoilt(("小流程", "&boom;"))),
    "too many elements": ("BPM004", lambda: b"<a>" + b"<b/>" * 5000 + b"</a>"),
    "half a million elements": ("BPM004", lambda: b"<a>" + b"<b/>" * 500_000 + b"</a>"),
    "deep nesting": ("BPM005", lambda: b"<a>" * 101 + b"</a>" * 101),
    "very deep nesting": ("BPM005", lambda: b"<a>" * 200_000 + b"</a>" * 200_000),
    "a crowd of attributes": (
        "BPM019",
        lambda: spoilt((START, f"{START[:-1]}{_attributes(' a', 150_000)}>")),
    ),
    "a crowd of namespaces": (
        "BPM008",
        f"<a{_attributes(' xmlns:a', 100_000)} />".encode,
    ),
    "a huge id": ("BPM006", lambda: spoilt(('id="done"', f'id="{"x" * 201}"'))),
    "a very huge id": ("BPM006", lambda: spoilt(('id="done"', f'id="{"x" * 1_000_000}"'))),
    "an attribute without end": (
        "BPM015",
        lambda: spoilt(('reason="外部"', f'reason="{"x" * 1_000_000}"')),
    ),
    "a form without end": ("BPM053", lambda: form(f'{{"type": "object"{" " * 70_000}}}')),
    "a deep form": ("BPM053", lambda: form(nested(12))),
    "a very deep form": ("BPM053", lambda: form("[" * 30_000 + "]" * 30_000)),
    "a huge number in a form": (
        "BPM050",
        lambda: form(f'{{"type": "object", "minProperties": {"9" * 50_000}}}'),
    ),
    "references that multiply": (
        "BPM053",
        lambda: form(
            definitions(15, lambda i: {"allOf": [{"$ref": f"#/$defs/a{i + 1}"}] * 10})
        ),
    ),
    "a chain of references": (
        "BPM053",
        lambda: form(definitions(900, lambda i: {"$ref": f"#/$defs/a{i + 1}"})),
    ),
    "sixty wide forms": ("BPM053", many_forms),
    "a thousand long conditions": ("BPM044", many_conditions),
    "a condition of brackets": (
        "BPM040",
        lambda: spoilt(("intake == 'yes' and", "(" * 950 + "urgent" + ")" * 950 + " and")),
    ),
    "a tangle of gateways": ("BPM030", tangle),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_within_a_second(name: str) -> None:
    rule, make = FILES[name]
    data = make()
    started = time.process_time()
    reading = read_chart(data)
    assert time.process_time() - started < 1
    assert reading.chart is None
    assert rule in {found.rule for found in reading.findings}
    for found in reading.findings:
        assert found.line > 0 or found.rule == "BPM001"
        assert found.cure.zh
        assert found.cure.en


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

    monkeypatch.setattr("zhiheng.bpmn.safe_xml._has_dtd", lambda _text: None)
    monkeypatch.setattr(etree, "XMLParser", parser)
    reading = read_chart(f"{PROLOG}{DTD}<a/>".encode())
    assert [found.rule for found in reading.findings] == ["BPM003"]
    assert opened == []


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    assert read_chart(data).chart is None


@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(CHART) - 1))
    length = data.draw(st.integers(0, 40))
    piece = data.draw(
        st.sampled_from(["", "<", ">", '"', "&#0;", "<zh:post/>", "<!--", "]]>", "\x00", "十"])
    )
    reading = read_chart((CHART[:at] + piece + CHART[at + length :]).encode())
    assert (reading.chart is None) == bool(reading.findings)
    assert all(found.message.zh and found.cure.en for found in reading.findings)


@given(st.data())
def test_no_element_moved_or_lost_raises(data: st.DataObject) -> None:
    root = etree.fromstring(CHART.encode())
    nodes = list(root.iterdescendants("{*}*"))
    gone = data.draw(st.sampled_from(nodes))
    home = data.draw(st.sampled_from(nodes))
    parent = gone.getparent()
    assert parent is not None
    parent.remove(gone)
    if home is not gone and gone not in home.iterancestors():
        home.append(gone)
    reading = read_chart(etree.tostring(root))
    assert (reading.chart is None) == bool(reading.findings)
