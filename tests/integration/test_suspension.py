"""暂停 and 恢复: asked by who works on the case, granted by a leader; no limit stops by it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from support.cards import rows
from support.evidence import count, entries, facts_of, refused, replays
from support.office import PATH, Office, caller

from zhiheng import facts as f
from zhiheng.commands.cards.card import execute_card
from zhiheng.commands.cards.issue import IssueCard
from zhiheng.commands.cases.suspend import AskSuspension, DecideSuspension, Resume
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.extend import Extend
from zhiheng.commands.sweeps.sweep_warnings import sweep_warnings
from zhiheng.model.ids import CaseId
from zhiheng.store import tables as t


def ask(office: Office, case: CaseId, who: str, ground: str = "other-case", days: int = 10) -> None:
    until = office.today + timedelta(days=days)
    execute(office.rt, caller(who), AskSuspension(case, ground, "等另案结果", until))


def decide(office: Office, case: CaseId, who: str, *, granted: bool = True, no: int = 1) -> None:
    execute(office.rt, caller(who), DecideSuspension(case, no, granted, "情况属实"))


def resume(office: Office, case: CaseId, who: str) -> None:
    execute(office.rt, caller(who), Resume(case, "另案已结"))


def accept(office: Office, case: CaseId) -> None:
    _, who, values, papers = PATH[0]
    office.sign(case, who, "intake", values, papers)


def clocks(office: Office) -> list[tuple[object, ...]]:
    """All that limits are, but for what they say next."""
    columns = [c for c in t.clock.c if c.name not in ("next_rung", "next_at")]
    with office.rt.db.reading() as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]


def said(office: Office, case: CaseId, clock: str) -> list[str]:
    return [x.rung for x in facts_of(office, case, f.ClockWarned) if x.clock == clock]


def sweep_for(office: Office, days: int) -> None:
    for _ in range(days):
        sweep_warnings(office.rt)
        office.clock.forward(days=1)


@pytest.fixture
def held(office: Office) -> tuple[Office, CaseId]:
    case = office.start()
    office.claim(case, "gh-1", "intake")
    return office, case


def test_a_suspended_case_is_not_worked_on_and_its_limits_run(held: tuple[Office, CaseId]) -> None:
    office, case = held
    before = clocks(office)
    ask(office, case, "gh-1")
    decide(office, case, "dj")
    assert clocks(office) == before
    with refused(office, "suspended", 409):
        accept(office, case)
    assert "等另案结果" not in str(entries(office, f"case/{case}"))
    replays(office, case)


def test_asking_alone_suspends_nothing(held: tuple[Office, CaseId]) -> None:
    office, case = held
    ask(office, case, "gh-1")
    accept(office, case)
    replays(office, case)


def test_refused_it_goes_on(held: tuple[Office, CaseId]) -> None:
    office, case = held
    ask(office, case, "gh-1")
    decide(office, case, "dj", granted=False)
    accept(office, case)
    with refused(office, "not-suspended", 409):
        resume(office, case, "gh-1")


@pytest.mark.parametrize("who", ["gh-1", "dj", "jz"])
def test_who_asked_or_a_leader_resumes_it(held: tuple[Office, CaseId], who: str) -> None:
    office, case = held
    ask(office, case, "gh-1")
    decide(office, case, "dj")
    resume(office, case, who)
    accept(office, case)
    replays(office, case)


def test_after_its_last_day_it_goes_on_by_itself(held: tuple[Office, CaseId]) -> None:
    office, case = held
    ask(office, case, "gh-1", days=3)
    decide(office, case, "dj")
    office.clock.forward(days=3)
    with refused(office, "suspended", 409):
        accept(office, case)
    office.clock.forward(days=1)
    accept(office, case)
    replays(office, case)


@pytest.mark.parametrize(
    ("who", "rule"), [("gh-1", "own-asking"), ("gh-2", "leader-grants"), ("gh-k", "leader-grants")]
)
def test_only_a_leader_grants_it_and_never_who_asked(
    held: tuple[Office, CaseId], who: str, rule: str
) -> None:
    office, case = held
    ask(office, case, "gh-1")
    with refused(office, rule, 403):
        decide(office, case, who)


def test_a_leader_who_asks_is_not_who_grants(office: Office) -> None:
    case = office.start()
    office.walk(case, "deputy")
    office.claim(case, "dj", "deputy")
    ask(office, case, "dj")
    with refused(office, "own-asking", 403):
        decide(office, case, "dj")
    decide(office, case, "jz")


def test_only_who_holds_a_step_asks(held: tuple[Office, CaseId]) -> None:
    office, case = held
    with refused(office, "holds-no-step", 403):
        ask(office, case, "gh-2")


@pytest.mark.parametrize(
    ("ground", "days", "rule"),
    [("busy", 3, "bad-suspension-ground"), ("party", -1, "bad-suspension-end"),
     ("party", 184, "bad-suspension-end")],
)  # fmt: skip
def test_it_has_a_ground_and_an_end(
    held: tuple[Office, CaseId], ground: str, days: int, rule: str
) -> None:
    office, case = held
    with refused(office, rule, 422):
        ask(office, case, "gh-1", ground, days)


def test_one_asking_at_a_time_and_one_decision_on_it(held: tuple[Office, CaseId]) -> None:
    office, case = held
    ask(office, case, "gh-1")
    with refused(office, "suspension-asked", 409):
        ask(office, case, "gh-1")
    decide(office, case, "dj", granted=False)
    with refused(office, "no-such-suspension", 409):
        decide(office, case, "jz")


def test_nothing_is_suspended_back_in_time(held: tuple[Office, CaseId]) -> None:
    office, case = held
    ask(office, case, "gh-1", days=2)
    office.clock.forward(days=3)
    with refused(office, "suspension-over", 409):
        decide(office, case, "dj")


def test_the_applicants_own_rights_are_not_suspended(held: tuple[Office, CaseId]) -> None:
    office, case = held
    ask(office, case, "gh-1")
    decide(office, case, "dj")
    execute(office.rt, caller("yuanda"), Urge(case, "intake@1", "请恢复办理"))
    execute(office.rt, caller("yuanda"), Withdraw(case))
    assert facts_of(office, case, f.CaseWithdrawn)
    replays(office, case)


def test_until_is_a_day(held: tuple[Office, CaseId]) -> None:
    office, case = held
    ask(office, case, "gh-1", days=0)
    asked = facts_of(office, case, f.SuspensionAsked)[0]
    assert date.fromisoformat(asked.until) == office.today


VISIT = "site_visit@1:post"
"""Three working days from Monday, 2 March 2026."""


@pytest.fixture
def visiting(office: Office) -> tuple[Office, CaseId]:
    """Put off from the second to the thirteenth by a leader: nobody may visit the site."""
    case = office.start()
    office.walk(case, "site_visit")
    office.claim(case, "gh-2", "site_visit")
    ask(office, case, "gh-2", days=11)
    decide(office, case, "dj")
    return office, case


def test_nobody_is_warned_of_a_step_that_he_may_not_do_nor_gets_a_card_for_it(
    visiting: tuple[Office, CaseId],
) -> None:
    """Its three days pass meanwhile; what a post has to itself warns twelve days later."""
    office, case = visiting
    sweep_for(office, 12)
    assert said(office, case, VISIT) == []
    assert count(office, t.card) == 0
    sweep_for(office, 4)
    assert said(office, case, VISIT) == ["remind", "yellow"]
    assert count(office, t.card) == 0
    sweep_for(office, 2)
    assert said(office, case, VISIT) == ["remind", "yellow", "red"]
    assert count(office, t.card) == 2, "one for each section that holds the visit up"
    replays(office, case)


def test_a_case_that_goes_on_earlier_warns_earlier(visiting: tuple[Office, CaseId]) -> None:
    office, case = visiting
    office.clock.forward(days=7)
    resume(office, case, "gh-2")
    sweep_for(office, 3)
    assert said(office, case, VISIT) == ["remind"]
    sweep_for(office, 2)
    assert said(office, case, VISIT) == ["remind", "yellow", "red"]
    replays(office, case)


def test_the_limits_of_the_case_warn_all_the_same(visiting: tuple[Office, CaseId]) -> None:
    """No law stops them by it (许可法 45): who suspended it must see that they run out."""
    office, case = visiting
    office.clock.forward(days=12)
    ask(office, case, "gh-2", days=60)
    decide(office, case, "dj", no=2)
    sweep_for(office, 40)
    assert said(office, case, "statutory")[-1] == "red"
    assert said(office, case, VISIT) == []
    replays(office, case)


def test_a_limit_that_runs_on_is_extended_while_the_case_is_suspended(
    visiting: tuple[Office, CaseId],
) -> None:
    """After it has passed it would be too late (许可法 42-1)."""
    office, case = visiting
    paper = office.paper("延期告知书")
    execute(office.rt, caller("jz"), Extend(case, "statutory", 10, "案情复杂", paper))
    (extended,) = facts_of(office, case, f.ClockExtended)
    assert extended.due == "2026-04-14"
    with refused(office, "suspended", 409):
        office.sign(case, "gh-2", "site_visit", {}, ("踏勘记录",))
    replays(office, case)


def test_breach_signals_go_on_while_it_is_suspended(visiting: tuple[Office, CaseId]) -> None:
    """Who tried before to pass a gate gets his card: it has nothing to do with time."""
    office, case = visiting
    resume(office, case, "gh-2")
    with refused(office, "different-person", 403):
        office.claim(case, "gh-1", "site_visit")
    ask(office, case, "gh-2", days=11)
    decide(office, case, "dj", no=2)
    with office.rt.db.reading() as connection:
        signal = connection.execute(select(t.breach)).one()
    command = IssueCard("yellow", "办过收件又要踏勘", signal=(signal.stream, signal.n))
    execute_card(office.rt, caller("jiwei"), command)
    (card,) = rows(office)
    assert (card.family, card.case_id) == ("breach", case)
