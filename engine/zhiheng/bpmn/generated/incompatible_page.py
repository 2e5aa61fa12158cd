"""The ready-made separations as a page for people: docs/formats/incompatible-duties.md."""

from collections.abc import Iterator

from zhiheng.model.incompatible import NOT_BY_SEPARATION, TABLE, Incompatible
from zhiheng.model.limit import Basis

_HEAD = """# 不相容职务表 Incompatible duties

`<zh:separation id="…" use="investigation/legal-review" a="调查环节" b="审核环节" />`

`use` 带来种类、范围、强度、理由和依据；写在元素上的值优先。`hard` 拒绝办理，`soft` 放行但留痕
（高风险环节须 `hard`）。范围不是 `case` 的规则以 `use` 为名在各图之间共用，因此可以只写一方。

`use` brings kind, scope, force, reason and basis; what stands on the element comes first. `hard`
refuses; `soft` lets through and puts it on record, and may not stand beside a high risk. Rules of a
wider scope are shared between charts by the name in `use`, so one side may be left out.

来源 Source: V 法条原文，P 文件，B 背景知识，D 本系统的理解；其余是公开材料 (read, paper,
background, our reading; the others are published papers).

本页由 `python -m zhiheng.bpmn.generate` 生成，请勿手改。This page is generated; do not edit it.
"""


def page() -> str:
    """The page as Markdown, ending with a newline."""
    return "\n".join([_HEAD, *_made(), "", *_others()]) + "\n"


def _made() -> Iterator[str]:
    yield "| # | use | a | b | 范围 scope | 强度 force | 依据 basis | 来源 source |"
    yield "|---|---|---|---|---|---|---|---|"
    yield from map(_row, TABLE)


def _row(rule: Incompatible) -> str:
    force = "hard" if rule.hard else "soft"
    cells = (
        str(rule.row),
        f"`{rule.name}`",
        f"{rule.a.zh} {rule.a.en}",
        f"{rule.b.zh} {rule.b.en}",
        f"`{rule.scope.value}`",
        f"`{force}`",
        _basis(rule.basis),
        rule.source,
    )
    return f"| {' | '.join(cells)} |"


def _basis(basis: Basis | None) -> str:
    return f"{basis.law} {basis.article}" if basis else "—"


def _others() -> Iterator[str]:
    yield "## 分人管不住的 Not by separation"
    yield ""
    yield "| # | a | b | 另行办法 instead |"
    yield "|---|---|---|---|"
    for row in NOT_BY_SEPARATION:
        instead = f"{row.instead.zh} {row.instead.en[0].upper()}{row.instead.en[1:]}."
        yield f"| {row.row} | {row.a} | {row.b} | {instead} |"
