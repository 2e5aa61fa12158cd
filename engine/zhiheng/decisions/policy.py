"""The hit policy of a table, and whether its outputs allow it."""

from collections.abc import Sequence
from typing import TypeVar

from lxml import etree

from zhiheng.decisions.dmn import found
from zhiheng.model.decision_table import Aggregation, DataType, HitPolicy, Output
from zhiheng.model.finding import Finding, Text

_RANKED = frozenset({HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER})

_T = TypeVar("_T", HitPolicy, Aggregation)
Policy = tuple[HitPolicy | None, Aggregation | None, list[Finding]]


def read_policy(body: etree._Element, table: str, outputs: Sequence[Output]) -> Policy:
    """The policy with its aggregation, or what is wrong with it (DMN 1.3 §8.2.10)."""
    policy = _named(HitPolicy, body.get("hitPolicy") or HitPolicy.UNIQUE.value)
    written = body.get("aggregation")
    how = _named(Aggregation, written) if written is not None else None
    why = _wrong(policy, how, outputs, named=written is not None)
    if why is not None:
        return None, None, [found("DEC005", body, table, table=table, why=why)]
    return policy, how, []


def _wrong(
    policy: HitPolicy | None, how: Aggregation | None, outputs: Sequence[Output], *, named: bool
) -> Text | None:
    if policy is None or (named and how is None):
        return Text("没有这种命中策略或聚合", "there is no such policy or aggregation")
    if named and policy is not HitPolicy.COLLECT:
        return Text("只有 COLLECT 可以聚合", "only COLLECT aggregates")
    if policy in _RANKED and not any(o.values for o in outputs):
        return Text("没有 outputValues，分不出轻重", "without outputValues nothing has a weight")
    return None if how is None else _unfit(how, outputs)


def _unfit(how: Aggregation, outputs: Sequence[Output]) -> Text | None:
    if len(outputs) != 1:
        return Text("聚合只许一个输出", "an aggregation has one output")
    if how is Aggregation.COUNT:
        return None
    kind = outputs[0].type
    if not kind.numeric and (how is Aggregation.SUM or kind is not DataType.DATE):
        return Text("这种输出不能这样聚合", "outputs of that type are not aggregated so")
    return None


def _named(kind: type[_T], name: str) -> _T | None:
    return next((x for x in kind if x.value == name), None)
