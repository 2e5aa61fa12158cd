"""Acceptance (受理) and the one supplement notice (补正): 许可法 32, and 净月's own controls."""

from collections.abc import Mapping
from typing import Any

from zhiheng import facts as f
from zhiheng.errors import BadData, NotReady
from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart, Meaning, Task
from zhiheng.model.limit import LimitKind
from zhiheng.model.wording import says_something

CHECKLIST = "x-checklist"
"""Marks the form field that ticks each required paper as present or missing (R-140)."""

_MAX_ITEMS, _MAX_ITEM = 30, 200


def may_accept(
    meaning: Meaning | None,
    chart: Chart,
    task: Task,
    values: Mapping[str, Any],
    variables: Mapping[str, Scalar],
) -> None:
    """Prevents acceptance with papers missing, or without a promise letter (R-140, R-196)."""
    if meaning is not Meaning.ACCEPTANCE:
        return
    missing = missing_papers(task, values)
    if missing:
        raise NotReady("papers-missing", missing="、".join(missing), task=task.path)
    for limit in chart.limits:
        if limit.kind is LimitKind.PROMISED and limit.variable is not None:
            _promise_fits(chart, limit.variable, variables)


def missing_papers(task: Task, values: Mapping[str, Any]) -> list[str]:
    """The titles of the required papers that the checklist does not tick."""
    missing = []
    for name, schema in task.form.get("properties", {}).items():
        if not schema.get(CHECKLIST):
            continue
        ticked = values.get(name) or {}
        missing += [
            schema["properties"][paper].get("title", paper)
            for paper in schema.get("required", ())
            if ticked.get(paper) is not True
        ]
    return missing


def _promise_fits(chart: Chart, variable: str, variables: Mapping[str, Scalar]) -> None:
    """The promised days are named, and are no more than the statute gives (承诺 ≤ 法定)."""
    promised = variables.get(variable)
    if promised is None:
        raise BadData("promise-missing", pointer=f"/values/{variable}")
    statutory = [
        x.n
        for x in chart.limits
        if x.kind is LimitKind.STATUTORY and x.n and x.start == "acceptance"
    ]
    if statutory and (not isinstance(promised, int) or not 1 <= promised <= min(statutory)):
        raise BadData("promise-too-long", pointer=f"/values/{variable}", limit=min(statutory))


def may_supplement(
    meaning: Meaning | None, items: tuple[str, ...], told: tuple[str, ...] | None
) -> list[f.AnyFact]:
    """Prevents a second notice from naming anything new; repeating an unmet item is allowed.

    Law: 许可法 32(4) (tell all at once), 32(5) (accepted when all listed items are in).
    """
    if meaning is not Meaning.SUPPLEMENT:
        if items:
            raise BadData("supplement-without-notice", pointer="/supplement")
        return []
    items = tuple(dict.fromkeys(i.strip() for i in items))
    if (
        not items
        or len(items) > _MAX_ITEMS
        or any(not says_something(i) or len(i) > _MAX_ITEM for i in items)
    ):
        raise BadData("supplement-items", pointer="/supplement", most=_MAX_ITEMS, length=_MAX_ITEM)
    new = [i for i in items if told is not None and i not in told]
    if new:
        raise NotReady("supplement-once", items="、".join(new), told="、".join(told or ()))
    return [f.SupplementNoticed(items=items)]
