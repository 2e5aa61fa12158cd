"""Idempotency: one key, one act, one receipt, whatever is pressed, cut off or restarted."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support import variants
from support.evidence import chained, count, everything, item, refused, replays
from support.office import ACCEPT, CHECKLIST, REVIEW, Office, caller
from support.processes import another, at_once, locked

from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.load import LoadRoster, SetClock
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.frame.receipt import Once, Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.commands.signing.sign import Sign, SupplementNotice
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.store import tables as t

KEY = Once("0123456789abcdef")
Act = Callable[[Office, CaseId, Once], Receipt]


def _do(who: str, make: Callable[[Office, CaseId], Any]) -> Act:
    return lambda o, c, once: execute(o.rt, caller(who), make(o, c), once)


def _agency(who: str, make: Callable[[Office], Any]) -> Act:
    return lambda o, _, once: execute_agency(o.rt, caller(who), make(o), once)


def _accept(o: Office, c: CaseId) -> Sign:
    papers = {n: o.paper(n) for n in ("受理通知书", "服务承诺书")}
    return Sign(c, "intake@1", values=ACCEPT, documents=papers)


def _notice(o: Office, c: CaseId) -> SupplementNotice:
    papers = {"补正告知书": o.paper("补正告知书")}
    values = {"checklist": CHECKLIST}
    return SupplementNotice(c, "intake@1", values=values, documents=papers, supplement=("图",))


def _leave(o: Office) -> RecordAbsence:
    return RecordAbsence(PersonId("gh-2"), o.today, o.today + timedelta(days=1), "leave")


_OTHER_NAME = ("核发（初审）", "核发")

# name -> (up to which task, claimed before by, the act)
ACTS: dict[str, tuple[str, str | None, Act]] = {
    "claim": ("intake", None, _do("gh-1", lambda _, c: Claim(c, "intake@1"))),
    "unclaim": ("intake", "gh-1", _do("gh-1", lambda _, c: Unclaim(c, "intake@1"))),
    "sign": ("intake", None, _do("gh-1", _accept)),
    "supplement": ("intake", None, _do("gh-1", _notice)),
    "take-back": ("check", None, _do("gh-2", lambda _, c: TakeBack(c))),
    "withdraw": ("notice", None, _do("yuanda", lambda _, c: Withdraw(c))),
    "start": (
        "intake",
        None,
        lambda o, _, once: start(
            o.rt, caller("yuanda"), Start("construction-permit", "二期", "yuanda", "online"), once
        ),
    ),
    "absence": ("intake", None, _agency("jz", _leave)),
    "deploy": ("intake", None, _agency("sysadmin", lambda _: variants.deployment(_OTHER_NAME))),
    "roster": ("intake", None, _agency("sysadmin", lambda _: LoadRoster(variants.ROSTER))),
    "clock": ("intake", None, _agency("sysadmin", lambda _: SetClock(60))),
}


def _prepared(office: Office, name: str) -> tuple[CaseId, Act]:
    until, holder, act = ACTS[name]
    case = office.start()
    office.walk(case, until)
    if holder:
        office.claim(case, holder, until)
    return case, act


@pytest.mark.parametrize("name", ACTS)
def test_a_key_used_again_gives_the_receipt_of_the_first_time_and_writes_nothing(
    office: Office, tmp_path: Path, name: str
) -> None:
    case, act = _prepared(office, name)
    first = act(office, case, KEY)
    after = everything(office)
    again = [act(office, case, KEY)]
    office.rt.live.evict(case)
    again.append(act(office, case, KEY))
    with another(office, tmp_path / "documents") as other:  # as after a restart
        again.append(act(other, case, KEY))
    again.append(act(office, case, Once(KEY.key, expected=0)))
    assert not first.repeated
    assert all(r.repeated for r in again)
    assert all((r.hash, r.entry) == (first.hash, first.entry) for r in again)
    assert everything(office) == after


def test_a_key_belongs_to_one_account_and_one_request(office: Office) -> None:
    case, other = office.start(), office.start()
    execute(office.rt, caller("gh-1"), Claim(case, "intake@1"), KEY)
    with refused(office, "key-reused", 422):
        execute(office.rt, caller("gh-1"), Claim(other, "intake@1"), KEY)
    with refused(office, "key-reused", 422):
        execute(office.rt, caller("gh-1"), Claim(case, "intake@1", slot=1), KEY)
    with refused(office, "key-reused", 422):
        execute_agency(office.rt, caller("gh-1"), _leave(office), KEY)
    mine = execute(office.rt, caller("gh-2"), Claim(other, "intake@1"), KEY)
    assert not mine.repeated


def test_one_field_otherwise_is_another_request(office: Office) -> None:
    case = office.start()
    office.walk(case, "first_review")
    shared = {"case": case, "task": "first_review@1", "values": REVIEW, "opinion": "同意"}
    execute(office.rt, caller("gh-2"), Sign(**shared), KEY)  # type: ignore[arg-type]  # as named
    for changed in ({"opinion": "不同意"}, {"values": {**REVIEW, "plot_ratio": "1.81"}}):
        with refused(office, "key-reused", 422):
            execute(office.rt, caller("gh-2"), Sign(**(shared | changed)), KEY)  # type: ignore[arg-type]  # as named


def test_what_was_refused_may_be_sent_again_with_its_key_once_it_is_right(office: Office) -> None:
    case = office.start()
    office.claim(case, "gh-2", "intake")
    with refused(office, "claimed-by-other", 409):
        execute(office.rt, caller("gh-1"), Claim(case, "intake@1"), KEY)
    execute(office.rt, caller("gh-2"), Unclaim(case, "intake@1"))
    assert not execute(office.rt, caller("gh-1"), Claim(case, "intake@1"), KEY).repeated


def test_a_button_pressed_eight_times_at_once_acts_once(office: Office) -> None:
    case = office.start()
    command = _accept(office, case)
    found = at_once([lambda: execute(office.rt, caller("gh-1"), command, KEY)] * 8)
    assert all(isinstance(x, Receipt) for x in found), found
    assert len({x.hash for x in found}) == 1
    assert sorted(x.repeated for x in found) == [False] + [True] * 7
    assert count(office, t.entry, t.entry.c.request_key == KEY.key) == 1
    replays(office, case)


@pytest.mark.parametrize("expected", [None, 1])
def test_a_retry_that_waited_for_the_first_try_gets_its_receipt(
    office: Office, tmp_path: Path, expected: int | None
) -> None:
    """Two processes: the retry has begun before the first try is committed."""
    case = office.start()
    once = Once(KEY.key, expected)
    command = _accept(office, case)
    found: list[Any] = []
    with (
        another(office, tmp_path / "documents") as one,
        another(office, tmp_path / "documents") as two,
    ):
        with locked(office, case):
            waiting = threading.Thread(
                target=lambda: found.extend(
                    at_once(
                        [
                            lambda: execute(one.rt, caller("gh-1"), command, once),
                            lambda: execute(two.rt, caller("gh-1"), command, once),
                        ]
                    )
                )
            )
            waiting.start()
            time.sleep(0.5)
        waiting.join()
    assert all(isinstance(x, Receipt) for x in found), found
    assert sorted(x.repeated for x in found) == [False, True]
    assert found[0].hash == found[1].hash
    replays(office, case)
    chained(office)


def test_a_start_with_one_key_opens_one_case_from_two_processes(
    office: Office, tmp_path: Path
) -> None:
    command = Start("construction-permit", "二期", "yuanda", "online")
    with another(office, tmp_path / "documents") as other:
        acts = [lambda o=o: start(o.rt, caller("yuanda"), command, KEY) for o in (office, other)]
        found = at_once(acts * 4)
    assert len({x.entry.stream for x in found}) == 1
    assert count(office, t.case_file) == 1


def test_who_looked_before_the_case_moved_must_look_again(office: Office) -> None:
    case = office.start()
    seen = item(office, case).n
    office.claim(case, "gh-1", "intake")
    with refused(office, "moved-on", 412) as caught:
        execute(office.rt, caller("gh-1"), _accept(office, case), Once(expected=seen))
    assert (caught.value.facts["expected"], caught.value.facts["now"]) == (seen, seen + 1)
    execute(office.rt, caller("gh-1"), _accept(office, case), Once(expected=seen + 1))
