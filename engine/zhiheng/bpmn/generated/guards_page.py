"""The page of the controls: docs/formats/guards.md, made from model/guards.py."""

from zhiheng.model.guards import GATES, GUARDS, Guard, Kept

_HEAD = """# 控制目录 Controls

<!-- 由 python -m zhiheng.bpmn.generate 生成，不要手改。 Generated; do not edit. -->

88 项控制，供 `zh:measure` 的 `guard` 引用。一条措施不落实，环节就办不完
（409 `risk-undischarged`）。落实方式：

1. 措施自己写明的一种：`document`（本环节的文书）、`holds`（数据条件）、`step`
   （先办完的环节）、`confirm`（签署人写明怎样落实并确认）；
2. 没写的，按控制编号看本环节有没有下表的规则，有其一即由引擎落实；
3. 两样都没有的，`zhiheng check` 报 LNT040，不能部署。

The 88 controls that the `guard` of a `zh:measure` may name. A task is not completed (409
`risk-undischarged`) until each measure is discharged: by what the measure itself names
(`document`, `holds`, `step`, `confirm`); else by any gate of the table below that stands on the
task. Where there is neither, `zhiheng check` reports LNT040 and the chart is not deployed.

“软件可做”一栏：E 可由引擎执行，R 只能留记录，O 软件管不到。E 而没有规则的，
引擎只按措施写明的方式落实，不会自行判断该项控制的实质内容。

E: an engine can enforce it; R: a record at most; O: outside software. Where a control is E and
has no gate, the engine keeps just what the measure names, and judges nothing else of it.
"""


def page() -> str:
    """The whole page."""
    rows = (_row(guard) for guard in GUARDS.values())
    table = [
        "| 编号 id | 控制 control | 软件可做 | 由引擎执行的规则 gates |",
        "|---|---|---|---|",
        *rows,
    ]
    gates = ["| 规则 gate | 怎样才算有 what stands on the task |", "|---|---|"]
    gates += [f"| `{g.value}` | {t.zh} · {t.en} |" for g, t in GATES.items()]
    return "\n".join([_HEAD, *table, "", _counted(), "", "## 规则 Gates", "", *gates, ""])


def _row(guard: Guard) -> str:
    gates = "、".join(f"`{g.value}`" for g in guard.gates) or _LEFT[guard.kept]
    return f"| `{guard.id}` | {guard.name} | {guard.kept.value} | {gates} |"


_LEFT = {
    Kept.ENFORCED: "按措施写明 as the measure says",
    Kept.RECORDED: "留记录 a record",
    Kept.OUTSIDE: "软件之外 outside",
}


def _counted() -> str:
    guards = GUARDS.values()
    gated = sum(bool(g.gates) for g in guards)
    named = sum(g.kept is Kept.ENFORCED and not g.gates for g in guards)
    records = sum(g.kept is Kept.RECORDED for g in guards)
    outside = sum(g.kept is Kept.OUTSIDE for g in guards)
    zh = f"{gated} 项由引擎的规则执行，{named} 项按措施写明的方式执行，"
    zh += f"{records} 项只留记录，{outside} 项在软件之外。"
    en = f"{gated} kept by gates, {named} as the measure says, {records} as records, "
    return f"{zh} {en}{outside} outside."
