"""The list of powers as a page for people: `python -m zhiheng_api.powers_page` writes it."""

from collections.abc import Iterator
from pathlib import Path

from zhiheng.model.powers import ListedPower, PowerStatus, listed
from zhiheng_api.register import shipped_charts, shipped_powers

_HEAD = """# 权力事项目录 Powers

哪些权力事项已有可运行的流程图，哪些还没有。状态由随附的流程图算出，不手写；接口是 `GET /api/v1/powers`，页面是 `/powers`。
前 91 项出自新疆工商系统 2011 年防控办法附件二；净月的十一项只有总数有出处，名称依科室职责推定。

Which powers have a chart that runs, and which have none yet: computed from the charts that are shipped.
The first 91 are a provincial bureau's list of 2011; of Jingyue's eleven only the number is published.

本页由 `python -m zhiheng_api.powers_page` 生成，请勿手改。This page is generated; do not edit it.
"""


def page() -> str:
    """The page as Markdown, ending with a newline."""
    powers = list(listed(shipped_powers(), shipped_charts()))
    runs = sum(p.status is PowerStatus.RUNS for p in powers)
    lines = [_HEAD, f"共 {len(powers)} 项：已可运行 {runs}，尚未 {len(powers) - runs}。", ""]
    for group in dict.fromkeys(p.group for p in powers):
        lines += _group([p for p in powers if p.group == group])
    return "\n".join(lines)


def _group(powers: list[ListedPower]) -> Iterator[str]:
    first = powers[0]
    yield f"## {first.group} {first.group_title.zh} {first.group_title.en}"
    yield from ("", "| 编号 | 事项 | power | 类型 | 流程图 | 状态 |", "|---|---|---|---|---|---|")
    for p in powers:
        charts = " ".join(f"`{c}`" for c in p.charts) or "—"
        state = "已可运行 runs" if p.status is PowerStatus.RUNS else "尚未 not yet"
        yield f"| {p.id} | {p.title.zh} | {p.title.en} | {p.kind_zh} | {charts} | {state} |"
    yield ""


def main() -> None:
    """Write the page into the checkout that this module lies in."""
    checkout = Path(__file__).resolve().parents[2]
    (checkout / "docs/powers.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
