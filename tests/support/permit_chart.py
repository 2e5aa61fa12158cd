"""The permit that the tests of the engine walk: a chart of their own.

It is kept apart from the shipped charts, so that these may follow the law without any test of the
engine having to follow them, and so that the bureau of the tests runs no chart it does not need.
"""

from pathlib import Path

from zhiheng.share import share
from zhiheng_api.sample import CHARTS

PERMIT_FILE = Path(__file__).with_name("permit.bpmn")
PERMIT = PERMIT_FILE.read_text(encoding="utf-8")


def charts_of_tests() -> list[bytes]:
    """What the bureau of the tests runs: this permit, and the system charts as shipped."""
    system = (share("processes") / x for x in CHARTS if x.startswith("system/"))
    return [PERMIT_FILE.read_bytes(), *(x.read_bytes() for x in system)]
