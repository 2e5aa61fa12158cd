"""双人踏勘: two distinct persons, one of them from 监察科, cards valid that day (许可法 34-3)."""

from typing import Any

import pytest
from support import variants
from support.evidence import facts_of, item, refused, replays
from support.office import VISIT, Office
from support.scenarios import until

from zhiheng import facts as f

_PAPER = ("踏勘记录",)


@pytest.mark.parametrize(("first", "second"), [("gh-2", "jc-1"), ("jc-k", "gh-2")])
def test_two_persons_sign_one_content_in_either_order(
    office: Office, first: str, second: str
) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    one = office.sign(case, first, "site_visit", VISIT, _PAPER)
    assert not any(isinstance(x, f.TokensMoved) for x in one.entry.facts)
    assert item(office, case).open_tasks == ("site_visit@1",)
    with refused(office, "content-is-fixed", 409) as caught:
        office.sign(case, second, "site_visit", {**VISIT, "photos": 13}, _PAPER)
    office.sign(case, second, "site_visit", content=caught.value.facts["content"])
    signed = [x for x in facts_of(office, case, f.SlotSigned) if x.task == "site_visit"]
    assert [x.person for x in signed] == [first, second]
    assert {x.content for x in signed} == {caught.value.facts["content"]}
    assert sorted(x.no for x in signed) == [1, 2]
    assert all(x.card and x.card.startswith("JY-") for x in signed)
    assert item(office, case).open_tasks == ("notice@1",)
    replays(office, case)


@pytest.mark.parametrize("who", ["jc-1", "jc-2", "jc-k"])
def test_the_two_are_never_both_of_the_supervision_section(office: Office, who: str) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    office.sign(case, "jc-1", "site_visit", VISIT, _PAPER)
    with refused(office, "two-hands" if who == "jc-1" else "not-a-candidate", 403):
        office.sign(case, who, "site_visit")


def test_they_are_never_both_of_the_planning_section(office: Office) -> None:
    free_visit = (
        'b="expert_review site_visit notice hearing first_review"',
        'b="expert_review notice hearing first_review"',
    )
    variants.deploy(office, free_visit)
    case = office.start()
    office.walk(case, "site_visit")
    office.sign(case, "gh-2", "site_visit", VISIT, _PAPER)
    with refused(office, "not-a-candidate", 403):
        office.sign(case, "gh-1", "site_visit")


@pytest.mark.parametrize(("until_day", "lawful"), [("2026-03-02", True), ("2026-03-01", False)])
def test_a_card_counts_up_to_its_last_day(office: Office, until_day: str, *, lawful: bool) -> None:
    def change(data: dict[str, Any]) -> None:
        variants.person(data, "jc-1")["cards"][0]["until"] = until_day

    variants.load_roster(office, change)
    case = office.start()
    office.walk(case, "site_visit")
    if lawful:
        office.sign(case, "jc-1", "site_visit", VISIT, _PAPER)
        return
    with refused(office, "no-valid-card", 403) as caught:
        office.sign(case, "jc-1", "site_visit", VISIT, _PAPER)
    assert caught.value.facts["day"] == "2026-03-02"


def test_a_card_that_ran_out_between_claim_and_signature_does_not_count(office: Office) -> None:
    def change(data: dict[str, Any]) -> None:
        variants.person(data, "jc-1")["cards"][0]["until"] = "2026-03-02"

    variants.load_roster(office, change)
    case = office.start()
    office.walk(case, "site_visit")
    office.claim(case, "jc-1", "site_visit")
    office.clock.forward(days=1)
    with refused(office, "no-valid-card", 403):
        office.sign(case, "jc-1", "site_visit", VISIT, _PAPER)
    office.sign(case, "jc-2", "site_visit", VISIT, _PAPER)
    replays(office, case)


def test_each_round_needs_both_again(office: Office) -> None:
    case = office.start()
    office.walk(case, "notice")
    office.sign(case, "gh-2", "notice", {"objection": "recheck"}, ("批前公示",))
    assert item(office, case).open_tasks == ("site_visit@2",)
    office.sign(case, "gh-2", "site_visit", {**VISIT, "photos": 1}, _PAPER)
    assert item(office, case).open_tasks == ("site_visit@2",)
    with refused(office, "task-done", 409):
        office.sign(case, "jc-1", "site_visit@1")
    office.sign(case, "jc-2", "site_visit@2")
    assert item(office, case).open_tasks == ("notice@2",)
    replays(office, case)


def test_the_second_visit_carries_no_signature_of_the_first(office: Office) -> None:
    case = office.start()
    until("notice")(office, case)
    office.sign(case, "gh-2", "notice", {"objection": "recheck"}, ("批前公示",))
    with refused(office, "form-fault", 422):
        office.sign(case, "jc-1", "site_visit@2")
