"""LNT010 power-item-is-filled-in."""

import re
from collections.abc import Iterator

from zhiheng.lint.kit.roles import CATEGORIES
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text

_BLANKS = frozenset({"0", "-", "—", "/", "?", "？", "无", "待定", "待补", "tbd", "todo", "xxx"})
_SHORTEST_NUMBER = 5
"""12345 and 12388 are the shortest numbers to call."""
_FREE = ("不收费", "免费", "不收取")
_BASIS = ("《", "依据", "号")


@rule(
    "LNT010",
    "power-item-is-filled-in",
    Severity.WARNING,
    message=Text(
        "职权的“{what}”写的是“{value}”，{fault}。",
        "The {what} of the power is given as '{value}', {fault}.",
    ),
    cure=Text(
        "照权责清单填写；办事人要靠它查询、投诉和核对收费。",
        "Fill it in from the published list of powers; people call, complain and check fees by it.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents a published chart by which nobody can call, complain, or check the fee.

    The chart of a system case exercises no power over anybody outside: its category is 系统, and
    the reader sees to it that no other chart's is. Law: 许可法 30 (what is to be published), 58, 59
    (a fee needs a law); 处罚法 39. Warning: the case runs all the same.
    """
    power = chart.power
    fields = {
        Text("职权编码", "code"): power.code,
        Text("承办机构", "office"): power.office,
        Text("案号字", "series"): power.series,
        Text("服务电话", "enquiry telephone"): power.enquiry_phone,
        Text("监督电话", "complaint telephone"): power.complaint_phone,
    }
    for what, value in fields.items():
        if value.strip().lower() in _BLANKS:
            yield hit(
                chart.key, what=what, value=value, fault=Text("等于没写", "which says nothing")
            )
        elif "电话" in what.zh and len(re.sub(r"[^0-9]", "", value)) < _SHORTEST_NUMBER:
            fault = Text("打不通", "which cannot be called")
            yield hit(chart.key, what=what, value=value, fault=fault)
    if chart.command is None and not any(c in power.category for c in CATEGORIES):
        yield hit(
            chart.key,
            what=Text("职权类别", "category"),
            value=power.category,
            fault=Text("不是通行的十类之一", "which is none of the ten usual classes"),
        )
    if not any(word in power.fee for word in (*_FREE, *_BASIS)):
        yield hit(
            chart.key,
            what=Text("收费依据及标准", "fee"),
            value=power.fee,
            fault=Text("没有写明依据", "which names no basis"),
        )
