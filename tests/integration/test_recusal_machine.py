"""A machine of recusals: declared, asked for, decided; B takes over; barred from then on."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from support.evidence import facts_of, item, replays
from support.office import PATH, Office, caller

from zhiheng import facts as f
from zhiheng.commands.assignment.recusal import AskRecusal, DecideRecusal
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.handling.handle import execute
from zhiheng.errors import Refusal

_STAFF = ("jz", "dj", "gh-k", "gh-1", "gh-2", "zh-k", "zh-1", "zh-2", "jc-k", "jc-1", "jc-2")
_WHO = st.sampled_from(_STAFF)
_FORMS = {task: (values, papers) for task, _, values, papers in reversed(PATH)}
"""The first signature of each task brings its form."""


class Recusals(RuleBasedStateMachine):
    """aside: who must not act, as the acts of this machine say it, not as the engine does."""

    make: Callable[[], Office]

    @initialize()
    def begin(self) -> None:
        self.office = self.make()
        self.case = self.office.start()
        self.asked: dict[int, tuple[str, bool]] = {}
        self.aside: set[str] = set()
        self.signed = 0

    @rule(who=_WHO, by=st.sampled_from((*_STAFF, "yuanda", "jiwei")))
    def ask(self, who: str, by: str) -> None:
        self._ask(who, by)

    @rule(who=_WHO)
    def declare(self, who: str) -> None:
        self._ask(who, who)

    def _ask(self, who: str, by: str) -> None:
        command = AskRecusal(self.case, who, "other", "曾共同投资（测试）")
        try:
            receipt = execute(self.office.rt, caller(by), command)
        except Refusal:
            return
        (asked,) = [x for x in receipt.entry.facts if isinstance(x, f.RecusalAsked)]
        self.asked[asked.recusal] = (who, who == by)
        if who == by:
            self.aside.add(who)

    @rule(by=_WHO, no=st.integers(1, 4), granted=st.booleans())
    def decide(self, by: str, no: int, granted: bool) -> None:  # noqa: FBT001 - drawn
        minutes = self.office.paper("局务会纪要") if no % 2 else None
        command = DecideRecusal(self.case, no, granted, "已核实（测试）", minutes)
        try:
            execute(self.office.rt, caller(by), command)
        except Refusal:
            return
        who, _ = self.asked[no]
        assert by != who, "nobody decides on himself"
        (self.aside.add if granted else self.aside.discard)(who)

    @rule(who=_WHO)
    def claim(self, who: str) -> None:
        self._act(who, lambda task: self.office.claim(self.case, who, task))

    @rule(who=_WHO)
    def give_back(self, who: str) -> None:
        self._act(
            who,
            lambda task: execute(self.office.rt, caller(who), Unclaim(self.case, f"{task}@1")),
            acts=False,
        )

    @rule(who=_WHO)
    def sign(self, who: str) -> None:
        def act(task: str) -> object:
            half = task == "site_visit" and self._content(task)
            values, papers = ({}, ()) if half else _FORMS[task]
            return self.office.sign(self.case, who, task, values, papers)

        if self._act(who, act):
            self.signed += 1

    def _content(self, task: str) -> bool:
        state = self.office.rt.live.get(self.case)
        return state is not None and state.state.open[f"{task}@1"].content is not None

    def _act(self, who: str, act: Callable[[str], Any], *, acts: bool = True) -> bool:
        opened = item(self.office, self.case).open_tasks
        if not opened:
            return False
        try:
            act(opened[0].partition("@")[0])
        except Refusal:
            return False
        assert not acts or who not in self.aside, f"{who} stands aside and acted"
        return True

    @invariant()
    def who_is_aside_holds_no_slot_and_b_signs_for_a(self) -> None:
        if not hasattr(self, "case"):
            return
        live = self.office.rt.live.get(self.case)
        if live is None:
            return
        held = {
            s.assignee for task in live.state.open.values() for s in task.slots if s.signed is None
        }
        assert not held & self.aside
        for signed in facts_of(self.office, self.case, f.SlotSigned):
            assert signed.acting_for != signed.person

    @invariant()
    def replay_gives_the_tables(self) -> None:
        if hasattr(self, "case"):
            replays(self.office, self.case)


def _run(make_office: Callable[[], Office], examples: int, steps: int) -> None:
    machine = type("Machine", (Recusals,), {"make": staticmethod(make_office)})
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None),
    )


def test_who_stands_aside_acts_on_no_later_step(make_office: Callable[[], Office]) -> None:
    _run(make_office, 8, 25)


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_who_stands_aside_acts_on_no_later_step_in_many_cases(
    make_office: Callable[[], Office],
) -> None:
    _run(make_office, 300, 40)
