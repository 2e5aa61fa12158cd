"""The risk register as sheets: points, posts, faults."""

from zhiheng.model.risk import KINDS
from zhiheng.queries.register import PointView, RegisterReport
from zhiheng_api.spreadsheet import Cell, Sheet, workbook

SOURCES = {"table": "岗位表", "reconstructed": "还原"}
_POINTS = (
    "编号", "类别", "流程图", "岗位", "种类", "风险点", "出处", "环节与短码", "防控措施", "控制",
    "剩余等级", "直接管理", "负责监督", "备注",
)  # fmt: skip
_POSTS = ("岗位", "职责", "廉政风险", "效能风险", "防控措施")


def as_workbook(report: RegisterReport) -> bytes:
    """Three sheets; the third only where something is wrong."""
    posts = [
        (p.post, p.duty, "；".join(p.integrity), "；".join(p.efficacy), "；".join(p.measures))
        for p in report.posts
    ]
    sheets: list[Sheet] = [
        ("风险点", _POINTS, [_row(p) for p in report.points]),
        ("岗位防控表", _POSTS, posts),
    ]
    wrong: list[tuple[Cell, ...]] = [(f.point, f.text.zh, f.text.en) for f in report.faults]
    wrong += [(c, "流程图尚未启用", "the chart is not in force") for c in report.missing]
    if wrong:
        sheets.append(("问题", ("编号", "问题", "fault"), wrong))
    return workbook(sheets)


def _row(p: PointView) -> tuple[Cell, ...]:
    marks = "；".join(f"{m.name} {m.code} {m.zh}" for m in p.marks)
    measures = "；".join(m.zh for m in p.measures)
    guards = "；".join(m.guard for m in p.measures)
    note = "管理与监督为同一岗位" if p.alone else ""
    return (
        p.id, p.family, p.chart_name, p.post, KINDS[p.kind], p.risk, SOURCES[p.source], marks,
        measures, guards, p.grade or "未评（无措施）", p.manager, p.supervisor, note,
    )  # fmt: skip
