"""What a case still needs from a step on, when each post uses its whole limit."""

from collections.abc import Mapping

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import LimitUnit
from zhiheng.verify.deadlines.contract import contracted
from zhiheng.verify.deadlines.longest import ways_of
from zhiheng.verify.deadlines.margins import is_plain
from zhiheng.verify.deadlines.proof import lay_out, limits_of_case


def onward(chart: Chart, kind: str) -> Mapping[ElementPath, tuple[int, int]]:
    """Step -> its own limit, and the longest way from it to the end of the limit of that kind.

    In working days; nothing where units are mixed, since no sum can be made of them.
    """
    limit = next((x for x in limits_of_case(chart) if x.kind.value == kind), None)
    if limit is None or limit.unit is not LimitUnit.WORKING_DAY:
        return {}
    laid = lay_out(chart, limit)
    if not laid.ways.parts or not is_plain(laid.timed, limit):
        return {}
    timed = laid.timed
    length = {path: x.n or 0 for path, x in timed.items()}
    short = ways_of(contracted(laid.ways.between, timed), timed)
    needed = short.onward(lambda path, time: time + length.get(path, 0))
    return {path: (length[path], needed[path]) for path in timed if path in needed}
