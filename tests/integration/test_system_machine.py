"""A machine of system cases: whoever does whatever, a chart comes into force by four hands only."""

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
from support import system_cases as sc
from support.evidence import chained, facts_of, item, replays
from support.office import Office, caller
from typing_extensions import override

from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.recusal import AskRecusal
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.amend import Amend
from zhiheng.commands.signing.sign import Sign
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.errors import Refusal
from zhiheng_api.sample import begin_operation

_HANDS = ("xt-1", "aq-1", "sj-1", "fz-1", "jz", "dj", "gh-1", "sysadmin")
_WHO = st.sampled_from(_HANDS)
_LIKELY = {"draft": ("xt-1",), "check": ("fz-1",), "release": ("jz", "aq-1")}
_TITLES = ("核发甲", "核发乙", "核发丙")


class Releases(RuleBasedStateMachine):
    """Each version that comes into force must show its hands in the log of its case."""

    make: Callable[[], Office]
    released: set[Any]

    @initialize()
    def begin(self) -> None:
        self.office = self.make()
        begin_operation(self.office.rt)
        self.case = sc.begin(self.office, "chart-release")
        self.cases = [self.case]

    def attempt(self, command: Any, who: str) -> None:
        given = caller(who) if who == "sysadmin" else sc.hand(who)
        try:
            execute(self.office.rt, given, command)
        except Refusal:
            return

    def task(self, name: str) -> str:
        return f"{name}@{self.office.visit(self.case, name)}"

    def newest(self) -> str | None:
        signed = facts_of(self.office, self.case, f.SlotSigned)
        return signed[-1].content if signed and signed[-1].task == "release" else None

    @rule(who=_WHO | st.just("xt-1"), title=st.sampled_from(_TITLES))
    def draft(self, who: str, title: str) -> None:
        xml = sc.changed(("核发（初审）", title))
        papers = {sc.PAPERS["chart-release"]: self.office.rt.documents.put(xml)}
        values = {"summary": title}
        command = Sign(self.case, self.task("draft"), None, "起草", values, papers)
        self.attempt(command, who)

    @rule(who=_WHO | st.just("fz-1"), result=st.sampled_from(("pass", "pass", "back")))
    def check(self, who: str, result: str) -> None:
        values = {"check_result": result}
        self.attempt(Sign(self.case, self.task("check"), None, "意见", values), who)

    @rule(
        who=_WHO | st.sampled_from(_LIKELY["release"]),
        result=st.sampled_from(("release", "release", "back", "reject")),
        named=st.booleans(),
    )
    def release(self, who: str, result: str, named: bool) -> None:  # noqa: FBT001 - drawn
        content = self.newest() if named else None
        values = {} if content else {"release_result": result}
        task = self.task("release")
        self.attempt(Sign(self.case, task, None, "意见", values, content=content), who)

    @rule(who=_WHO, result=st.sampled_from(("release", "reject")))
    def amend(self, who: str, result: str) -> None:
        values = {"release_result": result}
        self.attempt(Amend(Sign(self.case, self.task("release"), None, "意见", values)), who)

    @rule(who=_WHO, task=st.sampled_from(tuple(_LIKELY)))
    def claim(self, who: str, task: str) -> None:
        self.attempt(Claim(self.case, self.task(task)), who)

    @rule(who=_WHO)
    def take_back(self, who: str) -> None:
        self.attempt(TakeBack(self.case), who)

    @rule(who=st.sampled_from(("jz", "dj")))
    def stand_aside(self, who: str) -> None:
        self.attempt(AskRecusal(self.case, who, "other", "曾共同投资（测试）"), who)

    @rule(who=_WHO)
    def deploy(self, who: str) -> None:
        given = caller(who) if who == "sysadmin" else sc.hand(who)
        with pytest.raises(Refusal):
            execute_agency(self.office.rt, given, Deploy(sc.changed()))

    @rule(title=st.sampled_from(_TITLES))
    def go_on(self, title: str) -> None:
        """What the right person would do next; else most cases would never be released."""
        waiting = item(self.office, self.case).open_tasks
        task = waiting[0].partition("@")[0] if waiting else ""
        if task == "draft":
            self.draft("xt-1", title)
        elif task == "check":
            self.check("fz-1", "pass")
        elif task == "release":
            self.release("jz", "release", named=False)
            self.release("aq-1", "release", named=True)

    @rule(times=st.integers(1, 4))
    def as_it_should_be(self, times: int) -> None:
        """Some steps of it at once."""
        for _ in range(times):
            self.go_on(_TITLES[0])

    @rule()
    def another(self) -> None:
        self.case = sc.begin(self.office, "chart-release")
        self.cases.append(self.case)

    @invariant()
    def every_version_has_its_hands(self) -> None:
        deployed = {v.digest for v in sc.in_force(self.office)[1:]}
        done = {c: facts_of(self.office, c, f.CommandCarriedOut) for c in self.cases}
        assert deployed == {x.document for found in done.values() for x in found}
        for case in (c for c, found in done.items() if found):
            self.shows_its_hands(case)
            self.released.add(case)

    def shows_its_hands(self, case: Any) -> None:
        """The last two signatures are of one content; drafter, checker and they are four."""
        signed = facts_of(self.office, case, f.SlotSigned)
        first, second = signed[-2:]
        assert (first.task, second.task) == ("release", "release")
        assert first.content == second.content
        by = {t: {x.person for x in signed if x.task == t} for t in _LIKELY}
        assert len({first.person, second.person}) == 2
        assert not by["draft"] & by["check"]
        assert not (by["draft"] | by["check"]) & by["release"]
        (carried,) = facts_of(self.office, case, f.CommandCarriedOut)
        assert carried.document == facts_of(self.office, case, f.DocumentFiled)[-1].digest

    @override
    def teardown(self) -> None:
        if hasattr(self, "office"):
            for case in self.cases:
                replays(self.office, case)
            chained(self.office)
            self.office.rt.db.close()


def _run(make_office: Callable[[], Office], examples: int, steps: int) -> None:
    released: set[Any] = set()
    kinds = {"make": staticmethod(make_office), "released": released}
    machine = type("Machine", (Releases,), kinds)
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None),
    )
    assert released, "none came to its end"


def test_a_chart_comes_into_force_by_four_hands_only(make_office: Callable[[], Office]) -> None:
    _run(make_office, 8, 25)


@pytest.mark.soak
@pytest.mark.timeout(1_800)
def test_a_chart_comes_into_force_by_four_hands_only_in_many_cases(
    make_office: Callable[[], Office],
) -> None:
    _run(make_office, 300, 40)
