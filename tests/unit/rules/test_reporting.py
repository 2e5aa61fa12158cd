"""Who is told of a report, over every reader and every route there is."""

from itertools import product

import pytest

from zhiheng.model.caller import Role
from zhiheng.rules.reporting import (
    HEAD,
    SUPERVISION,
    Reader,
    Routed,
    may_answer,
    may_read,
    office_for,
)

READERS = [
    Reader(role, account, person, head)
    for role in (Role.OFFICER, Role.APPLICANT, Role.SUPERVISOR, Role.SYSTEM)
    for account in ("author", "other")
    for person in (None, "p1", "p2")
    for head in ((False, True) if role is Role.OFFICER and person else (False,))
]
REPORTS = [
    Routed(office, "author", frozenset(against))
    for office, against in product((SUPERVISION, HEAD), ((), ("p1",), ("p1", "p2")))
]
ALL = list(product(REPORTS, READERS))


@pytest.mark.parametrize(("report", "reader"), ALL)
def test_nobody_of_the_step_reads_or_answers_unless_he_made_it(
    report: Routed, reader: Reader
) -> None:
    if reader.person in report.against:
        assert not may_answer(report, reader)
        assert may_read(report, reader) == (reader.account == "author")


@pytest.mark.parametrize(("report", "reader"), ALL)
def test_the_office_answers_and_nobody_answers_himself(report: Routed, reader: Reader) -> None:
    office = reader.head if report.office == HEAD else reader.role is Role.SUPERVISOR
    outside = reader.person not in report.against and reader.account != report.author
    assert may_answer(report, reader) == (office and outside)
    assert not may_answer(report, reader) or may_read(report, reader)


def test_to_whom_a_report_goes() -> None:
    assert office_for("", (), [None]) == SUPERVISION
    assert office_for(SUPERVISION, (), [None]) == HEAD
    assert office_for("", ("p1",), ["p1", "p2"]) == SUPERVISION, "another supervisor is outside"
    assert office_for("", ("p1", "p2"), ["p1", "p2"]) == HEAD
    assert office_for("", ("p1",), []) == HEAD, "no supervisor at all"
