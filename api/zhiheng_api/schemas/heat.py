"""The heat map of a chart, as it is answered."""

from datetime import date

from pydantic import BaseModel

from zhiheng.queries.heat import Heat


class HeatStepOut(BaseModel):
    """median: working days of those done; late: of a hundred with a limit; null where none."""

    task: str
    name: str
    count: int
    waiting: int
    median: float | None
    late: float | None


class HeatOut(BaseModel):
    """Steps opened within these days, both inclusive."""

    key: str
    name: str
    digest: str
    since: date
    until: date
    steps: list[HeatStepOut]


def heat_out(found: Heat) -> HeatOut:
    """The figures step by step, in the order of the chart."""
    return HeatOut(
        key=found.chart.key,
        name=found.chart.name,
        digest=found.chart.digest,
        since=found.since,
        until=found.until,
        steps=[
            HeatStepOut(
                task=step.task,
                name=step.name,
                count=step.figures.count,
                waiting=step.figures.waiting,
                median=step.figures.median,
                late=step.figures.late,
            )
            for step in found.steps
        ],
    )
