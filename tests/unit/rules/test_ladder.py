"""The approval ladder reads like the rule: 50万元以上 counts 500,000; splitting is summed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.errors import Refusal
from zhiheng.model.ids import PersonId
from zhiheng.model.parameters import Ladder, Rung
from zhiheng.rules.ladder import Hand, Sum, may_decide, rung_of, scope_of

D = Decimal
INFRASTRUCTURE = Ladder(
    "infrastructure",
    "基建项目审批权限",
    (Rung("deputy-head", D(300_000)), Rung("head", D(500_000))),
    window=365,
    limits={PersonId("dj"): D(200_000)},
    source="001-4 L661",
)
MEETING = Ladder("spending", "支出审批权限", (Rung("head", D(500_000)), Rung("collective")))
CLERK = Hand("科员", "clerk", (PersonId("gh-1"),))
DEPUTY = Hand("副局长", "deputy-head", (PersonId("dj"),))
HEAD = Hand("局长", "head", (PersonId("jz"),))


def rule(ladder: Ladder, amount: str, *hands: Hand, earlier: tuple[str, ...] = (),
         collective: bool = False) -> str | None:  # fmt: skip
    asked = Sum(D(amount), tuple(map(D, earlier)))
    refusal = may_decide(ladder, asked, hands, "approve", collective=collective)
    return refusal.rule if refusal else None


@pytest.mark.parametrize(
    ("amount", "refused"),
    [("499999.99", None), ("500000.00", "above-the-ladder"), ("500000.01", "above-the-ladder")],
)
def test_500_000_itself_goes_to_open_tender(amount: str, refused: str | None) -> None:
    assert rule(INFRASTRUCTURE, amount, HEAD) == refused


@pytest.mark.parametrize(
    ("amount", "refused"), [("299999.99", None), ("300000.00", "above-authority")]
)
def test_300_000_itself_is_above_the_deputy(amount: str, refused: str | None) -> None:
    other = Hand("副局长", "deputy-head", (PersonId("another"),))
    assert rule(INFRASTRUCTURE, amount, other) == refused


@pytest.mark.parametrize(
    ("amount", "refused"), [("200000.00", None), ("200000.01", "above-person-limit")]
)
def test_a_person_decides_up_to_his_limit_and_the_limit_itself(
    amount: str, refused: str | None
) -> None:
    assert rule(INFRASTRUCTURE, amount, DEPUTY) == refused


def test_two_purchases_of_300_000_are_one_of_600_000() -> None:
    assert rule(INFRASTRUCTURE, "300000", HEAD) is None
    assert rule(INFRASTRUCTURE, "300000", HEAD, earlier=("300000",)) == "split-amount"


def test_a_sum_may_lift_a_small_amount_to_the_next_level() -> None:
    assert rule(INFRASTRUCTURE, "100000", DEPUTY, earlier=("90000",)) is None
    assert rule(INFRASTRUCTURE, "100000", DEPUTY, earlier=("250000",)) == "split-amount"
    assert rule(INFRASTRUCTURE, "100000", HEAD, earlier=("250000",)) is None


def test_one_who_has_no_post_on_the_ladder_decides_nothing() -> None:
    assert rule(INFRASTRUCTURE, "1", CLERK) == "above-authority"
    assert rule(INFRASTRUCTURE, "1", Hand("某人", None, ())) == "above-authority"


def test_of_two_hands_one_that_reaches_far_enough_is_enough() -> None:
    assert rule(INFRASTRUCTURE, "400000", CLERK, HEAD) is None


def test_a_stand_in_decides_no_more_than_either_of_the_two() -> None:
    stand_in = Hand("代行人", "head", (PersonId("dj"), PersonId("jz")))
    assert rule(INFRASTRUCTURE, "250000", stand_in) == "above-person-limit"


def test_a_grave_amount_is_decided_by_a_meeting_and_by_nobody_alone() -> None:
    assert rule(MEETING, "500000", HEAD) == "collective-amount"
    assert rule(MEETING, "500000", HEAD, collective=True) is None


@pytest.mark.parametrize("amount", ["0", "-1", "-600000"])
def test_a_negative_amount_makes_no_room_for_another(amount: str) -> None:
    assert rule(INFRASTRUCTURE, amount, HEAD, earlier=("499999",)) == "amount-not-positive"


@pytest.mark.parametrize(
    ("one", "other"),
    [("甲公司", " 甲 公司 "), ("ＡＢＣ公司", "abc公司"), ("甲（集团）", "甲(集团)")],
)
def test_spelling_makes_no_other_supplier(one: str, other: str) -> None:
    assert scope_of("supplier", one) == scope_of("supplier", other)
    assert scope_of("supplier", one) != scope_of("project", one)


amounts = st.decimals("0.01", "999999.99", places=2)


@given(st.lists(amounts, max_size=8), amounts)
def test_no_row_of_amounts_that_passed_one_by_one_reaches_the_bound(
    first: list[Decimal], last: Decimal
) -> None:
    passed: list[Decimal] = []
    for amount in [*first, last]:
        answer = may_decide(INFRASTRUCTURE, Sum(amount, tuple(passed)), [HEAD], "t",
                            collective=False)  # fmt: skip
        assert answer is None or isinstance(answer, Refusal)
        if answer is None:
            passed.append(amount)
    assert sum(passed, D(0)) < D(500_000)


@given(amounts, amounts)
def test_a_larger_sum_never_needs_a_lower_hand(one: Decimal, more: Decimal) -> None:
    low, high = rung_of(INFRASTRUCTURE, one), rung_of(INFRASTRUCTURE, one + more)
    order = [r.grade for r in INFRASTRUCTURE.rungs]
    assert high is None or (low is not None and order.index(low.grade) <= order.index(high.grade))
