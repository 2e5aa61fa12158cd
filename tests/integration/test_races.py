"""Races: eight persons reach for one task at once; one gets it, the others are told why not."""

import itertools
import random
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from support import variants
from support.evidence import chained, count, facts_of, item, refusals, replays
from support.office import ACCEPT, Office, caller
from support.processes import another, at_once, locked, sure

from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.frame.receipt import Once, Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.sign import Sign
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.errors import Busy, Refusal
from zhiheng.model.ids import CaseId
from zhiheng.store import tables as t

CONTENDERS = tuple(f"gh-{i}" for i in range(1, 9))
_LOSES = {"claimed-by-other", "task-done", "already-yours", "taken-up", "case-ended"}


def _eight_clerks(data: dict[str, Any]) -> None:
    first = variants.person(data, "gh-1")
    for who in CONTENDERS[2:]:
        data["persons"].append({**first, "id": who, "name": f"科员{who}"})


def _race(office: Office, other: Office, tasks: int) -> None:
    variants.load_roster(office, _eight_clerks)
    cases = [office.start() for _ in range(tasks)]
    sides = itertools.cycle((office, other))
    for case in cases:
        acts = [
            partial(sure, partial(execute, side.rt, caller(who), Claim(case, "intake@1")))
            for who, side in zip(CONTENDERS, sides, strict=False)
        ]
        found = at_once(acts)
        errors = [x for x in found if not isinstance(x, Receipt | Refusal)]
        assert errors == []
        assert sum(isinstance(x, Receipt) for x in found) == 1
        assert {x.rule for x in found if isinstance(x, Refusal)} == {"claimed-by-other"}
        assert item(office, case).n == 2
        replays(other, case)
    chained(office)


def test_of_eight_who_claim_one_task_one_gets_it(office: Office, tmp_path: Path) -> None:
    with another(office, tmp_path / "documents") as other:
        _race(office, other, 20)


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_of_eight_who_claim_each_of_two_hundred_tasks_one_gets_it(
    office: Office, tmp_path: Path
) -> None:
    with another(office, tmp_path / "documents") as other:
        _race(office, other, 200)


def _mixed(office: Office, other: Office, rounds: int) -> Counter[str]:
    """Claims, signatures, taking back and withdrawal of many cases, all at once."""
    variants.load_roster(office, _eight_clerks)
    chance = random.Random(1)  # noqa: S311 - no secret
    tally: Counter[str] = Counter()
    papers = {n: office.paper(n) for n in ("受理通知书", "服务承诺书")}
    for _ in range(rounds):
        cases = [office.start() for _ in range(4)]
        acts = []
        for case in cases:
            for who in CONTENDERS[:4]:
                kind = chance.choice((Claim(case, "intake@1"), _accept(case, papers)))
                side = chance.choice((office, other))
                acts.append(partial(sure, partial(execute, side.rt, caller(who), kind)))
            acts.append(partial(sure, partial(execute, other.rt, caller("yuanda"), Withdraw(case))))
            acts.append(partial(sure, partial(execute, office.rt, caller("gh-1"), TakeBack(case))))
        chance.shuffle(acts)
        found = at_once(acts)
        for x in found:
            assert isinstance(x, Receipt | Refusal), x
            tally[x.rule if isinstance(x, Refusal) else x.entry.command] += 1
        for case in cases:
            replays(office, case)
            assert len(facts_of(office, case, f.CaseAccepted)) <= 1
            assert len(facts_of(office, case, f.CaseWithdrawn)) <= 1
    return tally


def _accept(case: CaseId, papers: dict[str, str]) -> Sign:
    return Sign(case, "intake@1", values=ACCEPT, documents=papers)


def test_claims_signatures_and_withdrawals_at_once_leave_every_case_whole(
    office: Office, tmp_path: Path
) -> None:
    with another(office, tmp_path / "documents") as other:
        tally = _mixed(office, other, 4)
    assert tally["withdraw"] == 16
    assert set(tally) <= {"claim", "sign", "withdraw"} | _LOSES | {"went-out", "not-your-step"}
    _numbers_are_gapless(office)
    chained(office)


def _numbers_are_gapless(office: Office) -> None:
    number = t.case_file.c.number
    with office.rt.db.reading() as connection:
        numbers = connection.execute(select(number).where(number.is_not(None))).scalars().all()
    found = sorted(int(n.partition("〕")[2].removesuffix("号")) for n in numbers)
    assert found == list(range(1, len(found) + 1))


def test_acceptances_at_once_take_numbers_without_gap_or_double(
    office: Office, tmp_path: Path
) -> None:
    papers = {n: office.paper(n) for n in ("受理通知书", "服务承诺书")}
    cases = [office.start() for _ in range(16)]
    with another(office, tmp_path / "documents") as other:
        acts = [
            partial(sure, partial(execute, side.rt, caller("gh-1"), _accept(case, papers)))
            for case, side in zip(cases, itertools.cycle((office, other)), strict=False)
        ]
        found = at_once(acts)
    assert all(isinstance(x, Receipt) for x in found), found
    _numbers_are_gapless(office)
    assert count(office, t.case_file, t.case_file.c.number.is_not(None)) == 16


def test_both_hands_sign_at_once_and_the_visit_is_complete_once(
    office: Office, tmp_path: Path
) -> None:
    with another(office, tmp_path / "documents") as other:
        for _ in range(5):
            case = office.start()
            office.walk(case, "site_visit")
            office.sign(case, "gh-2", "site_visit", _VISIT, ("踏勘记录",))
            command = Sign(case, "site_visit@1")
            found = at_once(
                [
                    partial(sure, partial(execute, side.rt, caller(who), command))
                    for who, side in (("jc-1", office), ("jc-2", other), ("jc-k", office))
                ]
            )
            assert sum(isinstance(x, Receipt) for x in found) == 1, found
            assert {x.rule for x in found if isinstance(x, Refusal)} == {"task-done"}
            assert item(office, case).open_tasks == ("notice@1",)
            replays(other, case)


_VISIT = {"location": "东", "measured_distance": "1.00", "photos": 1}


def test_a_lock_that_is_not_had_in_time_is_busy_and_no_refusal(
    office: Office, tmp_path: Path
) -> None:
    case = office.start()
    with another(office, tmp_path / "documents") as other:
        with locked(office, case), pytest.raises(Busy) as caught:
            execute(other.rt, caller("gh-1"), Claim(case, "intake@1"), Once("key-00000000"))
        assert caught.value.status == 503
        assert refusals(office) == []
        execute(other.rt, caller("gh-1"), Claim(case, "intake@1"), Once("key-00000000"))
