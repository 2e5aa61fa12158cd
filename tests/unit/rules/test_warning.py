"""Rungs of a limit (预警): each once, in order, never red of a provisional day."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.rules.calendars import CHINA

from zhiheng.model.card import Colour
from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.model.roster_record import RosterError
from zhiheng.model.warning_policy import DEFAULT_POLICY, WarningPolicy, policy_for
from zhiheng.rules import clock as counting
from zhiheng.rules.parameter_file import parameters_to_json, read_parameters
from zhiheng.rules.warning import Rung, due_rung, next_rung
from zhiheng.rules.warning_policy import warning_days
from zhiheng.state.warned import Warned

MIDNIGHT = datetime(2026, 3, 1, 16, tzinfo=UTC)
"""00:00 in China on 2 March."""


@dataclass(frozen=True)
class Limit:
    remind_on: str
    yellow_on: str
    red_at: str
    provisional: bool = False
    kind: str = "post"
    start: str = "2026-03-02"
    before: str | None = None


def limit(remind: int, yellow: int, red: int, *, provisional: bool = False) -> Limit:
    """Days after 2 March."""
    day = date(2026, 3, 2)
    at = MIDNIGHT + timedelta(days=red)
    on = [(day + timedelta(days=x)).isoformat() for x in (remind, yellow)]
    return Limit(on[0], on[1], at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), provisional)


def walk(found: Limit, hours: list[int]) -> list[Rung]:
    """What is said when a sweep comes by at these hours, in whatever order."""
    said: list[Rung] = []
    warned = None
    for hour in hours:
        rung = due_rung(found, warned, MIDNIGHT + timedelta(hours=hour))
        if rung is not None:
            said.append(rung)
            warned = Warned(rung.value, found.red_at)
    return said


@given(
    st.tuples(*[st.integers(0, 20)] * 3),
    st.booleans(),
    st.lists(st.integers(-48, 600), max_size=40),
)
def test_each_rung_is_said_at_most_once_of_one_count_and_none_after_a_higher(
    days: tuple[int, ...], unsure: object, hours: list[int]
) -> None:
    remind, yellow, last = sorted(days)
    found = limit(remind, yellow, last + 1, provisional=bool(unsure))
    said = walk(found, hours)
    order = [list(Rung).index(x) for x in said]
    assert order == sorted(set(order))
    assert not (unsure and Rung.RED in said)


@given(st.integers(1, 19), st.lists(st.integers(0, 600), min_size=1, max_size=20))
def test_nothing_is_said_before_its_instant(yellow: int, hours: list[int]) -> None:
    found = limit(0, yellow, 20)
    for hour in hours:
        rung = due_rung(found, None, MIDNIGHT + timedelta(hours=hour))
        reached = hour >= 480, hour >= yellow * 24, True
        assert rung == (Rung.RED, Rung.YELLOW, Rung.REMIND)[reached.index(True)]


def test_a_limit_that_was_counted_anew_warns_on_its_new_days() -> None:
    before, after = limit(1, 2, 4), limit(8, 9, 11)
    warned = Warned("red", before.red_at)
    assert next_rung(before, warned) is None
    coming = next_rung(after, warned)
    assert coming is not None
    assert (coming.rung, coming.at) == (Rung.REMIND, MIDNIGHT + timedelta(days=8))


def test_a_day_that_is_certain_at_last_turns_red_without_repeating_the_yellow() -> None:
    unsure = limit(1, 2, 4, provisional=True)
    warned = Warned("yellow", unsure.red_at)
    assert next_rung(unsure, warned) is None
    coming = next_rung(limit(1, 2, 4), warned)
    assert coming is not None
    assert coming.rung is Rung.RED


@given(st.integers(1, 60), st.integers(0, 250), st.sampled_from(list(LimitUnit)[:2]))
def test_the_default_policy_is_what_limits_warn_by_without_any(
    n: int, offset: int, unit: LimitUnit
) -> None:
    start = date(2026, 1, 5) + timedelta(days=offset)
    last = counting.due(n, unit, start, CHINA, Roll.NEXT).due
    remind, yellow = warning_days(DEFAULT_POLICY, start, last, n, unit, CHINA)
    assert remind == counting.remind_on(start, last, n, unit, CHINA)
    assert yellow == counting.yellow_on(start, last, n, unit, CHINA)


def test_a_power_has_its_own_policy_before_the_agencys() -> None:
    own, all_ = WarningPolicy("own", "permit", remind=50), WarningPolicy("all", remind=70)
    both = {"own": own, "all": all_}
    assert policy_for(both, "permit") is own
    assert policy_for(both, "other") is all_
    assert policy_for({}, "permit") is DEFAULT_POLICY


def test_the_file_says_when_limits_warn_and_which_card_they_bring() -> None:
    entry = {"name": "permit", "chart": "construction-permit", "remind": 60, "step": "red"}
    found = read_parameters({"warnings": [entry]})
    policy = found.warnings["permit"]
    assert (policy.remind, policy.yellow, policy.step) == (60, 90, Colour.RED)
    assert read_parameters(parameters_to_json(found)) == found


@pytest.mark.parametrize(
    "entry",
    [
        {"remind": 95},
        {"remind": 0},
        {"yellow": 101},
        {"yellow": True},
        {"before": -1},
        {"step": "blue"},
        {"colour": "red"},
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(RosterError):
        read_parameters({"warnings": [{"name": "x", **entry}]})


def test_no_power_has_two_policies() -> None:
    with pytest.raises(RosterError):
        read_parameters({"warnings": [{"name": "a"}, {"name": "b"}]})


STARTS = date(2026, 3, 2)


@given(st.integers(0, 30), st.integers(0, 20), st.integers(1, 20))
def test_what_a_post_has_to_itself_warns_as_many_days_later_as_nobody_could_act(
    first: int, length: int, red: int
) -> None:
    off = (STARTS + timedelta(days=first), STARTS + timedelta(days=first + length))
    found = limit(0, 0, red)
    asked = MIDNIGHT + timedelta(days=red)
    put_off = timedelta(days=length + 1) if first < red else timedelta()
    before = due_rung(found, None, asked + put_off - timedelta(seconds=1), [off])
    assert before is not Rung.RED
    assert due_rung(found, None, asked + put_off, [off]) is Rung.RED


@given(st.integers(-20, 40), st.integers(0, 20), st.sampled_from(["statutory", "promised"]))
def test_the_limits_of_a_case_warn_whether_it_is_suspended_or_not(
    first: int, length: int, kind: str
) -> None:
    off = (STARTS + timedelta(days=first), STARTS + timedelta(days=first + length))
    found = replace(limit(3, 5, 9), kind=kind)
    for hour in range(0, 240, 12):
        now = MIDNIGHT + timedelta(hours=hour)
        assert due_rung(found, None, now, [off]) == due_rung(found, None, now)


def test_a_time_before_a_limit_began_puts_nothing_off() -> None:
    """Of a suspension that reaches into it, the days in it do."""
    over = [(date(2026, 2, 1), date(2026, 2, 20))]
    red = MIDNIGHT + timedelta(days=4)
    assert due_rung(limit(1, 2, 4), None, red, over) is Rung.RED
    into = [(date(2026, 2, 20), date(2026, 3, 3))]
    assert due_rung(limit(1, 2, 4), None, red + timedelta(days=2), into) is Rung.RED
    assert due_rung(limit(1, 2, 4), None, red + timedelta(days=1), into) is not Rung.RED
