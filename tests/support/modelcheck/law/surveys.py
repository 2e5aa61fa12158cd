"""Which gates stand on a step, by the chart alone; asked once a scene, as pages and lint ask."""

from collections.abc import Iterator, Mapping

from support.modelcheck.law.seen import Seen

WANTED: Mapping[str, Mapping[str, frozenset[str]]] = {
    "permit": {
        "intake": frozenset({"separation", "checklist", "supplement", "reception", "limit"}),
        "supply": frozenset({"separation", "limit", "external"}),
        "review": frozenset({"separation", "opinion", "limit"}),
        "decide": frozenset({"separation", "opinion", "limit"}),
    },
    "penalty": {
        "visit": frozenset({"separation", "two-person", "other-section", "card", "opinion"}),
        "check": frozenset({"separation", "crosscheck"}),
        "report": frozenset({"separation", "opinion"}),
    },
    "seal": {
        "seal": frozenset({"separation", "two-person", "dual", "opinion"}),
        "pay": frozenset({"separation", "two-person", "dual"}),
        "panel": frozenset({"two-person", "collective", "opinion"}),
        "file": frozenset({"separation"}),
    },
    "meeting": {
        "prepare": frozenset({"separation"}),
        "council": frozenset({"two-person", "collective", "opinion", "amount", "veto"}),
        "board": frozenset({"separation", "two-person", "collective", "opinion"}),
        "issue": frozenset({"follow"}),
    },
    "hearing": {
        "review": frozenset({"separation", "opinion"}),
        "hearing": frozenset({"separation", "opinion", "card"}),
        "decide": frozenset({"separation", "opinion"}),
    },
    "payment": {
        "ask": frozenset({"form"}),
        "small": frozenset({"opinion", "amount"}),
        "both": frozenset({"two-person", "amount"}),
        "alone": frozenset({"amount"}),
    },
}
"""`always` stands on each besides."""

LEADERS = {
    "clerk": "deputy-head", "section-chief": "deputy-head", None: "deputy-head",
    "deputy-head": "head", "head": "head",
}  # fmt: skip
"""003 L141: A is managed by the deputy and supervised by the head."""


def surveyed(seen: Seen) -> Iterator[str]:
    """Gates by step, and who is told of a high risk."""
    gates, leaders = seen.done.answer
    for path, wanted in WANTED.get(seen.before.scene.chart.key, {}).items():
        if gates[path] != wanted | {"always"}:
            yield f"on {path} stand {sorted(gates[path])}, and not {sorted(wanted)}"
    if leaders != LEADERS:
        yield f"told are {leaders}"
