"""Who keeps hammering fills no log: his refusals are folded, and counted."""

import pytest
from support.evidence import chained, entries, item, refusals
from support.office import Office
from support.scenarios import claim

from zhiheng.errors import Refusal
from zhiheng.model.ids import CaseId
from zhiheng.runtime.access import PER_MINUTE


def _hammer(office: Office, case: CaseId, who: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(Refusal):
            claim(who, "sign@1")(office, case)


def test_of_many_refusals_in_a_minute_some_are_written_and_the_rest_counted(
    office: Office,
) -> None:
    case = office.start()
    n = item(office, case).n
    _hammer(office, case, "zh-2", PER_MINUTE + 30)
    assert len(refusals(office)) == PER_MINUTE
    _hammer(office, case, "zh-1", 1)  # another person is not silenced by him
    assert [x.account for x in refusals(office)][-1] == "zh-1"
    office.clock.forward(minutes=1)
    _hammer(office, case, "zh-2", 1)
    assert refusals(office)[-1].folded == 30
    assert sum(1 + x.folded for x in refusals(office) if x.account == "zh-2") == PER_MINUTE + 31
    assert item(office, case).n == n
    chained(office)


def test_a_refusal_names_who_what_and_where(office: Office) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    with pytest.raises(Refusal) as caught:
        claim("gh-1", "site_visit@1")(office, case)
    (told,) = refusals(office)
    assert (told.account, told.person, told.verb) == ("gh-1", "gh-1", "claim")
    assert (told.case, told.task, told.rule) == (case, "site_visit@1", "different-person")
    assert told.conflict == caught.value.facts["conflict"] == "intake"


def test_each_day_has_its_own_stream_by_the_calendar_of_china(office: Office) -> None:
    case = office.start()
    office.clock.now = office.clock.now.replace(hour=15, minute=59)
    _hammer(office, case, "zh-2", 1)
    office.clock.forward(minutes=1)
    _hammer(office, case, "zh-2", 2)
    streams = ["access/jingyue/2026-03-02", "access/jingyue/2026-03-03"]
    told = [[e for e in entries(office, s) if e.command == "refuse"] for s in streams]
    assert [len(x) for x in told] == [1, 2]
    chained(office)
