"""One case, random persons, random acts: what the law forbids is never reached."""

from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test as run
from support.office import Office
from support.permit_machine import QUIET, Permit


def _machine(fresh: Callable[[], Office]) -> type[Permit]:
    return type("PermitOnSqlite", (Permit,), {"fresh": staticmethod(fresh)})


def test_random_acts_never_reach_what_the_law_forbids(
    make_office: Callable[[], Office],
) -> None:
    run(
        _machine(make_office),
        settings=settings(
            max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=QUIET
        ),
    )


@pytest.mark.soak
@pytest.mark.timeout(3_000)
def test_a_thousand_random_cases_never_reach_what_the_law_forbids(
    make_office: Callable[[], Office],
) -> None:
    run(
        _machine(make_office),
        settings=settings(
            max_examples=1_000, stateful_step_count=60, deadline=None, suppress_health_check=QUIET
        ),
    )
