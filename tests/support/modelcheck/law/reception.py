"""Acceptance and the one supplement notice. Law: 许可法 32(4), 32(5), 42; 净月 promise of days."""

from collections.abc import Iterator
from typing import Any

from support.modelcheck.law.seen import Seen
from zhiheng.model.chart import Task


def values_of(seen: Seen, definition: Task) -> dict[str, Any]:
    """The form, with the outcome that a supplement notice is."""
    values = dict(seen.command.values)
    for outcome in definition.outcomes:
        if seen.command.supplement and outcome.means.value == "supplement":
            values[outcome.variable] = outcome.value
    return values


def meaning(seen: Seen, definition: Task) -> str | None:
    """The legal effect of what is filled in."""
    values = values_of(seen, definition)
    for outcome in definition.outcomes:
        if values.get(outcome.variable) == outcome.value:
            return str(outcome.means.value)
    return None


def against(seen: Seen, definition: Task) -> set[str]:
    """What stands against accepting, or against telling what is missing."""
    found: set[str] = set()
    means, values = meaning(seen, definition), values_of(seen, definition)
    if means == "acceptance":
        if _missing(definition, values):
            found.add("papers-missing")
        found |= _promise(seen, values)
    if means == "supplement":
        found |= _items(seen)
    elif seen.command.supplement:
        found.add("supplement-without-notice")
    return found


def _missing(definition: Task, values: dict[str, Any]) -> bool:
    for name, schema in definition.form.get("properties", {}).items():
        if "x-checklist" in schema:
            ticked = values.get(name, {})
            if not all(ticked.get(paper) is True for paper in schema["required"]):
                return True
    return False


def _promise(seen: Seen, values: dict[str, Any]) -> set[str]:
    limits = seen.before.scene.chart.limits
    by_law = [x.n for x in limits if x.kind.value == "statutory" and x.start == "acceptance"]
    for limit in limits:
        if limit.kind.value != "promised" or limit.variable is None:
            continue
        days = values.get(limit.variable)
        if days is None:
            return {"promise-missing"}
        if by_law and not 1 <= days <= min(by_law):
            return {"promise-too-long"}
    return set()


def told(seen: Seen) -> list[str]:
    """What is missing, each item once."""
    return list(dict.fromkeys(i.strip() for i in seen.command.supplement))


def _items(seen: Seen) -> set[str]:
    items, before = told(seen), seen.before.state.supplement
    blank = any(not i.replace("\u200b", "") or len(i) > 200 for i in items)
    if not 0 < len(items) <= 30 or blank:
        return {"supplement-items"}
    if before is not None and not set(items) <= set(before):
        return {"supplement-once"}
    return set()


def written(seen: Seen, definition: Task, *, completes: bool) -> Iterator[str]:
    """The notice with its items; the number at acceptance; the decision."""
    means = meaning(seen, definition)
    notices = [list(x.items) for x in seen.of("SupplementNoticed")]
    if notices != ([told(seen)] if means == "supplement" else []):
        yield f"a notice of {notices}"
    if bool(seen.of("CaseAccepted")) != (means == "acceptance" and completes):
        yield f"{means}, but accepted: {seen.of('CaseAccepted')}"
    decided = [x.means for x in seen.of("Decided")]
    if decided != ([means] if means in ("grant", "refusal") and completes else []):
        yield f"{means}, but decided: {decided}"
