"""Whatever is written into a case, nothing of it stands in public (信息公开条例 15)."""

import random

import pytest
from support.office import AGENCY, Office
from support.public_scan import names_inside, public_leaks
from support.strangers import KEY, applied, stranger

from zhiheng.queries.disclosure.site import site_data
from zhiheng_api.sample import begin_operation
from zhiheng_api.sample_publication import publish_sample


def nothing_leaks(office: Office, cases: int) -> None:
    begin_operation(office.rt)
    publish_sample(office.rt, AGENCY, KEY)
    chance = random.Random(8)  # noqa: S311 - the same strangers each time
    made = [applied(office, stranger(chance), n) for n in range(cases)]
    assert names_inside(office) == cases
    assert public_leaks(office, made) == []
    office.clock.forward(days=40)
    with office.rt.db.reading() as connection:
        (figures,) = site_data(office.rt, connection, AGENCY).figures
    assert figures.received == cases
    assert figures.closed == len(range(1, cases, 3))
    assert public_leaks(office, ()) == []


def test_twenty_strangers_leave_no_trace_in_public(sqlite_office: Office) -> None:
    nothing_leaks(sqlite_office, 20)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_ten_thousand_strangers_leave_no_trace_in_public(sqlite_office: Office) -> None:
    nothing_leaks(sqlite_office, 10_000)
