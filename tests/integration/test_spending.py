"""Approval ladders in running cases: whoever decides, the sum decides; splitting does not pass."""

import itertools
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support import spending
from support.evidence import chained, facts_of, item, refused, replays
from support.office import Office, caller
from support.processes import another, at_once

from zhiheng import facts as f
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.sign import Sign
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.errors import Busy, Refusal
from zhiheng.model.ids import CaseId
from zhiheng.queries.signals import breaches

JZ = "jz"


@pytest.fixture
def bureau(office: Office) -> Office:
    spending.bring_into_force(office)
    spending.deploy(office)
    return office


def by_deputy(office: Office) -> None:
    spending.bring_into_force(office)
    spending.deploy(office, ('<zh:post post="JZ"', '<zh:post post="DJ"'))


@pytest.mark.parametrize(
    ("amount", "waits"), [("499999.99", "approve@1"), ("500000.00", "tender@1")]
)
def test_the_chart_goes_by_the_parameter_in_force(bureau: Office, amount: str, waits: str) -> None:
    case = spending.purchase(bureau, amount)
    assert item(bureau, case).open_tasks == (waits,)
    (taken,) = facts_of(bureau, case, f.ParametersTaken)
    assert taken.values == {"tender_bound": "500000"}
    replays(bureau, case)


def test_a_case_that_waits_goes_by_what_is_in_force_when_it_goes_on(bureau: Office) -> None:
    old = spending.purchase(bureau, "400000.00")
    lower = spending.parameters(
        parameters=[{"name": "tender_bound", "title": "x", "type": "decimal", "value": "350000.00"}]
    )
    spending.bring_into_force(bureau, lower)
    new = spending.purchase(bureau, "400000.00")
    assert item(bureau, new).open_tasks == ("tender@1",)
    with refused(bureau, "above-the-ladder", 409):
        bureau.sign(old, JZ, "approve")
    for case in (old, new):
        replays(bureau, case)


def test_what_was_split_is_summed_and_the_attempt_is_a_signal(bureau: Office) -> None:
    first = spending.purchase(bureau, "300000.00", "甲公司")
    second = spending.purchase(bureau, "300000.00", " 甲 公司")
    other = spending.purchase(bureau, "300000.00", "乙公司")
    bureau.sign(first, JZ, "approve")
    with refused(bureau, "split-amount", 403) as caught:
        bureau.sign(second, JZ, "approve")
    assert (caught.value.facts["total"], caught.value.facts["count"]) == ("600000.00", 1)
    bureau.sign(other, JZ, "approve")
    (decided,) = facts_of(bureau, other, f.AmountDecided)
    assert (decided.amount, decided.earlier) == ("300000.00", "0")
    with bureau.rt.db.reading() as connection:
        (signal,) = breaches(bureau.rt, connection, caller("jiwei")).items
    assert (signal.rule, signal.case) == ("split-amount", second)
    for case in (first, second, other):
        replays(bureau, case)
    chained(bureau)


def test_after_the_window_an_amount_no_longer_counts(bureau: Office) -> None:
    first = spending.purchase(bureau, "300000.00")
    bureau.sign(first, JZ, "approve")
    second = spending.purchase(bureau, "300000.00")
    bureau.clock.forward(days=364)
    with refused(bureau, "split-amount", 403):
        bureau.sign(second, JZ, "approve")
    bureau.clock.forward(days=1)
    bureau.sign(second, JZ, "approve")


def test_what_came_to_nothing_does_not_count(bureau: Office) -> None:
    withdrawn, taken_back = (spending.purchase(bureau, "300000.00") for _ in range(2))
    bureau.sign(withdrawn, JZ, "approve")
    execute(bureau.rt, caller("yuanda"), Withdraw(withdrawn))
    bureau.sign(taken_back, JZ, "approve")
    execute(bureau.rt, caller(JZ), TakeBack(taken_back))
    third = spending.purchase(bureau, "300000.00")
    bureau.sign(third, JZ, "approve")
    with refused(bureau, "split-amount", 403):
        bureau.sign(taken_back, JZ, "approve")
    for case in (withdrawn, taken_back, third):
        replays(bureau, case)


@pytest.mark.parametrize(
    ("amount", "rule"),
    [("200000.00", None), ("200000.01", "above-person-limit"), ("300000.00", "above-authority")],
)
def test_the_deputy_decides_up_to_his_own_limit(
    office: Office, amount: str, rule: str | None
) -> None:
    by_deputy(office)
    case = spending.purchase(office, amount)
    if rule is None:
        office.sign(case, "dj", "approve")
        return
    with refused(office, rule, 403):
        office.sign(case, "dj", "approve")


def _sure(act: Callable[[], Receipt]) -> Receipt | Refusal:
    for _ in range(60):
        try:
            return act()
        except Busy:
            time.sleep(0.05)
        except Refusal as refusal:
            return refusal
    raise AssertionError("never got the lock")


def _sign(office: Office, case: CaseId) -> Callable[[], Any]:
    command = Sign(case, "approve@1", opinion="同意")
    return partial(_sure, partial(execute, office.rt, caller(JZ), command))


def test_of_two_purchases_of_300_000_at_once_exactly_one_passes(
    bureau: Office, tmp_path: Path
) -> None:
    with another(bureau, tmp_path / "documents") as other:
        for no in range(6):
            cases = [spending.purchase(bureau, "300000.00", f"供应商{no}") for _ in range(2)]
            acts = [_sign(side, c) for side, c in zip((bureau, other), cases, strict=True)]
            found = at_once(acts)
            assert sum(isinstance(x, Receipt) for x in found) == 1, found
            assert {x.rule for x in found if isinstance(x, Refusal)} == {"split-amount"}
            for case in cases:
                replays(other, case)
    chained(bureau)


def test_of_eight_small_ones_at_once_the_sum_stays_below_the_bound(
    bureau: Office, tmp_path: Path
) -> None:
    cases = [spending.purchase(bureau, "120000.00") for _ in range(8)]
    with another(bureau, tmp_path / "documents") as other:
        sides = itertools.cycle((bureau, other))
        found = at_once([_sign(side, case) for side, case in zip(sides, cases, strict=False)])
    assert sum(isinstance(x, Receipt) for x in found) == 4, found
    assert {x.rule for x in found if isinstance(x, Refusal)} == {"split-amount"}
