"""The parameter file (参数): parsed YAML or JSON, checked; a fault says where it is."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar

from zhiheng.expr import ValueRefused, from_canonical, typed_value
from zhiheng.expr.names import is_variable_name
from zhiheng.model.chart import VariableType
from zhiheng.model.ids import PersonId
from zhiheng.model.parameters import (
    COLLECTIVE,
    GRADES,
    Ladder,
    MeetingRules,
    Parameter,
    Parameters,
    Rung,
)
from zhiheng.model.person import Roster
from zhiheng.model.roster_record import Record, record
from zhiheng.model.warning_policy import WarningPolicy
from zhiheng.rules.meeting_rules import meeting_rules, meeting_rules_json
from zhiheng.rules.warning_policy import (
    one_for_each_power,
    warning_policy,
    warning_policy_json,
)

MAX_WINDOW = 3660
"""Days over which amounts are summed."""
MAX_ITEMS = 500
_TYPES = {t.value: t for t in VariableType if t is not VariableType.CHOICE}


def read_parameters(data: object, roster: Roster | None = None) -> Parameters:
    """The parameters in a file. Raises RosterError, which says where and what is wrong.

    roster: whose members the persons with a limit must be; who has left since stays listed.
    """
    top = record(data, "")
    top.only("parameters", "ladders", "meetings", "warnings", "note")
    for name in ("parameters", "ladders", "meetings", "warnings"):
        if len(top.records(name)) > MAX_ITEMS:
            raise top.fault(f"{name} 最多 {MAX_ITEMS} 项", f"{name} has at most {MAX_ITEMS} items")
    values = _by_name(top.records("parameters"), _parameter)
    ladders = _by_name(top.records("ladders"), lambda item: _ladder(item, values, roster))
    meetings = _by_name(top.records("meetings"), meeting_rules)
    warnings = _by_name(top.records("warnings"), warning_policy)
    one_for_each_power(top, warnings)
    return Parameters(values, ladders, meetings, warnings, top.text_or_none("note") or "")


_Item = TypeVar("_Item", Parameter, Ladder, MeetingRules, WarningPolicy)


def _by_name(items: Iterable[Record], read: Callable[[Record], _Item]) -> dict[str, _Item]:
    found: dict[str, _Item] = {}
    for item in items:
        one = read(item)
        if one.name in found:
            raise item.fault(f"{one.name} 重复", f"{one.name} stands twice")
        found[one.name] = one
    return found


def _parameter(item: Record) -> Parameter:
    item.only("name", "title", "type", "value", "source")
    name, kind = item.text("name"), item.text("type")
    if not is_variable_name(name):
        raise item.fault(f"{name} 不能作名称", f"{name} is no name that a condition can use")
    if kind not in _TYPES:
        raise item.fault(f"type 应为 {'、'.join(_TYPES)}", f"type is one of {', '.join(_TYPES)}")
    value = _canonical(item, _TYPES[kind], item.fields.get("value"))
    source = item.text_or_none("source") or ""
    return Parameter(name, item.text("title"), _TYPES[kind], value, source)


def _canonical(item: Record, kind: VariableType, raw: object) -> str | int | bool:
    try:
        return typed_value(kind, raw, None, ())
    except ValueRefused as refused:
        zh, en = refused.message.zh, refused.message.en
        raise item.fault(f"value：{zh}", f"value: {en}") from refused


def _ladder(item: Record, values: Mapping[str, Parameter], roster: Roster | None) -> Ladder:
    item.only("name", "title", "rungs", "window", "limits", "source")
    name, window = item.text("name"), item.fields.get("window")
    if window is not None and (
        isinstance(window, bool) or not isinstance(window, int) or not 1 <= window <= MAX_WINDOW
    ):
        raise item.fault(
            f"window 应为 1 至 {MAX_WINDOW} 日", f"window is 1 to {MAX_WINDOW} natural days"
        )
    rungs = tuple(_rung(r, values) for r in item.records("rungs"))
    _climbs(item, rungs)
    limits: dict[PersonId, Decimal] = {}
    for limit in item.records("limits"):
        limit.only("person", "up_to")
        person = PersonId(limit.text("person"))
        if roster is not None and person not in roster.persons:
            raise limit.fault(f"花名册里没有 {person}", f"{person} is not in the roster")
        if person in limits:
            raise limit.fault(f"{person} 重复", f"{person} stands twice")
        limits[person] = _amount(limit, "up_to", values)
    source = item.text_or_none("source") or ""
    return Ladder(name, item.text("title"), rungs, window, limits, source)


def _rung(item: Record, values: Mapping[str, Parameter]) -> Rung:
    item.only("grade", "below")
    grade = item.text("grade")
    if grade not in (*GRADES, COLLECTIVE):
        known = (*GRADES, COLLECTIVE)
        raise item.fault(f"grade 应为 {'、'.join(known)}", f"grade is one of {', '.join(known)}")
    return Rung(grade, _amount(item, "below", values) if "below" in item.fields else None)


def _climbs(item: Record, rungs: tuple[Rung, ...]) -> None:
    """Both bounds and grades go up, and only the last rung may be without end."""
    if not rungs:
        raise item.fault("缺少 rungs", "rungs are missing")
    order = (*GRADES, COLLECTIVE)
    for no, (lower, upper) in enumerate(pairwise(rungs), 1):
        wider = lower.below is not None and (upper.below is None or lower.below < upper.below)
        if not wider or order.index(lower.grade) >= order.index(upper.grade):
            raise item.fault(
                f"rungs 第 {no + 1} 级没有高于前一级", f"rung {no + 1} is not above the one before"
            )


def _amount(item: Record, name: str, values: Mapping[str, Parameter]) -> Decimal:
    """A figure, or the name of a parameter that is one."""
    raw = item.fields.get(name)
    named = values.get(raw) if isinstance(raw, str) else None
    if named is not None:
        if named.type not in (VariableType.DECIMAL, VariableType.INTEGER):
            raise item.fault(f"{name} 所指的参数不是数字", f"the parameter of {name} is no number")
        raw = named.value
    try:
        amount = Decimal(str(from_canonical(VariableType.DECIMAL, str(_plain(raw)))))
    except ValueRefused as refused:
        raise item.fault(
            f'{name} 应为 "12.50" 这样的数字或参数名', f'{name} is a figure as "12.50" or a name'
        ) from refused
    if amount <= 0:
        raise item.fault(f"{name} 应大于零", f"{name} is above zero")
    return amount


def _plain(raw: object) -> str | int | bool:
    return typed_value(VariableType.DECIMAL, raw, None, ())


def parameters_to_json(found: Parameters) -> dict[str, Any]:
    """In the shape of the file; every figure as it counts, names of parameters resolved."""
    told = {
        "note": found.note or None,
        "parameters": [
            {"name": p.name, "title": p.title, "type": p.type.value, "value": p.value}
            | ({"source": p.source} if p.source else {})
            for p in found.values.values()
        ],
        "ladders": [_ladder_json(x) for x in found.ladders.values()],
    }
    if found.meetings:
        told["meetings"] = [meeting_rules_json(x) for x in found.meetings.values()]
    if found.warnings:
        told["warnings"] = [warning_policy_json(x) for x in found.warnings.values()]
    return told


def _ladder_json(ladder: Ladder) -> dict[str, Any]:
    rungs = [
        {"grade": r.grade} | ({} if r.below is None else {"below": format(r.below, "f")})
        for r in ladder.rungs
    ]
    limits = [{"person": p, "up_to": format(x, "f")} for p, x in ladder.limits.items()]
    more = {"window": ladder.window, "source": ladder.source or None}
    return {"name": ladder.name, "title": ladder.title, "rungs": rungs, "limits": limits} | {
        k: v for k, v in more.items() if v is not None
    }
