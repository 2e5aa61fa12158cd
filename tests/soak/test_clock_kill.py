"""Clocks under kill -9, by two sweepers at once: exactly as many effects as clocks, none early.

Each clock is the silence after which the law takes an application as accepted. Half of them are
over, half end a day later; the sweepers' clock first stands a day back. The limits run over the
new year, and one over a leap day.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from support.clocked import CLOCKED, deploy, load_year, start_of, to
from support.evidence import facts_of
from support.office import Office
from support.sweepers import Sweeper

from zhiheng import facts as f
from zhiheng.model.ids import CaseId
from zhiheng.queries.replay import replay
from zhiheng.store import tables as t


def _handed_in(office: Office, many: int, day: date) -> list[CaseId]:
    to(office, day)
    return [start_of(office, "clocked") for _ in range(many)]


def _sweepers(office: Office, day: date, hour: float = 0) -> Iterator[Sweeper]:
    to(office, day, hour)
    folder = Path(tempfile.mkdtemp())
    while True:
        yield Sweeper(office.url, folder, office.clock.now)


def _waiting(office: Office) -> int:
    with office.rt.db.reading() as connection:
        query = t.timer.select().where(t.timer.c.waiting)
        return len(connection.execute(query).all())


def _killed(office: Office, day: date, kills: int, pause: float) -> int:
    """Two at once, one of them killed at work, until so many were; then the rest is done."""
    rng, done = random.Random(kills), 0  # noqa: S311 - the same run each time
    makers = _sweepers(office, day)
    while done < kills:
        first, second = next(makers).ready(), next(makers).ready()
        first.go()
        second.go()
        done += first.killed_after(rng.uniform(0, pause))
        done += second.killed_after(0)
        if not _left(office, day):
            break
    first, second = next(makers).start(), next(makers).start()
    first.finish()
    second.finish()
    return done


def _left(office: Office, day: date) -> int:
    to(office, day, 0)
    with office.rt.db.reading() as connection:
        rows = connection.execute(t.timer.select().where(t.timer.c.waiting)).all()
    return sum(row.due < day.isoformat() for row in rows)


def _judge(office: Office, over: list[CaseId], later: list[CaseId], due: str) -> None:
    accepted: Counter[str] = Counter()
    numbers = []
    for case in over:
        taken = facts_of(office, case, f.CaseAccepted)
        accepted[case] = len(taken)
        numbers += [x.number for x in taken]
        assert [x.due for x in facts_of(office, case, f.TimerArmed)] == [due]
        assert len(facts_of(office, case, f.ClockDeemed)) == 1
    assert set(accepted.values()) == {1}
    ordered = sorted(int(x.partition("〕")[2].rstrip("号")) for x in numbers)
    assert ordered == list(range(1, len(over) + 1)), "no number is left out or given twice"
    for case in later:
        assert facts_of(office, case, f.ClockDeemed) == []
    sample = [*over[:20], *later[:5]]
    with office.rt.db.reading() as connection:
        assert not any(replay(office.rt, connection, "jingyue", case) for case in sample)


def _run(office: Office, many: int, kills: int, pause: float) -> int:
    """The five working days from 2026-12-28 end on 2027-01-05: over the new year."""
    deploy(office, CLOCKED)
    load_year(office, 2027, "2027-01-01")
    over = _handed_in(office, many // 2, date(2026, 12, 28))
    later = _handed_in(office, many - many // 2, date(2026, 12, 29))
    early = next(_sweepers(office, date(2027, 1, 5), 23.99)).start()
    early.finish()
    assert _waiting(office) == many, "a day back, nothing is over"
    done = _killed(office, date(2027, 1, 6), kills, pause)
    _judge(office, over, later, "2027-01-05")
    assert _waiting(office) == len(later)
    back = next(_sweepers(office, date(2027, 1, 5))).start()
    back.finish()
    assert _waiting(office) == len(later), "a clock that jumps back undoes and repeats nothing"
    return done


@pytest.mark.timeout(300)
def test_a_thousand_clocks_and_three_kills(office: Office) -> None:
    assert _run(office, 1_000, 3, pause=0.15) >= 3


@pytest.mark.soak
@pytest.mark.timeout(3_000)
def test_twenty_thousand_clocks_and_thirty_kills(office: Office) -> None:
    assert _run(office, 20_000, 30, pause=3.0) >= 30


def test_a_limit_over_a_leap_day_fires_once_at_its_midnight(office: Office) -> None:
    deploy(office, CLOCKED)
    load_year(office, 2028)
    (case,) = _handed_in(office, 1, date(2028, 2, 25))
    for day, deemed in ((date(2028, 3, 3), 0), (date(2028, 3, 4), 1)):
        sweeper = next(_sweepers(office, day)).start()
        sweeper.finish()
        assert len(facts_of(office, case, f.ClockDeemed)) == deemed
    assert [x.due for x in facts_of(office, case, f.TimerArmed)] == ["2028-03-03"]
