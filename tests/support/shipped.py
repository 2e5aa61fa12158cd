"""What ships: the charts, each with what it calls, and the sample bureau's roster. Read once."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml

from zhiheng.bpmn.reader import read_chart
from zhiheng.chart_files import assembled
from zhiheng.model.chart import Chart
from zhiheng.model.person import Roster
from zhiheng.model.roster_file import read_roster
from zhiheng.share import share

PROCESSES = share("processes")
PLANNING = PROCESSES / "planning"
DAY = date(2026, 3, 2)
"""A day on which the roster is asked."""


@cache
def roster() -> Roster:
    """The sample bureau's."""
    return read_roster(yaml.safe_load((PLANNING / "jingyue.roster.yaml").read_text("utf-8")))


def chart_files(*families: str) -> dict[str, Path]:
    """Their files by key, in the order of family and name; all families if none is named."""
    files = sorted(PROCESSES.glob("*/*.bpmn"))
    return {x.stem: x for x in files if not families or x.parent.name in families}


@cache
def chart_of(key: str) -> Chart:
    """A chart as it runs: read without any finding."""
    reading = read_chart(assembled(chart_files()[key]))
    assert reading.chart is not None, reading.findings
    return reading.chart
