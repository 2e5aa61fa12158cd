"""No state of the cases breaks a rule, and each rule is needed for that.

The judges (`support/modelcheck/law`) are written from the law and know no rule of the engine.
"""

import ast
import importlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from support.modelcheck import law, mutant_run, same
from support.modelcheck.scene import Attempt, Scene, officer
from support.modelcheck.scenes import SCENES
from support.modelcheck.search import Breach, Found, search
from support.modelcheck.together import everywhere

from zhiheng.commands.signing.sign import Sign
from zhiheng.model.ids import CaseId
from zhiheng.model.slot import SlotRule
from zhiheng.rules import policy
from zhiheng.rules.act import Act, Standing
from zhiheng.rules.risk import GATE, Way

LAW = Path(law.__file__).parent
TESTS = Path(__file__).resolve().parents[1]


def _clean(found: Found) -> None:
    assert not found.breaches, "\n".join(map(str, found.breaches))


@pytest.mark.parametrize("scene", SCENES, ids=lambda s: s.name)
def test_no_state_within_three_acts_breaks_a_rule(scene: Scene) -> None:
    found = search([scene], 3)
    _clean(found)
    assert found.tried > 10


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_no_state_within_five_acts_breaks_a_rule() -> None:
    found = everywhere(5)
    print(f"{found.states} states, {found.tried} acts judged, {len(found.breaches)} breaches")  # noqa: T201 - the figure is the point
    _clean(found)
    assert found.states > 80_000


def test_each_case_has_four_persons_in_three_sections() -> None:
    for scene in SCENES:
        assert (len(scene.roster.persons), len(scene.roster.sections)) == (4, 3)


def _names(rule: Any) -> str:
    return str(rule.__name__)


_SHOWN_BY = {
    "separated": "a review that waits",
    "two_hands": "a visit that is signed by one of three",
    "valid_card": "a visit that is signed by one of three",
    "free_slot": "a recusal that is asked for",
    "checked_after": "a visit that is signed by one of three",
    "in_order": "a meeting that has half voted",
    "opinion": "a review that waits",
}
"""The case that shows soonest what a rule of the policy is for."""


def _breaks(where: str) -> list[Breach]:
    """Breaches within three acts: in that case, or else in any."""
    (shown,) = (s for s in SCENES if s.name == where)
    return search([shown], 3).breaches or search(SCENES, 3).breaches


@pytest.mark.parametrize("rule", policy.POLICY, ids=_names)
def test_the_policy_needs_each_of_its_rules(
    rule: policy.Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tuple(r for r in policy.POLICY if r is not rule)
    monkeypatch.setattr(policy, "POLICY", left)
    assert _breaks(_SHOWN_BY[_names(rule)])


def test_the_policy_needs_to_know_who_may_act_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def anybody(_act: Act) -> Standing:
        return Standing()

    monkeypatch.setattr("zhiheng.rules.standing.standing", anybody)
    assert search(SCENES, 1).breaches


def _nothing(*_args: Any, **_more: Any) -> None:
    """A rule that refuses nobody."""


def _no_facts(*_args: Any, **_more: Any) -> list[Any]:
    return []


def _everything(*_args: Any, **_more: Any) -> bool:
    return True


def _gate(*_args: Any, **_more: Any) -> Way:
    return Way(GATE, "always")


def _own(_person: Any, act: Act) -> bool:
    return act.slot != SlotRule(0)


@pytest.mark.parametrize(
    ("module", "rule", "instead", "where"),
    [
        ("rules.standing", "aside", _nothing, "a meeting whose chair stands aside"),
        ("rules.standing", "in_own_right", _own, "a review that waits"),
        ("rules.standing", "barred", _nothing, "a review that waits"),
        ("commands.personnel.absence", "pair_stays", _nothing, "a review that waits"),
        ("commands.personnel.absence", "critical_has_a_b", _nothing, "a recusal that is asked for"),
        ("commands.filed.amounts", "may_decide", _nothing, "an amount near its limit"),
        ("commands.meetings.attend", "on_its_day", _nothing, "a dual seal that is half signed"),
        ("commands.meetings.attend", "quorate", _nothing, "a meeting that has half voted"),
        ("commands.meetings.convene", "told_in_time", _nothing, "a dual seal that is half signed"),
        ("commands.signing.gates", "own_session", _nothing, "a dual seal that is half signed"),
        ("commands.signing.gates", "same_digest", _nothing, "a dual seal that is half signed"),
        ("commands.assignment.recusal", "may_decide", _nothing, "a review that waits"),
        ("commands.signing.sign", "as_resolved", _nothing, "a meeting that has half voted"),
        ("commands.signing.sign", "may_accept", _nothing, "a review that waits"),
        ("commands.signing.sign", "may_supplement", _no_facts, "a review that waits"),
        ("commands.handling.beside", "goes_on", _nothing, "a case that is put off"),
        ("commands.cases.copy_to", "may_copy", _nothing, "a case that may be put off"),
        ("commands.cases.copy_to", "not_to_recused", _nothing, "a case that may be put off"),
        ("commands.cases.merge", "may_grant", _nothing, "a merger that is asked for"),
        ("commands.cases.merge", "no_hand_on_both_sides", _nothing, "a case that may be joined"),
        ("commands.cases.merge", "no_limit_grows", _nothing, "a case that may be joined"),
        ("commands.cases.merge", "one_matter", _nothing, "a case that may be joined"),
        ("commands.assignment.reassign", "may_reassign", _nothing, "work whose holder is away"),
        ("commands.cases.suspend", "may_grant", _nothing, "a case that is put off"),
        ("commands.cases.suspend", "may_suspend", _nothing, "a case that may be put off"),
        ("commands.cases.urge", "may_urge", _nothing, "a review that waits"),
        ("commands.cases.urge", "not_urged_lately", _nothing, "a review that waits"),
        ("commands.meetings.vote", "may_vote", _nothing, "a meeting that has half voted"),
        ("commands.meetings.vote", "on_its_day", _nothing, "a meeting that has half voted"),
        ("commands.meetings.vote", "still_sits", _nothing, "a meeting that has half voted"),
        ("rules.risk", "discharged", _gate, "a review that waits"),
    ],
)
def test_each_other_gate_is_needed(
    module: str, rule: str, instead: Any, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """where: the case that shows it soonest, which is looked at first."""
    monkeypatch.setattr(importlib.import_module(f"zhiheng.{module}"), rule, instead)
    assert _breaks(where)


def test_everybody_would_see_every_case_without_the_rule_of_visibility(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("support.modelcheck.asking.may_see", _everything)
    assert search(SCENES, 1).breaches


def test_the_judges_know_no_rule_of_the_engine() -> None:
    """Neither the rules, nor what calls them."""
    modules = [*LAW.glob("*.py")]
    assert len(modules) > 10
    allowed = ("zhiheng.model", "zhiheng.expr", "zhiheng.messages", "support.modelcheck.law")
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [a.name for a in node.names] if isinstance(node, ast.Import) else []
            ours = [n for n in named if n.startswith(("zhiheng.", "support"))]
            assert [n for n in ours if not n.startswith(allowed)] == [], path


def test_the_search_asks_no_database_and_no_workflow_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_args: Any, **_more: Any) -> None:
        raise AssertionError("the model is pure")

    monkeypatch.setattr(sqlalchemy.engine.Engine, "connect", never)
    monkeypatch.setattr(BpmnWorkflow, "__init__", never)
    _clean(search(SCENES, 1))


def _by_neither(_scene: Scene) -> tuple[Attempt, ...]:
    return (Attempt(officer("gu"), Sign(CaseId("case-1"), "visit@1", 2, "属实")),)


def test_persons_who_are_alike_may_change_places_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The visit has two inspectors alike: about half the states, and as clean or as broken."""
    (visit,) = (s for s in SCENES if s.chart.key == "penalty")
    visit = replace(visit, prelude=_by_neither)
    fewer = search([visit], 2)
    assert len(same.alike(visit)) == 2
    monkeypatch.setattr(same, "alike", lambda _scene: ({},))
    every = search([visit], 2)
    assert fewer.states < every.states <= 2 * fewer.states
    _clean(fewer)
    _clean(every)


def _mutants(*more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "support.modelcheck.mutant_run", *more]
    return subprocess.run(  # noqa: S603 - our own tool
        command, cwd=TESTS, capture_output=True, text=True, check=False
    )


def test_no_figure_comes_of_a_run_that_notices_what_was_not_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_asked: Any) -> list[Any]:
        return [(None, "ImportError: a fault of the run's own", 0.0)]

    monkeypatch.setattr(mutant_run, "run", broken)
    monkeypatch.setattr(sys, "argv", ["mutant_run", "--module", "breach", "--depths", "1"])
    with pytest.raises(SystemExit, match="nothing was changed, and the run at depth 1 notices"):
        mutant_run.main()


def test_mutants_are_made_of_every_module_of_the_rules() -> None:
    """A sub-package would hide from them, and from the digest of the rule set."""
    assert set(mutant_run.modules()) == {p.stem for p in mutant_run.RULES.rglob("*.py")}


@pytest.mark.timeout(300)
def test_a_sample_of_faults_in_the_rules_is_noticed() -> None:
    done = _mutants("--sample", "4", "--depths", "2", "--bar", "75")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_faults_in_the_rules_are_noticed() -> None:
    """`make mutants`: at least 95 in 100."""
    done = _mutants()
    print(done.stdout)  # noqa: T201 - the figure is the point
    assert done.returncode == 0, done.stdout + done.stderr
