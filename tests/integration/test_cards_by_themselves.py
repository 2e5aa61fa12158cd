"""What follows on silence (R-212): a letter, an order to correct, and accountability by itself."""

from functools import partial
from pathlib import Path

import pytest
from support.cards import agrees, disposed, do, facts, late_visit, of_section, rows
from support.evidence import count, refused
from support.office import AGENCY, MONDAY, Office, caller
from support.processes import another, at_once

from zhiheng import facts as f
from zhiheng.commands.cards.answer import AnswerCard
from zhiheng.commands.cards.card import execute_card
from zhiheng.commands.cards.close import CloseCard
from zhiheng.commands.cards.escalate import EscalateCard
from zhiheng.commands.cards.sweep import sweep_cards
from zhiheng.commands.limits.fire import law_of
from zhiheng.errors import NotReady
from zhiheng.store import tables as t


def test_silence_is_followed_by_letter_order_and_accountability(office: Office) -> None:
    late_visit(office)
    one = of_section(office)
    went = []
    for _ in range(40):
        office.clock.forward(days=1)
        sweep_cards(office.rt)
        (row,) = rows(office, id=one)
        went.append((row.step, row.state))
    assert list(dict.fromkeys(went)) == [
        (None, "issued"),
        ("inquiry", "disposed"),
        ("correct", "disposed"),
        ("account", "accountable"),
    ]
    said = [x for x in facts(office, one) if isinstance(x, f.CardEscalated)]
    assert [x.why for x in said] == ["unanswered", "unanswered", "unrectified"]
    assert {"grade:head", "role:supervisor"} <= set(said[-1].told)
    agrees(office)


def test_what_is_not_put_right_in_its_days_opens_accountability_by_itself(office: Office) -> None:
    one = disposed(office, "rectify", days=10)
    office.clock.forward(days=10)
    assert sweep_cards(office.rt) == 1, "the other section's card, which nobody answered"
    assert rows(office, id=one)[0].state == "disposed"
    office.clock.forward(days=1)
    sweep_cards(office.rt)
    (row,) = rows(office, id=one)
    assert (row.state, row.step, row.until) == ("accountable", "account", None)
    assert facts(office, one)[-1].why == "unrectified"
    do(office, "jiwei", CloseCard(one, "已立案审查，见问责决定"))
    agrees(office)


def test_who_reports_in_time_goes_no_further_up(office: Office) -> None:
    one = disposed(office, "rectify", days=10)
    do(office, "gh-k", AnswerCard(one, "已整改"))
    office.clock.forward(days=60)
    sweep_cards(office.rt)
    assert rows(office, id=one)[0].state == "answered"


def test_no_card_goes_up_early_or_by_hand(office: Office) -> None:
    late_visit(office)
    one = of_section(office)
    with pytest.raises(NotReady, match="card-in-time"):
        execute_card(office.rt, law_of(AGENCY), EscalateCard(one))
    office.clock.forward(days=20)
    for who in ("jiwei", "jz"):
        with refused(office, "role-may-not", 403):
            execute_card(office.rt, caller(who), EscalateCard(one))


def test_no_card_goes_up_by_a_day_that_may_still_move(office: Office) -> None:
    office.clock.now = MONDAY.replace(month=12, day=24)
    late_visit(office, days=6)
    one = of_section(office)
    (row,) = rows(office, id=one)
    assert row.provisional
    office.clock.forward(days=90)
    assert sweep_cards(office.rt) == 0
    assert rows(office, id=one)[0].state == "issued"


def test_two_sweepers_take_each_step_once(office: Office, tmp_path: Path) -> None:
    late_visit(office)
    with another(office, tmp_path / "documents") as other:
        for _ in range(5):
            office.clock.forward(days=8)
            at_once([partial(sweep_cards, o.rt) for o in (office, other, office, other)])
    for row in rows(office):
        steps = [x.step for x in facts(office, row.id) if isinstance(x, f.CardEscalated)]
        assert steps == ["inquiry", "correct", "account"]
    agrees(office)


def test_of_those_it_is_told_to_each_has_a_notice(office: Office) -> None:
    late_visit(office)
    one = of_section(office)
    n = t.notice.c
    told = {"person:gh-2", "post:GH-k"}
    for to in told:
        assert count(office, t.notice, n.case_id == one, n.recipient == to) == 1
    do(office, "gh-2", AnswerCard(one, "已去"))
    assert count(office, t.notice, n.case_id == one, n.kind == "card-answered") == 1
