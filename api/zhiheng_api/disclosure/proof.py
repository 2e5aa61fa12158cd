"""What proves to an outsider that the published edition is what runs, as data."""

import json
from typing import Any

from zhiheng.queries.disclosure.site import PowerData, SiteData


def proof(power: PowerData) -> dict[str, Any]:
    """published: as signed. running: made anew of the chart in force. log: what covers the entry.

    The hash of the entry is SHA-256 of the byte 00 and its text (RFC 9162 leaf hash).
    """
    one = power.published
    sealed = power.sealed
    return {
        "key": one.edition.key,
        "published": {
            "edition": one.digest,
            "chart": one.chart,
            "version": one.version,
            "at": one.at,
        },
        "running": {
            "edition": one.running,
            "chart": one.running_chart,
            "version": one.running_version,
        },
        "same": one.runs,
        "entry": {"n": one.n, "hash": one.hash, "file": "entry.json"},
        "log": sealed
        and {
            "leaf": one.hash,
            "index": sealed.index,
            "size": sealed.size,
            "proof": list(sealed.proof),
            "checkpoint": sealed.note,
        },
    }


def powers_list(data: SiteData) -> list[dict[str, Any]]:
    """The list of powers."""
    return [
        {
            "key": one.edition.key,
            "code": one.edition.power.code,
            "name": one.edition.name,
            "category": one.edition.power.category,
            "office": one.edition.power.office,
            "edition": one.digest,
            "version": one.version,
            "published": one.at,
            "same": one.runs,
        }
        for one in (power.published for power in data.powers)
    ]


def figures_list(data: SiteData) -> dict[str, Any]:
    """The figures; null where a count is too small to be told."""
    return {
        "before": data.before.isoformat(),
        "figures": [
            {
                "key": x.key,
                "year": x.year,
                "received": x.received,
                "closed": x.closed,
                "outcomes": dict(x.outcomes),
                "median": x.median,
                "late": x.late,
            }
            for x in data.figures
        ],
    }


def as_json(value: object) -> bytes:
    """For people to read, too."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
