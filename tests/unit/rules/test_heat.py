"""Figures of steps: how often, how long in working days, how large a share late."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.model.calendar import Calendar
from zhiheng.model.ids import ElementPath
from zhiheng.rules.heat import StepFigures, Visit, figures

STEP, OTHER = ElementPath("check"), ElementPath("sign")
MONDAY = date(2026, 3, 2)

CALENDAR = Calendar(frozenset({2026}), frozenset(), frozenset(), {}, "plain weekends")


def done(day: int, *, late: bool | None = False, task: ElementPath = STEP) -> Visit:
    return Visit(task, MONDAY, date(2026, 3, day), waiting=False, late=late)


def test_the_day_of_opening_does_not_count_and_weekends_do_not() -> None:
    """From Monday to the same Monday 0, to Friday 4, over the weekend to Monday 5 working days."""
    found = figures([done(2), done(6), done(9)], CALENDAR)
    assert found[STEP] == StepFigures(count=3, waiting=0, median=4.0, late=0.0)


def test_what_waits_is_counted_and_has_no_time_yet() -> None:
    waiting = Visit(STEP, MONDAY, None, waiting=True, late=True)
    found = figures([waiting, done(6)], CALENDAR)
    assert found[STEP] == StepFigures(count=2, waiting=1, median=4.0, late=50.0)
    assert figures([waiting], CALENDAR)[STEP].median is None


def test_a_step_without_a_limit_is_never_late() -> None:
    found = figures([done(6, late=None), done(6, late=None, task=OTHER)], CALENDAR)
    assert {x.late for x in found.values()} == {None}


def test_the_share_is_of_those_with_a_limit() -> None:
    found = figures([done(6, late=None), done(6, late=True), done(6), done(6)], CALENDAR)
    assert (found[STEP].count, found[STEP].late) == (4, 33.3)


visits = st.lists(
    st.builds(
        Visit,
        st.sampled_from([STEP, OTHER]),
        st.just(MONDAY),
        st.dates(MONDAY, date(2026, 3, 31)) | st.none(),
        st.booleans(),
        st.booleans() | st.none(),
    )
)


@given(visits, st.randoms())
def test_the_order_of_cases_says_nothing(given_visits: list[Visit], chance: object) -> None:
    mixed = list(given_visits)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random
    assert figures(mixed, CALENDAR) == figures(given_visits, CALENDAR)


@given(visits)
def test_nothing_is_lost_and_shares_are_shares(given_visits: list[Visit]) -> None:
    found = figures(given_visits, CALENDAR)
    assert sum(x.count for x in found.values()) == len(given_visits)
    assert all(x.waiting <= x.count for x in found.values())
    assert all(x.late is None or 0 <= x.late <= 100 for x in found.values())
