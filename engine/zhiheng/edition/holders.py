"""What a post is called on a chart: as its lane, since no roster is part of it."""

from collections.abc import Mapping

from zhiheng.model.chart import Chart
from zhiheng.model.ids import PostId


def called(chart: Chart, lane: str | None, post: PostId) -> str | None:
    """The name of the lane of that post that is nearest to this one; None where it has none.

    A process that is called brings lanes of its own, so first come those of the same process, then
    those of the chart itself: a reviewer of law is not to be called as a hearing's host is.
    lane: the id of where one looks from.
    """
    process = _processes(chart)
    at = next((i for i, one in enumerate(chart.lanes) if one.id == lane), 0)
    here = process.get(lane or "", "")

    def far(i: int) -> tuple[bool, bool, int]:
        there = process.get(chart.lanes[i].id, "")
        return (there != here, there != "", abs(i - at))

    holding = [i for i, one in enumerate(chart.lanes) if one.post == post]
    nearest = min(holding, key=far, default=None)
    return None if nearest is None else chart.lanes[nearest].name


def _processes(chart: Chart) -> Mapping[str, str]:
    """Each lane -> the outermost process whose steps stand in it, by its path."""
    found: dict[str, str] = {}
    for path, node in chart.nodes.items():
        if node.lane is not None:
            process = path.rpartition("/")[0]
            found[node.lane] = min(found.get(node.lane, process), process, key=len)
    return found
