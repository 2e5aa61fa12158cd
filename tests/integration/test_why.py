"""Why was this allowed, why was it refused: judged again as of then, and the same as it was."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test as run
from integration.test_verb_machine import EveryVerb
from sqlalchemy import select
from support.office import AGENCY, Office
from support.permit_machine import QUIET
from typing_extensions import override

from zhiheng import facts as f
from zhiheng.store import tables as t
from zhiheng.store.log import read_stream
from zhiheng.why.explain import explained
from zhiheng.why.then import Past
from zhiheng.why.verdict import Same, Why


def explanations(office: Office) -> list[Why]:
    """Of every entry of every case, and of every refusal."""
    with office.rt.db.reading() as connection:
        streams = connection.execute(
            select(t.entry.c.stream).where(t.entry.c.agency == AGENCY).distinct()
        ).scalars()
        past = Past(office.rt, connection, AGENCY)
        found = []
        for stream in sorted(streams):
            for e, _ in read_stream(connection, AGENCY, stream):
                refusal = any(isinstance(x, f.Refused) for x in e.facts)
                if stream.startswith("case/") or refusal:
                    found.append(explained(past, stream, e.n))
        return found


def test_every_entry_of_a_case_is_allowed_again_with_its_rules(office: Office) -> None:
    case = office.start()
    office.walk(case)
    found = explanations(office)
    assert len(found) >= 13
    assert {(x.then, x.now, x.same) for x in found} == {(None, None, Same.SAME)}
    assert all(x.rules_are_the_same for x in found)
    signed = next(x for x in found if x.task == "first_review@1")
    names = [r.name for r in signed.asked]
    assert "rules.separation.separated" in names
    assert "rules.standing.standing" in names
    assert all(r.passed for r in signed.asked)


class Explained(EveryVerb):
    """What the machine has done is judged again at the end."""

    @override
    def _try(self, act: Callable[[], Any]) -> bool:
        self.office.clock.forward(seconds=1)
        return super()._try(act)

    @override
    def teardown(self) -> None:
        for x in explanations(self.office):
            assert x.same is not Same.DIFFERENT, x
        super().teardown()


def _machine(fresh: Callable[[], Office]) -> Any:
    """Without the invariants, which the machine's own test looks at."""
    checked = "hypothesis_stateful_invariant"
    quiet = {n: None for n in dir(EveryVerb) if hasattr(getattr(EveryVerb, n), checked)}
    return type("ExplainedOnSqlite", (Explained,), {"fresh": staticmethod(fresh), **quiet})


@pytest.mark.timeout(600)
def test_what_random_persons_did_is_judged_the_same_again(
    make_office: Callable[[], Office],
) -> None:
    given = settings(
        max_examples=5, stateful_step_count=8, deadline=None, suppress_health_check=QUIET
    )
    run(cast("Any", _machine(make_office)), settings=given)


@pytest.mark.soak
def test_what_random_persons_did_is_judged_the_same_again_at_length(
    make_office: Callable[[], Office],
) -> None:
    given = settings(
        max_examples=300, stateful_step_count=12, deadline=None, suppress_health_check=QUIET
    )
    run(cast("Any", _machine(make_office)), settings=given)
