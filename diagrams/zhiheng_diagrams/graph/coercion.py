"""The phases of compulsory enforcement (行政强制执行), by the articles that the steps cite.

Law: 行政强制法 35, 36 and 54 (the party is urged and heard first), 37 to 43 (the decision to
enforce, and how), 53 and 55 to 58 (the court is applied to). What leads up to these establishes
what is unlawful and orders it to be undone.
"""

import re
from collections.abc import Mapping
from typing import Final

from zhiheng.model.chart import Chart, Node
from zhiheng.model.ids import ElementPath

STAGES = ("认定决定", "催告", "执行结案")
_FINDING, _URGING, _ENFORCING = range(len(STAGES))
_LAW: Final = "行政强制法"
_URGES = frozenset({"三十五", "三十六", "五十四"})
_ENFORCES = frozenset(
    {"三十七", "三十九", "四十二", "四十三", "五十三", "五十五", "五十六", "五十七", "五十八"}
)
_ARTICLE = re.compile("第([一二三四五六七八九十]+)条")


def coerces(chart: Chart) -> bool:
    """A chart of compulsory enforcement whose steps have no effects to tell phases by."""
    tasks = tuple(chart.tasks)
    return (
        "强制" in chart.power.category
        and not any(task.outcomes for task in tasks)
        and any(_stage(node) for node in chart.nodes.values())
    )


def stages(chart: Chart) -> Mapping[ElementPath, int]:
    """The stage that each step opens or is in by itself; what follows is in no earlier one."""
    return {path: _stage(node) for path, node in chart.nodes.items()}


def _stage(node: Node) -> int:
    bases = node.task.bases if node.task else ()
    cited = {a for b in bases if _LAW in b.law for a in _ARTICLE.findall(b.article)}
    if cited & _ENFORCES:
        return _ENFORCING
    return _URGING if cited & _URGES else _FINDING
