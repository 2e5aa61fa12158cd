"""补正: told once and whole; acceptance follows when the listed items are in (许可法 32)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.evidence import count, facts_of, item, refused, replays
from support.office import ACCEPT, CHECKLIST, MONDAY, Office
from support.scenarios import PAPERS

from zhiheng import facts as f
from zhiheng.errors import Refusal
from zhiheng.model.ids import CaseId
from zhiheng.store import tables as t

TOLD = ("土地使用证明", "总平面图")


def _notice(office: Office, case: CaseId, *items: str) -> None:
    values = {"checklist": {**CHECKLIST, "land_papers": False}}
    office.sign(case, "gh-1", "intake", values, ("补正告知书",), supplement=items)


def _handed_in(office: Office, case: CaseId, who: str = "yuanda") -> None:
    office.sign(case, who, "supplement", {}, ("补正材料",), opinion=None)


def test_after_the_one_notice_the_case_is_accepted_with_a_number_and_a_promise(
    office: Office,
) -> None:
    case = office.start()
    _notice(office, case, *TOLD)
    assert item(office, case).number is None
    assert item(office, case).open_tasks == ("supplement@1",)
    _handed_in(office, case)
    office.sign(case, "gh-1", "intake", ACCEPT, PAPERS)
    assert item(office, case).number == "净规建字〔2026〕1号"
    kinds = {c.kind: c.n for c in facts_of(office, case, f.ClockStarted) if c.task is None}
    assert kinds == {"statutory": 20, "promised": 15}
    replays(office, case)


def test_an_unmet_item_may_be_named_again_and_nothing_new(office: Office) -> None:
    case = office.start()
    _notice(office, case, *TOLD)
    _handed_in(office, case)
    with refused(office, "supplement-once", 409) as caught:
        _notice(office, case, TOLD[1], "消防意见")
    assert caught.value.facts["items"] == "消防意见"
    _notice(office, case, TOLD[1])
    _handed_in(office, case)
    with refused(office, "supplement-once", 409):
        _notice(office, case, "总平面图（二）")
    office.sign(case, "gh-1", "intake", ACCEPT, PAPERS)
    assert [x.items for x in facts_of(office, case, f.SupplementNoticed)] == [TOLD, TOLD[1:]]
    replays(office, case)


def test_after_a_second_and_narrower_notice_the_first_still_sets_what_may_be_asked(
    office: Office,
) -> None:
    case = office.start()
    for items in (TOLD, TOLD[:1], TOLD[1:]):
        _notice(office, case, *items)
        _handed_in(office, case)
    assert len(facts_of(office, case, f.SupplementNoticed)) == 3


def test_an_officer_may_record_papers_brought_to_the_window_with_their_day(
    office: Office,
) -> None:
    case = office.start()
    _notice(office, case, *TOLD)
    office.clock.forward(days=1)
    _handed_in(office, case, "gh-2")
    (recorded,) = facts_of(office, case, f.ExternalRecorded)
    assert (recorded.party, recorded.occurred_on) == ("applicant", "2026-03-03")


def test_a_promise_never_named_in_the_acceptance_itself_is_not_taken_from_an_earlier_round(
    office: Office,
) -> None:
    case = office.start()
    values = {"checklist": {**CHECKLIST, "land_papers": False}, "promised_days": 3}
    office.sign(case, "gh-1", "intake", values, ("补正告知书",), supplement=TOLD)
    _handed_in(office, case)
    unnamed = {k: v for k, v in ACCEPT.items() if k != "promised_days"}
    with refused(office, "promise-missing", 422):
        office.sign(case, "gh-1", "intake", unnamed, PAPERS)


@settings(max_examples=12)
@given(promised=st.integers(-3, 40))
def test_acceptance_promises_one_to_twenty_days_and_the_promise_is_the_clock(
    sqlite_office: Office, promised: int
) -> None:
    case = sqlite_office.start()
    values = {**ACCEPT, "promised_days": promised}
    if not 1 <= promised <= 20:
        with pytest.raises(Refusal) as caught:
            sqlite_office.sign(case, "gh-1", "intake", values, PAPERS)
        assert caught.value.status == 422
        return
    sqlite_office.sign(case, "gh-1", "intake", values, PAPERS)
    clocks = {c.kind: c for c in facts_of(sqlite_office, case, f.ClockStarted) if c.task is None}
    assert clocks["promised"].n == promised
    assert clocks["promised"].due <= clocks["statutory"].due


_STEPS = st.lists(st.sampled_from(("accept", "refused", "broken", "supplement")), max_size=8)


@settings(max_examples=10)
@given(steps=_STEPS)
def test_numbers_are_gapless_whatever_is_refused_or_rolled_back_in_between(
    sqlite_office: Office, steps: list[str]
) -> None:
    _numbers_are_gapless(sqlite_office, steps)


def test_numbers_are_gapless_on_both_databases(office: Office) -> None:
    _numbers_are_gapless(office, ["accept", "broken", "refused", "accept", "broken", "accept"])


def _numbers_are_gapless(office: Office, steps: list[str]) -> None:
    numbered = count(office, t.case_file, t.case_file.c.number.is_not(None))
    for step in steps:
        case = office.start()
        if step == "supplement":
            _notice(office, case, *TOLD)
        elif step == "refused":
            with refused(office, "papers-missing", 409):
                values = {**ACCEPT, "checklist": {**CHECKLIST, "design_scheme": False}}
                office.sign(case, "gh-1", "intake", values, PAPERS)
        elif step == "broken":
            _breaks_after_the_number_was_taken(office, case)
        else:
            office.sign(case, "gh-1", "intake", ACCEPT, PAPERS)
            numbered += 1
            assert item(office, case).number == f"净规建字〔2026〕{numbered}号"


def _breaks_after_the_number_was_taken(office: Office, case: CaseId) -> None:
    def broken(*_: Any) -> None:
        raise OSError("the disk is gone")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("zhiheng.commands.handling.handle.insert_entry", broken)
        with pytest.raises(OSError, match="disk"):
            office.sign(case, "gh-1", "intake", ACCEPT, PAPERS)


def test_the_year_of_a_number_is_the_year_of_acceptance_in_china(office: Office) -> None:
    office.clock.now = MONDAY.replace(month=12, day=31, hour=15, minute=59)
    last = office.start()
    office.sign(last, "gh-1", "intake", ACCEPT, PAPERS)
    first = office.start()
    office.clock.forward(minutes=1)
    office.sign(first, "gh-1", "intake", ACCEPT, PAPERS)
    numbers = [item(office, c).number for c in (last, first)]
    assert numbers == ["净规建字〔2026〕1号", "净规建字〔2027〕1号"]
