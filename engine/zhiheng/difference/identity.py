"""By what a thing of a chart is known from one version to the next."""

from collections.abc import Callable, Mapping
from typing import Any

from zhiheng.model.chart import DocumentRule, Flow, Lane, Outcome, Return
from zhiheng.model.decision_table import Bound, DecisionUse, Input, Output, TableRule
from zhiheng.model.limit import Basis, Limit
from zhiheng.model.person import Card, Holding, StandIn
from zhiheng.model.risk import Risk
from zhiheng.model.separation import Separation


def by_identity(many: Any) -> dict[str, Any]:
    """Each with its own name; of two alike the second is told apart by its place."""
    if isinstance(many, Mapping):
        return {_said(key): value for key, value in many.items()}
    found: dict[str, Any] = {}
    for no, value in enumerate(sorted(many) if isinstance(many, frozenset) else many, 1):
        named = _NAMED.get(type(value))
        name = named(value) if named is not None else str(no)
        found[name if name not in found else f"{name}#{no}"] = _title_of(value)
    return found


def _said(key: Any) -> str:
    """A key of several parts, as that of a stand-in: the post and its holder."""
    return "/".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _title_of(value: Any) -> Any:
    """Of a choice, which is a value and its title, the title."""
    match value:
        case (str(), str(title)):
            return title
    return value


_NAMED: Mapping[type, Callable[[Any], str]] = {
    str: lambda x: x,
    Risk: lambda x: x.id,
    Separation: lambda x: x.id,
    Flow: lambda x: x.id,
    Lane: lambda x: x.id,
    DocumentRule: lambda x: x.name,
    Return: lambda x: x.flow,
    TableRule: lambda x: str(x.no),
    Input: lambda x: x.name,
    Output: lambda x: x.name,
    DecisionUse: lambda x: x.table,
    Bound: lambda x: x.variable,
    Limit: lambda x: x.kind.value,
    Basis: lambda x: f"{x.law} {x.article}",
    Holding: lambda x: x.post,
    Card: lambda x: f"{x.qualification} {x.number}",
    StandIn: lambda x: x.person,
    Outcome: lambda x: f"{x.variable} = {x.value}",
    tuple: lambda x: str(x[0]),
}
"""What is in none of these is known by its place."""
