"""Staffing in findings: WSP001, 002, 003, 009 and COL001; and what is certified."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding, Severity, Text
from zhiheng.model.person import Roster
from zhiheng.model.separation import Separation
from zhiheng.model.slot import SlotRule
from zhiheng.verify.assessment import Assessment, Gap, assess
from zhiheng.verify.hands import POLICY

UNSTAFFED = frozenset({"WSP001", "WSP002"})
"""Nobody lawful is left: the fault lies in the roster as much as in the chart."""


def staffed(
    chart: Chart, roster: Roster, day: date, policy: int | None = None
) -> tuple[tuple[Finding, ...], dict[str, Any]]:
    """The findings about a chart and a roster, and what is certified of the two.

    policy: so many persons at least; else what the chart says, else three.
    """
    found = assess(chart, roster, day)
    least = policy or (POLICY if chart.power.hands is None else chart.power.hands)
    return tuple(findings(chart, roster, found, least)), certificate(found) | {"policy": least}


def certificate(found: Assessment) -> dict[str, Any]:
    """What was proved, for the record of a deployment."""
    told: dict[str, Any] = {
        "staffed": not found.gaps and "staffing" not in found.unproven,
        "critical": list(found.critical),
        "critical_pairs": [list(pair) for pair in found.pairs],
        "without_stand_in": list(found.alone),
        "unproven": list(found.unproven),
    }
    if found.hands is not None:
        told["hands"] = {
            "least": found.hands.least,
            "who": list(found.hands.who),
            "proven": found.hands.proven,
        }
    return told


def findings(chart: Chart, roster: Roster, found: Assessment, policy: int) -> Iterator[Finding]:
    """In the order of their rules. policy: so many persons at least."""
    yield from (_gap(chart, roster, gap) for gap in found.gaps)
    if found.alone:
        yield _alone(roster, found.alone)
    rest = tuple(p for p in found.critical if p not in found.alone)
    if rest:
        yield _critical(roster, rest)
    if {"staffing", "absences"} & set(found.unproven):
        yield _unproven()
    few = found.hands is not None and found.hands.least < policy
    if few or "hands" in found.unproven or (found.hands and not found.hands.proven):
        yield _few(roster, found, policy)


def names_of_rules(rules: Iterable[Separation]) -> tuple[str, str]:
    """Separations in words, zh and en; empty when there are none."""
    listed = tuple(rules)
    zh = "；".join(f"{s.id}（{s.reason or s.kind.value}）" for s in listed)
    return zh, "; ".join(s.id for s in listed)


def need_in_words(need: SlotRule, roster: Roster) -> str:
    """A post, section or card by its name."""
    if need.post is not None:
        return roster.posts[need.post].name if need.post in roster.posts else need.post
    if need.section is not None:
        section = roster.sections.get(need.section)
        return section.name if section else need.section
    return roster.qualifications.get(need.qualification, "") if need.qualification else ""


def _gap(chart: Chart, roster: Roster, gap: Gap) -> Finding:
    why = gap.conflict
    tasks = "、".join(chart.nodes[p].name for p in why.tasks)
    rules_zh, rules_en = names_of_rules(why.rules)
    because_zh = f"受这些规则约束：{rules_zh}" if rules_zh else "没有合格的人"
    because_en = f"under the rules {rules_en}" if rules_en else "for want of a qualified person"
    how_zh = "没有一条路走得通：" if gap.whole else "有的走法走不通："
    how_en = "no way can be staffed" if gap.whole else "a branch cannot be staffed"
    return Finding(
        "WSP001" if gap.whole else "WSP002",
        Severity.ERROR,
        tuple(why.tasks),
        Text(
            f"按现有人员，{how_zh}“{tasks}”不能都有人合法办理，{because_zh}。",
            f"with this roster, {how_en}: nobody may lawfully do {tasks} together, {because_en}.",
        ),
        _cure(roster, why.missing),
    )


def _cure(roster: Roster, missing: SlotRule | None) -> Text:
    if missing is None:
        return Text(
            "增加一个人还不够：请调整岗位，或由其他科室的人担任",
            "one more person is not enough: change posts, or take another section's",
        )
    need = need_in_words(missing, roster)
    return Text(f"至少还缺一人：{need}", f"at least one more person is missing: {need}")


def _alone(roster: Roster, persons: Iterable[Any]) -> Finding:
    names = "、".join(roster.persons[p].name for p in persons)
    return Finding(
        "WSP003",
        Severity.INFO,
        (),
        Text(
            f"缺了其中任何一人，有顶岗也有环节无人可办：{names}",
            f"each is critical, and no stand-in may lawfully act: {names}",
        ),
        Text("为他们指定合法的B角，或增加同岗的人", "name lawful stand-ins, or add holders"),
    )


def _critical(roster: Roster, persons: Iterable[Any]) -> Finding:
    names = "、".join(roster.persons[p].name for p in persons)
    return Finding(
        "WSP003",
        Severity.INFO,
        (),
        Text(
            f"缺了其中任何一人，须由B角顶岗才办得成：{names}",
            f"without any one of them, a case depends on stand-ins: {names}",
        ),
        Text("离岗前确认B角在岗", "see that their stand-ins are there before they leave"),
    )


def _unproven() -> Finding:
    return Finding(
        "WSP009",
        Severity.UNPROVEN,
        (),
        Text("人员可行性在限定步数内没有证明出来", "whether the roster can do it is not proven"),
        Text("减少环节或职责分离规则，再校核", "use fewer steps or separations, and check again"),
    )


def _few(roster: Roster, found: Assessment, policy: int) -> Finding:
    hands = found.hands
    if hands is None or hands.least >= policy:
        message = Text(
            f"没有证明至少要{policy}个人才能办成一件",
            f"that no fewer than {policy} persons can carry a case is not proven",
        )
    else:
        names = "、".join(roster.persons[p].name for p in hands.who)
        message = Text(
            f"{hands.least}个人就能从头办到尾（{names}），少于{policy}人",
            f"{hands.least} persons can carry a case from start to end ({names}), below {policy}",
        )
    return Finding(
        "COL001",
        Severity.WARNING,
        (),
        message,
        Text("增加职责分离或双人办理", "add separations, or steps of two hands"),
    )
