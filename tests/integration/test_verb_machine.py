"""One case, random persons, every verb: no verb goes round a separation, a signature or a limit.

The machine of test_machine.py with the verbs on slots and cases besides (docs/verbs.md).
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run
from support.evidence import entries, item
from support.office import AGENCY, PATH, Office, caller
from support.permit_machine import OFFICERS, QUIET, Permit
from support.variants import permit
from support.versions import approve, deploy, migrate
from typing_extensions import override

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.assignment.delegate import Delegate, Recall, ReportBack
from zhiheng.commands.assignment.reassign import Reassign
from zhiheng.commands.assignment.transfer import Transfer
from zhiheng.commands.cases.merge import AskMerger, DecideMerger
from zhiheng.commands.cases.suspend import AskSuspension, DecideSuspension, Resume
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.frame.decision import CaseCommand
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.add_signer import AddSigner, RemoveSigner
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.model.separation import Capacity, Deed
from zhiheng.queries.replay import replay
from zhiheng.rules.separation import Past, conflict
from zhiheng.rules.suspension import GOES_ON
from zhiheng.store.log import parse_stamp

WHO = st.sampled_from(OFFICERS)
MOVES_NO_LIMIT = {
    "claim", "unclaim", "transfer", "add-signer", "delegate", "report-back", "recall", "reassign",
    "urge", "ask-suspension", "decide-suspension", "resume", "ask-merger", "migrate",
}  # fmt: skip
_PHONE = ('enquiryPhone="', 'enquiryPhone="0')


class EveryVerb(Permit):
    """Besides what the permit's machine does."""

    def __init__(self) -> None:
        super().__init__()
        self.other: CaseId = self.office.start("另一件")
        self.migrations = 0

    @initialize(until=st.sampled_from([task for task, *_ in PATH[:5]]))
    def another(self, until: str) -> None:
        """A second case of the same party, to be merged in."""
        self.office.walk(self.other, until)

    def _do(self, who: str, command: CaseCommand, beside: CaseId | None = None) -> bool:
        return self._try(lambda: execute(self.office.rt, caller(who), command, beside=beside))

    def _task(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(self._open() or ("intake@1",)))

    def _holder(self, data: st.DataObject, task: str) -> str:
        """Mostly one who holds the step, so that something comes of it; else anybody."""
        live = self.office.rt.live.get(self.case)
        open_ = live.state.open.get(task) if live is not None else None
        held = [s.assignee for s in open_.slots if s.assignee] if open_ is not None else []
        known = [h for h in held if h in OFFICERS]
        return data.draw(st.sampled_from(known * 3 + list(OFFICERS[:2]) if known else OFFICERS))

    @rule(data=st.data(), whom=WHO)
    def hand_on(self, data: st.DataObject, whom: str) -> None:
        task = self._task(data)
        who, other = self._holder(data, task), PersonId(whom)
        kinds: tuple[Callable[..., CaseCommand], ...] = (Transfer, AddSigner, Delegate)
        self._do(who, data.draw(st.sampled_from(kinds))(self.case, task, other, "理由"))

    @rule(data=st.data(), who=WHO, slot=st.integers(1, 4))
    def take_away(self, data: st.DataObject, who: str, slot: int) -> None:
        task = self._task(data)
        likely = data.draw(st.booleans())
        remover = self._holder(data, task) if likely else who
        self._do(remover, RemoveSigner(self.case, task, slot, "理由"))

    @rule(data=st.data(), who=WHO, likely=st.booleans())
    def report(self, data: st.DataObject, who: str, *, likely: bool) -> None:
        task = self._task(data)
        live = self.office.rt.live.get(self.case)
        open_ = live.state.open.get(task) if live is not None else None
        asked = [s.delegate for s in open_.slots if s.delegate] if open_ is not None else []
        person = asked[0] if likely and asked else who
        self._do(person, ReportBack(self.case, task, "办好了"))

    @rule(data=st.data())
    def recall(self, data: st.DataObject) -> None:
        task = self._task(data)
        self._do(self._holder(data, task), Recall(self.case, task))

    @rule(data=st.data(), who=WHO, whom=WHO, slot=st.integers(1, 3))
    def reassign(self, data: st.DataObject, who: str, whom: str, slot: int) -> None:
        command = Reassign(self.case, self._task(data), slot, PersonId(whom), "理由")
        self._do(who, command)

    @rule(data=st.data(), who=st.sampled_from((*OFFICERS, "yuanda", "jiwei")))
    def urge(self, data: st.DataObject, who: str) -> None:
        self._do(who, Urge(self.case, self._task(data)))

    @rule(data=st.data(), days=st.integers(-1, 3), leader=WHO, granted=st.booleans())
    def suspend(self, data: st.DataObject, days: int, leader: str, *, granted: bool) -> None:
        until = self.office.today + timedelta(days=days)
        asker = self._holder(data, self._task(data))
        self._do(asker, AskSuspension(self.case, "party", "理由", until))
        number = data.draw(st.integers(1, 2))
        self._do(leader, DecideSuspension(self.case, number, granted, "理由"))

    @rule(who=WHO)
    def resume(self, who: str) -> None:
        self._do(who, Resume(self.case, "理由"))

    @rule(data=st.data(), leader=WHO, granted=st.booleans())
    def merge(self, data: st.DataObject, leader: str, *, granted: bool) -> None:
        asker = self._holder(data, self._task(data))
        self._do(asker, AskMerger(self.case, self.other, "理由"), self.other)
        number = data.draw(st.integers(1, 2))
        decide = DecideMerger(self.case, self.other, number, granted, "理由")
        self._do(leader, decide, self.other)

    @rule()
    def migrate(self) -> None:
        """To a version that differs in nothing that runs: it must always be possible."""
        if self.migrations == 0:
            version = deploy(self.office, permit(_PHONE))
            approve(self.office, version)
            self.migrations = 1
            before = item(self.office, self.case)
            done = self._try(lambda: migrate(self.office, self.case))
            assert done == (before.status == "running")
            assert item(self.office, self.case).open_tasks == before.open_tasks

    # -- what must always hold ------------------------------------------------------------

    @invariant()
    def the_other_case_is_sound_too(self) -> None:
        with self.office.rt.db.reading() as connection:
            assert replay(self.office.rt, connection, AGENCY, self.other) == []
        merged = bool(self._facts(f.CaseAbsorbed))
        assert (item(self.office, self.other).status == "merged") == merged

    @override
    @invariant()
    def nobody_is_on_both_sides_of_a_separation(self) -> None:
        """Delegates' work and the acts of a case that was merged in count as well."""
        with self.office.rt.db.reading() as connection:
            digest = item(self.office, self.case).chart
            chart = self.office.rt.chart(connection, AGENCY, digest).chart
        acted: dict[str, dict[str, Capacity]] = {}
        for fact in self._facts(f.Fact, void=True):
            for deed in _deeds(fact):
                assert conflict(deed, chart.separations, Past(acted)) is None, deed
                acted.setdefault(deed.task, {})[deed.person] = Capacity()

    @override
    @invariant()
    def two_persons_sign_a_visit_and_one_content(self) -> None:
        """Each visit that was completed has every slot of the chart signed, and every added one."""
        due: dict[tuple[str, int], set[int]] = {}
        signed: dict[tuple[str, int], dict[int, f.SlotSigned]] = {}
        for fact in self._facts(f.Fact):
            match fact:
                case f.TaskOpened():
                    due[fact.task, fact.visit] = {s.no for s in fact.slots}
                case f.SignerAdded():
                    due[fact.task, fact.visit].add(fact.no)
                case f.SignerRemoved():
                    due[fact.task, fact.visit].remove(fact.no)
                case f.SlotSigned():
                    signed.setdefault((fact.task, fact.visit), {})[fact.no] = fact
                case f.TokensMoved() if fact.closed and fact.fired is None:
                    path, _, visit = fact.closed[0].partition("@")
                    done = signed.get((path, int(visit)), {})
                    hands = [done[no].person for no in due[path, int(visit)]]
                    assert len(set(hands)) == len(hands)
                    assert len({done[no].content for no in due[path, int(visit)]}) == 1
                case _:
                    pass

    @invariant()
    def nobody_signs_what_is_delegated_out(self) -> None:
        out: dict[tuple[str, int, int], str] = {}
        for fact in self._facts(f.Fact):
            where = (getattr(fact, "task", ""), getattr(fact, "visit", 0), getattr(fact, "no", 0))
            match fact:
                case f.SlotDelegated():
                    out[where] = fact.person
                case f.DelegateReported() | f.DelegationRecalled():
                    assert out.pop(where) == fact.person
                case f.SlotReleased():
                    out.pop(where, None)
                case f.SlotSigned():
                    assert where not in out
                case _:
                    pass

    @invariant()
    def no_verb_on_slots_moves_a_limit_or_a_token(self) -> None:
        moving = (f.ClockStarted, f.ClockEnded, f.TimerArmed, f.TimerDisarmed, f.TokensMoved)
        for entry in entries(self.office, f"case/{self.case}"):
            if entry.command in MOVES_NO_LIMIT:
                assert not [x for x in entry.facts if isinstance(x, moving)], entry

    @invariant()
    def no_officer_goes_on_with_a_suspended_case(self) -> None:
        asked: dict[int, f.SuspensionAsked] = {}
        until: date | None = None
        for entry in entries(self.office, f"case/{self.case}"):
            day = local_date(parse_stamp(entry.at))
            held = until is not None and day <= until
            if held and entry.actor.role == "officer":
                assert entry.command in GOES_ON, entry
            for fact in entry.facts:
                match fact:
                    case f.SuspensionAsked():
                        asked[fact.suspension] = fact
                    case f.SuspensionDecided() if fact.granted:
                        assert fact.decided_by != asked[fact.suspension].by
                        until = date.fromisoformat(asked[fact.suspension].until)
                    case f.CaseResumed():
                        until = None
                    case _:
                        pass


def _deeds(fact: f.Fact) -> list[Deed]:
    match fact:
        case f.SlotSigned() | f.DelegateReported():
            return [Deed(fact.task, fact.person)]
        case f.CaseAbsorbed():
            return [Deed(a.task, a.person) for a in fact.acted]
        case _:
            return []


def _machine(fresh: Callable[[], Office]) -> Any:
    return type("EveryVerbOnSqlite", (EveryVerb,), {"fresh": staticmethod(fresh)})


@pytest.mark.timeout(600)
def test_no_verb_goes_round_a_gate(make_office: Callable[[], Office]) -> None:
    given = settings(
        max_examples=150, stateful_step_count=8, deadline=None, suppress_health_check=QUIET
    )
    run(cast("Any", _machine(make_office)), settings=given)


@pytest.mark.soak
def test_no_verb_goes_round_a_gate_at_length(make_office: Callable[[], Office]) -> None:
    given = settings(
        max_examples=3000, stateful_step_count=12, deadline=None, suppress_health_check=QUIET
    )
    run(cast("Any", _machine(make_office)), settings=given)
