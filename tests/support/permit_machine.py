"""One case, random persons, random acts: what the law forbids is never reached.

A model knows nothing of the engine; it only looks at what the log says was done.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar

import hypothesis.strategies as st
from hypothesis import HealthCheck
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from typing_extensions import override

from support import together
from support.evidence import chained, entries, item
from support.office import ACCEPT, AGENCY, CHECKLIST, PATH, REPORT, REVIEW, VISIT, Office, caller
from support.together import MEMBERS
from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.errors import Refusal
from zhiheng.model.ids import CaseId
from zhiheng.model.separation import Capacity, Deed
from zhiheng.queries.replay import replay
from zhiheng.rules.separation import Past, conflict
from zhiheng.store.log import parse_stamp

OFFICERS = ("jz", "dj", "gh-k", "gh-1", "gh-2", "zh-k", "zh-1", "zh-2", "jc-k", "jc-1", "jc-2")
LAWFUL = {
    "intake": ("gh-1", "gh-2"),
    "supplement": ("yuanda", "gh-1"),
    "expert_review": ("gh-1", "gh-2"),
    "site_visit": ("gh-1", "gh-2", "jc-1", "jc-2", "jc-k"),
    "notice": ("gh-1", "gh-2"),
    "hearing": ("zh-k", "jc-k"),
    "first_review": ("gh-1", "gh-2"),
    "check": ("gh-k",),
    "deputy": ("dj",),
    "meeting": ("zh-1", "zh-2"),
    "sign": ("jz",),
    "decide": ("zh-1", "zh-2"),
}
"""Who usually does it, so that cases come far; the machine also lets anybody try anything."""

FORMS: dict[str, list[tuple[dict[str, Any], tuple[str, ...]]]] = {
    "intake": [
        (ACCEPT, ("受理通知书", "服务承诺书")),
        ({**ACCEPT, "expert_review": "voluntary"}, ("受理通知书", "服务承诺书")),
        ({"checklist": {**CHECKLIST, "land_papers": False}}, ("补正告知书",)),
    ],
    "expert_review": [({}, ("专家抽取记录", "专家意见"))],
    "site_visit": [(VISIT, ("踏勘记录",)), ({}, ())],
    "notice": [
        *(({"objection": o}, ("批前公示",)) for o in ("none", "recheck")),
        ({"objection": "hearing"}, ("批前公示", "听证时间告知书")),
    ],
    "hearing": [({"held_on": "2026-03-02"}, ("听证通知书", "听证笔录"))],
    "first_review": [(REVIEW, ())],
    "check": [({"check_result": r}, ()) for r in ("agree", "back")],
    "deputy": [({"deputy_result": r}, ()) for r in ("agree", "meeting", "back")],
    "meeting": [({}, ("会议纪要",)), ({}, ()), ({"meeting_result": "pass"}, ("会议纪要",))],
    "sign": [(REPORT, ("初审报告",)), ({"sign_result": "back"}, ())],
    "decide": [
        ({"decision": "grant"}, ("建设工程规划许可证",)),
        ({"decision": "refuse"}, ("不予许可决定书",)),
    ],
    "publish": [({}, ("总平面图公布稿",))],
    "serve": [({}, ("送达回证",))],
    "serve_refusal": [({}, ("送达回证",))],
    "archive": [({}, ("案卷目录",))],
}
_OPINIONS = {"pass": "approve", "reject": "refuse"}
"""What the head reports when a meeting has resolved."""


class Permit(RuleBasedStateMachine):
    """One case of the shipped chart."""

    fresh: ClassVar[Callable[[], Office]]

    def __init__(self) -> None:
        super().__init__()
        self.office = type(self).fresh()
        self.case: CaseId = self.office.start()
        self.n = 1
        self.seen: list[f.Entry] = []

    @override
    def teardown(self) -> None:
        chained(self.office)
        self.office.rt.db.close()

    # -- acts --------------------------------------------------------------------------

    def _open(self) -> tuple[str, ...]:
        return item(self.office, self.case).open_tasks

    def _try(self, act: Callable[[], Any]) -> bool:
        try:
            act()
        except Refusal:
            assert item(self.office, self.case).n == self.n
            return False
        self.n += 1
        assert item(self.office, self.case).n == self.n
        return True

    @initialize(until=st.sampled_from(["meeting", *(task for task, *_ in PATH)]))
    def begin(self, until: str) -> None:
        """Cases at all stages, as in a bureau on any day."""
        self.office.walk(self.case, until)
        self.n = item(self.office, self.case).n

    @rule(data=st.data(), steps=st.integers(1, 4))
    def go_on(self, data: st.DataObject, steps: int) -> None:
        """Some steps by whoever of those whose work it is may do it."""
        for _ in range(steps):
            if not (tasks := self._open()):
                return
            task = data.draw(st.sampled_from(tasks))
            usual = data.draw(st.permutations(LAWFUL.get(task.partition("@")[0], OFFICERS)))
            sign = self._signing(data, task)
            done = any(self._try(partial(sign, who)) for who in usual)
            if not done:
                return

    @rule(data=st.data(), who=st.sampled_from(OFFICERS))
    def sign(self, data: st.DataObject, who: str) -> None:
        """Anybody, whatever is open."""
        if tasks := self._open():
            sign = self._signing(data, data.draw(st.sampled_from(tasks)))
            self._try(lambda: sign(who))

    def _signing(self, data: st.DataObject, task: str) -> Callable[[str], Any]:
        path = task.partition("@")[0]
        values, papers = data.draw(st.sampled_from(FORMS.get(path, [({}, ())])))
        more: dict[str, Any] = {}
        if papers == ("补正告知书",):
            more["supplement"] = ("土地使用证明",)
        return lambda who: self.office.sign(self.case, who, task, values, papers, **more)

    @rule(data=st.data(), who=st.sampled_from(OFFICERS))
    def sign_anything(self, data: st.DataObject, who: str) -> None:
        """A step that may be long done, or not there yet."""
        path = data.draw(st.sampled_from(sorted(FORMS)))
        visit = data.draw(st.integers(1, 3))
        values, papers = data.draw(st.sampled_from(FORMS[path]))
        self._try(lambda: self.office.sign(self.case, who, f"{path}@{visit}", values, papers))

    @rule(data=st.data(), who=st.sampled_from(OFFICERS), slot=st.sampled_from((None, 1, 2)))
    def claim(self, data: st.DataObject, who: str, slot: int | None) -> None:
        tasks = self._open()
        if tasks:
            task = data.draw(st.sampled_from(tasks))
            command = Claim(self.case, task, slot)
            self._try(lambda: execute(self.office.rt, caller(who), command))

    @precondition(lambda self: any(t.startswith("meeting@") for t in self._open()))
    @rule(data=st.data(), who=st.sampled_from(OFFICERS), usual=st.booleans())
    def meet(self, data: st.DataObject, who: str, *, usual: bool) -> None:
        """Any act of a meeting by anybody, or as it should be."""
        act = data.draw(st.sampled_from((self._convene, self._attend, self._vote, self._defer)))
        self._try(lambda: act(data, "zh-1" if usual else who))
        if usual:
            self.office.clock.forward(days=1)
            self._try(lambda: self._attend(data, "zh-1"))
            for member in (*MEMBERS[1:], MEMBERS[0]):
                self._try(partial(self._vote, data, member))

    def _convene(self, data: st.DataObject, who: str) -> Any:
        return together.convene(self.office, self.case, who, data.draw(st.integers(0, 2)))

    def _attend(self, data: st.DataObject, who: str) -> Any:
        present = data.draw(st.sets(st.sampled_from(MEMBERS), min_size=2))
        return together.attend(self.office, self.case, tuple(sorted(present)), who)

    def _vote(self, data: st.DataObject, who: str) -> Any:
        ballot = data.draw(st.sampled_from(("agree", "against", "abstain")))
        return together.vote(self.office, self.case, who, ballot)

    def _defer(self, data: st.DataObject, who: str) -> Any:
        return together.defer(self.office, self.case, who, back=data.draw(st.booleans()))

    @rule(data=st.data(), who=st.sampled_from(OFFICERS))
    def unclaim(self, data: st.DataObject, who: str) -> None:
        tasks = self._open()
        if tasks:
            command = Unclaim(self.case, data.draw(st.sampled_from(tasks)))
            self._try(lambda: execute(self.office.rt, caller(who), command))

    @rule(who=st.sampled_from((*OFFICERS, *["the last"] * 11)))
    def take_back(self, who: str) -> None:
        last = entries(self.office, f"case/{self.case}")[-1].actor.person
        me = caller(who if who != "the last" else last or "jz")
        self._try(lambda: execute(self.office.rt, me, TakeBack(self.case)))

    @precondition(lambda self: self.n > 12)
    @rule(odds=st.integers(0, 4))
    def withdraw(self, odds: int) -> None:
        if odds == 0:
            withdraw = Withdraw(self.case)
            self._try(lambda: execute(self.office.rt, caller("yuanda"), withdraw))

    @rule(who=st.sampled_from(OFFICERS), days=st.integers(0, 2))
    def leave(self, who: str, days: int) -> None:
        """Refused where nobody lawful would be left."""
        with suppress(Refusal):
            self.office.leave(who, days)

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        self.office.clock.forward(hours=hours)

    @rule()
    def restart(self) -> None:
        self.office.rt.live.evict(self.case)

    # -- what must always hold ------------------------------------------------------------

    @invariant()
    def the_log_gives_the_tables(self) -> None:
        with self.office.rt.db.reading() as connection:
            assert replay(self.office.rt, connection, AGENCY, self.case) == []

    @invariant()
    def nobody_is_on_both_sides_of_a_separation(self) -> None:
        with self.office.rt.db.reading() as connection:
            digest = item(self.office, self.case).chart
            chart = self.office.rt.chart(connection, AGENCY, digest).chart
        acted: dict[str, dict[str, Capacity]] = {}
        for signed in self._signatures():
            deed = Deed(signed.task, signed.person)
            assert conflict(deed, chart.separations, Past(acted)) is None
            acted.setdefault(signed.task, {})[signed.person] = Capacity()

    @invariant()
    def two_persons_sign_a_visit_and_one_content(self) -> None:
        visits: dict[int, list[f.SlotSigned]] = {}
        for signed in self._signatures(counting=True):
            if signed.task == "site_visit":
                visits.setdefault(signed.visit, []).append(signed)
        for signed_here in visits.values():
            assert len({x.person for x in signed_here}) == len(signed_here) <= 2
            assert len({x.content for x in signed_here}) == 1
        closed = [x for x in self._facts(f.TokensMoved) for x in x.closed]
        for visit in (int(x.partition("@")[2]) for x in closed if x.startswith("site_visit@")):
            assert len(visits[visit]) == 2
            assert any(x.person.startswith("jc-") for x in visits[visit])

    @invariant()
    def nobody_signs_while_away_and_b_only_for_one_who_is(self) -> None:
        with self.office.rt.db.reading() as connection:
            absences = self.office.rt.agency(connection, AGENCY).state.absences
        for entry in self._new_entries():
            day = local_date(parse_stamp(entry.at))
            away = {a.person for a in absences if a.on(day)}
            for fact in entry.facts:
                if isinstance(fact, f.SlotSigned):
                    assert fact.person not in away
                    assert fact.acting_for is None or fact.acting_for in away

    @invariant()
    def the_one_notice_names_nothing_new(self) -> None:
        told = [x.items for x in self._facts(f.SupplementNoticed)]
        assert all(set(items) <= set(told[0]) for items in told)

    @invariant()
    def a_meeting_resolves_by_its_votes_and_the_head_follows(self) -> None:
        votes: dict[str, str] = {}
        outcome, resolved = "", ""
        for fact in self._facts(f.Fact):
            match fact:
                case f.MeetingConvened():
                    votes, outcome = {}, ""
                case f.VoteCast():
                    assert fact.person not in votes
                    votes[fact.person] = fact.vote
                case f.MeetingResolved():
                    agree = sum(v == "agree" for v in votes.values())
                    assert (fact.outcome == "pass") == (2 * agree > len(votes))
                    outcome = fact.outcome
                case f.VariablesSet() if fact.task == "meeting":
                    resolved = str(fact.values["meeting_result"])
                    assert resolved == (outcome or "defer")
                case f.VariablesSet() if fact.task == "sign" and resolved in _OPINIONS:
                    assert fact.values.get("report_opinion") == _OPINIONS[resolved]
                case _:
                    pass

    @invariant()
    def one_acceptance_and_one_decision(self) -> None:
        assert len(self._facts(f.CaseAccepted)) <= 1
        assert len(self._facts(f.Decided)) <= 1

    def _new_entries(self) -> list[f.Entry]:
        found = entries(self.office, f"case/{self.case}")
        new, self.seen = found[len(self.seen) :], found
        return new

    def _signatures(self, *, counting: bool = False) -> list[f.SlotSigned]:
        """All that were ever given, or those that count."""
        return self._facts(f.SlotSigned, void=not counting)

    def _facts(self, kind: type[Any], *, void: bool = False) -> list[Any]:
        log = entries(self.office, f"case/{self.case}")
        gone = {x.n for e in log for x in e.facts if isinstance(x, f.ActVoided)}
        return [x for e in log if void or e.n not in gone for x in e.facts if isinstance(x, kind)]


QUIET = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
