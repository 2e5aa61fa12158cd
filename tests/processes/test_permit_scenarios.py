"""What the scenarios of the three permits try: refusals on the way, and clocks seen to stop."""

from pathlib import Path

import pytest

from zhiheng_api.demo.coverage import scenario_files
from zhiheng_api.demo.scenario import Act, Watch, read_scenario

PERMITS = ("site-opinion", "land-permit", "construction-permit")


def files(permit: str) -> list[Path]:
    return [x for x in scenario_files() if x.name.partition(".")[0] == permit]


REFUSED = {
    "supplement-once": ("site-opinion",),
    "papers-missing": ("site-opinion", "land-permit"),
    "two-hands": PERMITS,
    "not-a-candidate": PERMITS,
    "document-missing": PERMITS,
    "risk-undischarged": PERMITS,
    "different-person": PERMITS,
    "not-as-resolved": PERMITS,
    "task-done": PERMITS,
}
"""What must be refused on the way, and in the scenarios of which permit at least."""


@pytest.mark.parametrize("rule", REFUSED)
def test_what_must_be_refused_is_tried(rule: str) -> None:
    for permit in REFUSED[rule]:
        tried = {
            step.refused
            for file in files(permit)
            for step in read_scenario(file).steps
            if isinstance(step, Act)
        }
        assert rule in tried, permit


def test_the_clock_is_seen_to_stop_and_to_run_on() -> None:
    """A review that the law requires, one that it does not, and a hearing."""
    for permit in ("site-opinion", "construction-permit"):
        seen = {
            (step.task.partition("/")[0], step.stopped)
            for file in files(permit)
            for step in read_scenario(file).steps
            if isinstance(step, Watch)
        }
        assert {("expert_review", True), ("expert_review", False)} <= seen
        assert any(task in ("hearing_request", "hold_hearing") for task, stopped in seen if stopped)
