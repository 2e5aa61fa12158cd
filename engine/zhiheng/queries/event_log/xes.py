"""XES (IEEE 1849-2016): a log of traces, one a case; written as it is read, never held whole."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from lxml import etree

from zhiheng.queries.event_log.events import CaseLog, Event, Value

_EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
)


def write_xes(out: BinaryIO, cases: Iterable[CaseLog]) -> None:
    """Write the cases in their order. Our own attributes begin with `zh:`."""
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("log", {"xes.version": "1849-2016", "xes.features": ""}):
            for name, prefix, uri in _EXTENSIONS:
                xml.write(etree.Element("extension", name=name, prefix=prefix, uri=uri))
            xml.write(_globals())
            xml.write(_globals("event"))
            keys = "concept:name lifecycle:transition"
            xml.write(etree.Element("classifier", name="Step and transition", keys=keys))
            xml.write(_attribute("lifecycle:model", "standard"))
            for case in cases:
                _trace(xml, case)


def _globals(scope: str = "trace") -> Any:
    """What every trace, or event, has."""
    found = etree.Element("global", scope=scope)
    found.append(_attribute("concept:name", "…"))
    if scope == "event":
        found.append(_date("time:timestamp", "1970-01-01T00:00:00.000000Z"))
    return found


def _trace(xml: Any, case: CaseLog) -> None:
    with xml.element("trace"):
        xml.write(_attribute("concept:name", case.id))
        xml.write(_attribute("zh:chart", case.chart))
        for event in case.events:
            xml.write(_event(event))


def _event(event: Event) -> Any:
    found = etree.Element("event")
    told: list[tuple[str, Value | None]] = [
        ("concept:name", event.activity),
        ("lifecycle:transition", event.transition),
        ("org:resource", event.person or event.role),
        ("org:role", event.role),
        ("org:group", event.section),
        ("zh:id", event.id),
        ("zh:type", event.type),
        *((f"zh:{name}", value) for name, value in event.attributes),
    ]
    found.extend(_attribute(name, value) for name, value in told if value is not None)
    found.append(_date("time:timestamp", event.at))
    return found


def _attribute(name: str, value: Value) -> Any:
    kind = {bool: "boolean", int: "int"}.get(type(value), "string")
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return etree.Element(kind, key=name, value=said)


def _date(name: str, at: str) -> Any:
    return etree.Element("date", key=name, value=f"{at[:23]}+00:00")
