"""Parameters: which files can be taken and what they then say; two persons bring them into force.

Source: docs/formats/parameters.md; design.md §11 (two hands).
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from support.modelcheck.law.seen import Seen, held_to
from zhiheng.model.chart import VariableType
from zhiheng.model.ids import PersonId
from zhiheng.model.meeting import Majority, Share, Tie
from zhiheng.model.parameters import (
    NO_PARAMETERS,
    Ladder,
    MeetingRules,
    Parameter,
    Parameters,
    Rung,
)

IN_FORCE = Parameters(
    {"bound": Parameter("bound", "限额", VariableType.DECIMAL, "1000", "（虚构）")},
    {
        "spending": Ladder(
            "spending", "支出审批权限",
            (
                Rung("section-chief", Decimal(1000)), Rung("deputy-head", Decimal(5000)),
                Rung("head", Decimal(20000)), Rung("collective", Decimal(90000)),
            ),
            10, {PersonId("ji"): Decimal(4000), PersonId("gu"): Decimal(700)}, "（虚构）",
        )
    },
    {"board": MeetingRules("board", "议事规则", Share.TWO_THIRDS, Majority.ALL, Tie.NOT_PASSED, 0)},
)  # fmt: skip
"""What is in force in the scene of amounts before anybody proposes anything."""


def _parameter(
    name: object = "bound", kind: object = "decimal", value: object = "1000", **more: object
) -> dict[str, object]:
    return {"name": name, "title": "限额", "type": kind, "value": value, **more}


def _ladder(*rungs: tuple[str, object], **more: object) -> dict[str, object]:
    found = [{"grade": g} if b is None else {"grade": g, "below": b} for g, b in rungs]
    return {"name": "spending", "title": "支出", "rungs": found, **more}


def _rules(**more: object) -> dict[str, object]:
    return {"name": "board", "title": "议事规则", **more}


def _file(*ladders: object, values: tuple[object, ...] = (), **more: object) -> dict[str, object]:
    return {"parameters": list(values or (_parameter(),)), "ladders": list(ladders), **more}


_UP = (("section-chief", "1000"), ("head", None))

FILES: Mapping[str, Any] = {
    "a ladder": _file(_ladder(*_UP, window=30, limits=[{"person": "ji", "up_to": "4000"}], source="规定"), note="说明"),
    "a ladder of names": _file(_ladder(("clerk", "bound"), ("collective", None))),
    "the longest window": _file(_ladder(*_UP, window=3660)),
    "the shortest window": _file(_ladder(*_UP, window=1)),
    "a whole number as a bound": _file(_ladder(("clerk", "n"), ("head", None)), values=(_parameter("n", "integer", 7), _parameter())),
    "rules of meetings": _file(meetings=[_rules(), _rules(name="x", quorum="all", majority="all", tie="chair", notice=365, source="规定")]),
    "no notice": _file(meetings=[_rules(notice=0)]),
    "a small bound": _file(_ladder(("clerk", "0.5"), ("head", "1"))),
    "all kinds": _file(values=(_parameter(), _parameter("b", "bool", value=True), _parameter("d", "date", "2026-01-01"), _parameter("t", "text", "文", source="规定"))),
    "as many as can be": _file(values=tuple(_parameter(f"p{i}") for i in range(500))),
    "another kind": _file(_ladder(*_UP), values=(_parameter(kind="text", value="文"),)),
    "without the parameter": _file(_ladder(*_UP), values=(_parameter("other"),)),
    "a smaller ladder": _file(_ladder(("section-chief", "600"), ("deputy-head", "900"), limits=[{"person": "ji", "up_to": "700"}], window=2)),
}  # fmt: skip
"""All that can be taken; and `FAULTY`, all that cannot."""
TELLING = ("a ladder", "another kind", "without the parameter", "a smaller ladder")
"""Those that change what may be decided."""

FAULTY: Mapping[str, Any] = {
    "no mapping": [],
    "an unknown field": _file(more=1),
    "an unknown field of a parameter": _file(values=(_parameter(more="x"),)),
    "an unknown field of a ladder": _file(_ladder(*_UP, more="x")),
    "an unknown field of a rung": _file(_ladder(*_UP) | {"rungs": [{"grade": "head", "more": 1}]}),
    "an unknown field of a limit": _file(_ladder(*_UP, limits=[{"person": "ji", "up_to": "1", "more": 1}])),
    "twice the same": _file(values=(_parameter(), _parameter())),
    "twice the same ladder": _file(_ladder(*_UP), _ladder(*_UP)),
    "a name with a space": _file(values=(_parameter("a b"),)),
    "an unknown kind": _file(values=(_parameter(kind="choice"),)),
    "a value of another kind": _file(values=(_parameter(value="lots"),)),
    "too many": _file(values=tuple(_parameter(f"p{i}") for i in range(501))),
    "a window of nothing": _file(_ladder(*_UP, window=0)),
    "too long a window": _file(_ladder(*_UP, window=3661)),
    "a window of truth": _file(_ladder(*_UP, window=True)),
    "a window of words": _file(_ladder(*_UP, window="30")),
    "a notice of words": _file(meetings=[_rules(notice="1")]),
    "a notice of truth": _file(meetings=[_rules(notice=True)]),
    "a notice before": _file(meetings=[_rules(notice=-1)]),
    "too long a notice": _file(meetings=[_rules(notice=366)]),
    "an unknown quorum": _file(meetings=[_rules(quorum="some")]),
    "an unknown majority": _file(meetings=[_rules(majority="some")]),
    "an unknown tie": _file(meetings=[_rules(tie="some")]),
    "rules with more": _file(meetings=[_rules(more="x")]),
    "twice the same rules": _file(meetings=[_rules(), _rules()]),
    "no rungs": _file(_ladder()),
    "an unknown grade": _file(_ladder(("king", None))),
    "a ladder that falls": _file(_ladder(("clerk", "9"), ("head", "8"))),
    "a ladder that stands": _file(_ladder(("clerk", "9"), ("head", "9"))),
    "an end in the middle": _file(_ladder(("clerk", None), ("head", "9"))),
    "two ends": _file(_ladder(("clerk", None), ("head", None))),
    "a grade twice": _file(_ladder(("head", "8"), ("head", "9"))),
    "a grade that falls": _file(_ladder(("head", "8"), ("clerk", "9"))),
    "a meeting below a head": _file(_ladder(("collective", "8"), ("head", "9"))),
    "a bound of nothing": _file(_ladder(("clerk", "0"))),
    "a bound below nothing": _file(_ladder(("clerk", "-1"))),
    "a bound of words": _file(_ladder(("clerk", "many"))),
    "a bound of a text like a number": _file(_ladder(("clerk", "t")), values=(_parameter("t", "text", "12"),)),
    "a bound that is no number": _file(_ladder(("clerk", "t")), values=(_parameter("t", "text", "文"),)),
    "a limit of a stranger": _file(_ladder(*_UP, limits=[{"person": "nobody", "up_to": "1"}])),
    "two limits of one": _file(_ladder(*_UP, limits=[{"person": "ji", "up_to": "1"}] * 2)),
    "a limit of nothing": _file(_ladder(*_UP, limits=[{"person": "ji", "up_to": "0"}])),
}  # fmt: skip

_BOUND = {"name": "bound", "title": "限额", "type": "decimal", "value": "1000"}
_RUNGS = [{"grade": "section-chief", "below": "1000"}, {"grade": "head"}]
_PLAIN = {"name": "spending", "title": "支出", "limits": []}

SAYS: Mapping[str, Any] = {
    "a ladder": {"note": "说明", "parameters": [_BOUND], "ladders": [{**_PLAIN, "rungs": _RUNGS, "limits": [{"person": "ji", "up_to": "4000"}], "window": 30, "source": "规定"}]},
    "a ladder of names": {"note": None, "parameters": [_BOUND], "ladders": [{**_PLAIN, "rungs": [{"grade": "clerk", "below": "1000"}, {"grade": "collective"}]}]},
    "the longest window": {"note": None, "parameters": [_BOUND], "ladders": [{**_PLAIN, "rungs": _RUNGS, "window": 3660}]},
    "the shortest window": {"note": None, "parameters": [_BOUND], "ladders": [{**_PLAIN, "rungs": _RUNGS, "window": 1}]},
    "a whole number as a bound": {"note": None, "parameters": [{"name": "n", "title": "限额", "type": "integer", "value": 7}, _BOUND], "ladders": [{**_PLAIN, "rungs": [{"grade": "clerk", "below": "7"}, {"grade": "head"}]}]},
    "all kinds": {"note": None, "parameters": [_BOUND, {"name": "b", "title": "限额", "type": "bool", "value": True}, {"name": "d", "title": "限额", "type": "date", "value": "2026-01-01"}, {"name": "t", "title": "限额", "type": "text", "value": "文", "source": "规定"}], "ladders": []},
}  # fmt: skip
SAYS = {**SAYS, "rules of meetings": {"note": None, "parameters": [_BOUND], "ladders": [], "meetings": [
    {"name": "board", "title": "议事规则", "quorum": "half", "majority": "present", "tie": "not-passed", "notice": 1},
    {"name": "x", "title": "议事规则", "quorum": "all", "majority": "all", "tie": "chair", "notice": 365, "source": "规定"},
]}}  # fmt: skip
"""What some of them say, in the shape of the file."""


def proposed(seen: Seen) -> Iterator[str]:
    """A faulty file is refused; another is kept as it reads."""
    data = seen.command.data
    faulty = any(data is x for x in FAULTY.values())
    against = {"parameters-fault"} if faulty else set()
    if data is seen.before.in_force:
        against.add("parameters-in-force")
    yield from held_to(seen, against)
    for name in ("a ladder that falls", "two ends"):
        if data is FAULTY[name]:
            facts = seen.done.refusal.facts
            if "rung 2" not in facts["why_en"] or "第 2 级" not in facts["why_zh"]:
                yield f"{name} is told as {facts}"
    for name, says in SAYS.items():
        if data is FILES[name] and seen.done.refusal is None:
            ((_, body),) = seen.done.answer
            if json.loads(body) != says:
                yield f"{name} reads {body.decode()}"


def confirmed(seen: Seen) -> Iterator[str]:
    """By another account, and another person; then they are in force as they were proposed."""
    waiting = seen.before.agency.proposed
    caller = seen.attempt.caller
    same = caller.account == waiting.by or (
        caller.person is not None and caller.person == waiting.person
    )
    yield from held_to(seen, {"own-proposal"} if same else set())
    if seen.done.refusal is not None:
        return
    data, now = seen.before.proposal, seen.done.after.parameters
    values = {p["name"]: (p["type"], p["value"]) for p in data["parameters"]}
    if {n: (p.type.value, p.value) for n, p in now.values.items()} != values:
        yield f"in force are {now.values}"
    ladders = [(x["name"], x.get("window"), len(x["rungs"])) for x in data["ladders"]]
    if [(x.name, x.window, len(x.rungs)) for x in now.ladders.values()] != ladders:
        yield f"in force are {now.ladders}"


def checked(seen: Seen) -> Iterator[str]:
    """All that the chart names is in force, or is said to be missing."""
    chart = seen.before.scene.chart
    known = NO_PARAMETERS if seen.command.bare else seen.before.parameters
    wanted: list[tuple[str, tuple[str, ...]]] = []
    for name, use in chart.parameters.items():
        if name not in known.values:
            wanted.append(("PAR001", ()))
        elif known.values[name].type is not use.type:
            wanted.append(("PAR002", ()))
    for t in chart.tasks:
        if t.amount and t.amount.ladder not in known.ladders:
            wanted.append(("PAR003", (t.path,)))
        if t.collective and t.collective.rules and t.collective.rules not in known.meetings:
            wanted.append(("PAR004", (t.path,)))
    said = [(x.rule, x.elements) for x in seen.done.answer]
    if said != wanted:
        yield f"found {said}, and not {wanted}"
    for finding in seen.done.answer:
        if not all((finding.message.zh, finding.message.en, finding.cure and finding.cure.zh)):
            yield f"{finding.rule} says nothing"
