"""The permit that the tests of the engine walk: a chart of their own.

It is kept apart from the shipped one, so that this may follow the law without any test of the
engine having to follow it.
"""

from pathlib import Path

from zhiheng.chart_files import assembled
from zhiheng.share import share
from zhiheng_api.sample import CHARTS

PERMIT_FILE = Path(__file__).with_name("permit.bpmn")
PERMIT = PERMIT_FILE.read_text(encoding="utf-8")
SHIPPED = "planning/construction-permit.bpmn"
"""What it stands in for."""


def charts_of_tests() -> list[bytes]:
    """What the bureau of the tests runs: this permit, and all else as shipped."""
    others = (assembled(share("processes") / x) for x in CHARTS if x != SHIPPED)
    return [PERMIT_FILE.read_bytes(), *others]
