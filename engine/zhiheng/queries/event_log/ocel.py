"""OCEL 2.0 as JSON: events about several objects at once; written as it is read.

The objects come after the events, from a temporary file: only their ids are held.
"""

import tempfile
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

import msgspec

from zhiheng.queries.event_log.events import ATTRIBUTES, CaseLog, Event, Thing, Value
from zhiheng.queries.event_log.kinds import KINDS

_OBJECTS: Mapping[str, Mapping[str, str]] = {
    "case": {"chart": "string", "version": "integer"},
    "task": {"name": "string"},
    "clock": {},
    "document": {},
    "person": {"name": "string"},
    "party": {},
    "chart": {"key": "string"},
}
_EVENT = {"activity": "string", "role": "string", "section": "string", **ATTRIBUTES}
_BORN = "1970-01-01T00:00:00Z"
"""OCEL's own time for what an object always had."""
_KEPT = 8 * 1024 * 1024
"""Bytes of objects that are held before they go to a file."""


def write_ocel(out: BinaryIO, cases: Iterable[CaseLog]) -> None:
    """Write the cases in their order."""
    out.write(b'{"objectTypes":' + _json(_types(_OBJECTS)))
    tags = sorted(str(kind.__struct_config__.tag).partition("/")[0] for kind in KINDS)
    out.write(b',\n"eventTypes":' + _json(_types(dict.fromkeys(tags, _EVENT))))
    out.write(b',\n"events":[')
    seen: set[str] = set()
    first = True
    with tempfile.SpooledTemporaryFile(_KEPT) as objects:
        for case in cases:
            for event in case.events:
                out.write((b"" if first else b",") + b"\n" + _json(_event(event)))
                first = False
            for thing in case.things.values():
                if thing.id not in seen:
                    objects.write((b"," if seen else b"") + b"\n" + _json(_object(thing)))
                    seen.add(thing.id)
        out.write(b'],\n"objects":[')
        objects.seek(0)
        while part := objects.read(1 << 16):
            out.write(part)
    out.write(b"]}\n")


def _json(value: Any) -> bytes:
    return msgspec.json.encode(value)


def _types(types: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "attributes": [{"name": a, "type": kind} for a, kind in declared.items()]}
        for name, declared in types.items()
    ]


def _event(event: Event) -> dict[str, Any]:
    said: dict[str, Value | None] = {
        "activity": event.activity,
        "role": event.role,
        "section": event.section,
        **dict(event.attributes),
    }
    return {
        "id": event.id,
        "type": event.type,
        "time": event.at,
        "attributes": [{"name": n, "value": v} for n, v in said.items() if v is not None],
        "relationships": [{"objectId": i, "qualifier": q} for i, q in event.related],
    }


def _object(thing: Thing) -> dict[str, Any]:
    return {
        "id": thing.id,
        "type": thing.type,
        "attributes": [{"name": n, "time": _BORN, "value": v} for n, v in thing.attributes],
        "relationships": [{"objectId": i, "qualifier": q} for i, q in thing.related],
    }
