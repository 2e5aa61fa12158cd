"""Which cases the public figures count: of their days, and never a case of the system."""

from datetime import date, timedelta

from support import system_cases as sc
from support.office import AGENCY, Office
from support.scenarios import withdraw

from zhiheng.queries.disclosure.figures import YearFigures, public_figures

KEY = "construction-permit"


def figures(office: Office, before: date, key: str = KEY) -> tuple[YearFigures, ...]:
    with office.rt.db.reading() as connection:
        view = office.rt.agency(connection, AGENCY)
        return public_figures(connection, view, [key], before)


def test_a_day_that_is_not_over_counts_neither_what_came_nor_what_ended(office: Office) -> None:
    first = office.today
    cases = [office.start() for _ in range(5)]
    office.clock.forward(days=1)
    for case in cases:
        withdraw()(office, case)
    assert figures(office, first) == ()
    (came,) = figures(office, first + timedelta(1))
    assert (came.received, came.closed, came.outcomes) == (5, 0, {})
    (ended,) = figures(office, first + timedelta(2))
    assert (ended.received, ended.closed, ended.outcomes) == (5, 5, {"withdrawn": 5})


def test_cases_of_the_system_are_no_figures_of_a_power(office: Office) -> None:
    for _ in range(5):
        sc.begin(office, "roster-change")
    assert figures(office, office.today + timedelta(1), "roster-change") == ()
