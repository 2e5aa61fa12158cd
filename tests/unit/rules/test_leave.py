"""AB角不得同时离岗: A and his stand-ins are never all on leave."""

from datetime import timedelta

from support.bureau import DAY, roster

from zhiheng.model.ids import PersonId
from zhiheng.model.person import Absence
from zhiheng.rules.leave import critical_has_a_b, pair_stays

LISTED = roster({("GH-c", "gh-1"): [("gh-2", None), ("zh-1", "决议1号")]})
CHIEF = PersonId("chief")


def leave(who: str, since: int = 0, days: int = 3, reason: str = "leave") -> Absence:
    first = DAY + timedelta(days=since)
    return Absence(PersonId(who), first, first + timedelta(days=days), reason, CHIEF)


def test_a_may_go_while_a_b_stays() -> None:
    assert pair_stays(leave("gh-1"), LISTED, [leave("gh-2")]) is None


def test_a_may_not_go_when_every_b_is_away_even_on_one_day() -> None:
    away = [leave("gh-2"), leave("zh-1", since=3, days=10)]
    refusal = pair_stays(leave("gh-1"), LISTED, away)
    assert refusal is not None
    assert refusal.rule == "nobody-left"
    assert refusal.facts["day"] == (DAY + timedelta(days=3)).isoformat()


def test_the_last_b_may_not_go_while_a_is_away() -> None:
    assert pair_stays(leave("zh-1"), LISTED, [leave("gh-1"), leave("gh-2")]) is not None
    assert pair_stays(leave("zh-1"), LISTED, [leave("gh-1")]) is None


def test_who_is_neither_a_nor_b_may_go() -> None:
    assert pair_stays(leave("jc-1"), LISTED, [leave("gh-1"), leave("gh-2")]) is None


def test_an_a_without_a_list_is_not_held_back_by_it() -> None:
    assert pair_stays(leave("gh-1"), roster(), []) is None


def test_who_is_ill_is_away_whatever_the_rule() -> None:
    away = [leave("gh-2"), leave("zh-1")]
    assert pair_stays(leave("gh-1", reason="sick"), LISTED, away) is None


def test_a_critical_person_names_a_stand_in_before_he_goes() -> None:
    critical = [("permit", ("jc-1", "gh-1"))]
    refusal = critical_has_a_b(leave("jc-1"), LISTED, critical)
    assert refusal is not None
    assert refusal.rule == "critical-without-b"
    assert critical_has_a_b(leave("gh-1"), LISTED, critical) is None
    assert critical_has_a_b(leave("zh-2"), LISTED, critical) is None
    assert critical_has_a_b(leave("jc-1", reason="sick"), LISTED, critical) is None
