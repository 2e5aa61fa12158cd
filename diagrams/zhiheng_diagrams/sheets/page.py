"""The lanes chart (权力运行流程图): title, facts, flow, legend, risks, footer."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhiheng.model.chart import Chart
from zhiheng.model.ids import PostId
from zhiheng_diagrams.graph import numbers
from zhiheng_diagrams.graph.phases import phased
from zhiheng_diagrams.graph.sections import FOLLOWING
from zhiheng_diagrams.notation.drawing import Picture, Words
from zhiheng_diagrams.notation.text import clean
from zhiheng_diagrams.notation.words import Edition
from zhiheng_diagrams.sheets import footer, legend, tables
from zhiheng_diagrams.sheets.flows import flow
from zhiheng_diagrams.sheets.footer import Issue
from zhiheng_diagrams.sheets.legend import Cover
from zhiheng_diagrams.sheets.pages import Page
from zhiheng_diagrams.sheets.paper import READABLE, Paper, fit
from zhiheng_diagrams.sheets.sheet import Block, sheet
from zhiheng_diagrams.sheets.spoken import Numbers, description

_LEAST: dict[Edition, float] = {"public": 720.0, "internal": 860.0}
_TITLE_SIZE = 24.0


_HEADING_SIZE = 16.0
_HEADING_ROOM = 30.0


@dataclass(frozen=True, slots=True)
class _Whole:
    """What all pages of one chart share. chart: in one piece, all that is called in its flow."""

    chart: Chart
    edition: Edition
    issue: Issue
    cover: Cover
    counted: Numbers
    standby: frozenset[PostId]


def lanes_sheets(
    chart: Chart,
    parts: Sequence[Page],
    edition: Edition,
    issue: Issue,
    cover: Cover,
    paper: Paper | None,
    standby: frozenset[PostId],
) -> tuple[Picture, ...]:
    """One picture; on paper too small for that, the table of risks has a page of its own.

    A long chart is parted on paper (pages.py), and what it calls has its own pages; the risks are
    counted through all of them.

    chart: in one piece. parts: what is drawn of it. issue: what the foot says beside what the chart
    itself does.
    """
    shown = edition == "internal" and cover != "heat"
    counted = numbers.of_risks(chart, phased(chart)) if shown else {}
    whole = _Whole(chart, edition, issue, cover, counted, standby)
    if paper and len(parts) > 1:
        drawn = tuple(_page(whole, (part,), with_risks=False) for part in parts)
        return (*drawn, _risks(whole)) if counted else drawn
    single = _page(whole, parts, with_risks=True)
    if paper is None or not counted or fit(single, paper) >= READABLE:
        return (single,)
    return (_page(whole, parts, with_risks=False), _risks(whole))


def _page(whole: _Whole, parts: Sequence[Page], *, with_risks: bool) -> Picture:
    least = _LEAST[whole.edition]
    drawn = [flow(p, whole.edition, whole.counted, least, whole.standby) for p in parts]
    wide = max(one.width for one in drawn)
    facts = tables.facts(whole.chart, wide)
    signs = legend.legend(wide, [card for one in drawn for card in one.cards], whole.cover)
    blocks = [Block(facts, tables.height(facts))]
    for number, one in enumerate(drawn):
        if number:
            blocks.append(_heading(parts[number].chart, one.width))
        blocks.append(
            Block(one.items, one.height, one.head, 14.0 if number + 1 < len(drawn) else 7.0)
        )
    blocks.append(Block(signs, legend.height(signs), after=7.0))
    if with_risks and whole.counted:
        blocks.append(_table(whole, [part.chart for part in parts], wide))
    blocks.append(_foot(whole, wide))
    told = parts[0].chart if len(parts) == 1 else whole.chart
    return sheet(_title(whole, parts[0].chart), _TITLE_SIZE, _spoken(whole, told), wide, blocks)


def _heading(chart: Chart, wide: float) -> Block:
    said = Words(wide / 2, _HEADING_ROOM / 2, clean(chart.name), _HEADING_SIZE, bold=True)
    return Block((said,), _HEADING_ROOM, after=0.0)


def _risks(whole: _Whole) -> Picture:
    wide = _LEAST["internal"]
    blocks = [_table(whole, (whole.chart,), wide), _foot(whole, wide)]
    title = f"{_title(whole, whole.chart)}：风险点"
    return sheet(title, _TITLE_SIZE, _spoken(whole, whole.chart), wide, blocks)


def _table(whole: _Whole, charts: Sequence[Chart], wide: float) -> Block:
    """Of the risks that stand in these."""
    shown = {path for chart in charts for path in chart.nodes}
    counted = {path: numbers for path, numbers in whole.counted.items() if path in shown}
    risks = tables.risks(whole.chart, counted, wide)
    return Block(risks, tables.height(risks))


def _foot(whole: _Whole, wide: float) -> Block:
    foot = footer.footer(whole.chart, whole.edition, whole.issue, wide)
    return Block(foot, footer.height(whole.issue))


def _title(whole: _Whole, part: Chart) -> str:
    """A chart called `流程图发布` is about charts, and is none by its name."""
    if part.name.startswith(FOLLOWING):
        return clean(f"{whole.chart.name} {part.name}")
    called = part.name.endswith("流程图") or "流程图（" in part.name
    return clean(part.name if called else f"{part.name}权力运行流程图")


def _spoken(whole: _Whole, chart: Chart) -> str:
    """A page tells of what is on it; a picture with all parts tells the whole in one piece."""
    order = phased(chart).order
    return description(chart, order, whole.edition, whole.counted, {}, whole.standby)
