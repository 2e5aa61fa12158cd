"""Does what is tried by the functions of production, and folds the facts as production does.

Only the frame of `commands/handling/handle.py` is written again: the parts of it that talk to a
database are left out, and the executor is a walker over the scene's routes, held to the net of the
chart as in production.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from support.modelcheck.asking import ASKED
from support.modelcheck.scene import Attempt, Done, Node, Scene, copied
from zhiheng import facts as f
from zhiheng.commands.bureau.parameters import ConfirmParameters, ProposeParameters
from zhiheng.commands.frame.decision import Decision
from zhiheng.commands.frame.envelope import actor_of
from zhiheng.commands.handling import advance as moves
from zhiheng.commands.handling.beside import not_suspended
from zhiheng.commands.handling.met import duties_met
from zhiheng.commands.staffing.blocked import blocked
from zhiheng.errors import Forbidden, NotVisible, Refusal
from zhiheng.model.caller import Caller, Role
from zhiheng.model.parameters import Parameters
from zhiheng.rules.parameter_file import read_parameters
from zhiheng.rules.policy import RULES
from zhiheng.rules.visibility import may_see
from zhiheng.runtime import AgencyView
from zhiheng.runtime.world import World
from zhiheng.spiff import Executor, Moved
from zhiheng.state.agency import AgencyState
from zhiheng.state.case import CaseState
from zhiheng.store.log import stamp
from zhiheng.store.project import project_case


@dataclass(frozen=True, slots=True)
class Tomorrow:
    """The night passes."""


@dataclass(slots=True)
class Walker:
    """The executor of a scene."""

    scene: Scene
    open: frozenset[str]

    def start(self) -> Moved:
        """The first tasks."""
        return Moved((), self.scene.opens, None)

    def complete(self, path: str, values: Mapping[str, Any]) -> Moved:
        """The tasks that follow, once those that they wait for are done."""
        left = self.open - {path}
        following = self.scene.routes[path](values)
        opened = tuple(t for t in following if not left.intersection(self.scene.joins.get(t, ())))
        return Moved((path,), opened, None if left or opened else "end")


def begin(scene: Scene) -> Node:
    """The scene once its prelude is played."""
    state = CaseState("case-1", "qu-1")
    agency = AgencyState("qu-1")
    if scene.critical:
        agency.charts = {
            scene.chart.key: [
                f.ChartDeployed(
                    key=scene.chart.key, version=1, digest=scene.chart.digest,
                    critical=scene.critical,
                )
            ]
        }  # fmt: skip
    others = {other.id: other for other in scene.others}
    node = Node(scene, state, agency, scene.parameters, others=others)
    started = f.CaseStarted(
        key=scene.chart.key, version=1, chart=scene.chart.digest, applicant="party-1",
        content="0" * 64, channel="window",
    )  # fmt: skip
    caller = scene.prelude(scene)[0].caller
    at = world(node, caller)
    walker = Walker(scene, frozenset())
    facts = [started, *moves.opening(state, at, cast("Executor", walker))]
    _write(node, at, "start", Decision(facts), tuple(facts))
    for attempt in scene.prelude(scene):
        done = do(node, attempt)
        if done.after is None:
            raise AssertionError(f"{scene.name}: {attempt.command} was refused: {done.refusal!r}")
        node = done.after
    node.path = ()
    return node


def world(node: Node, caller: Caller) -> World:
    """What production would put before a command."""
    scene = node.scene
    return World(
        node.agency, scene.roster, scene.calendar, scene.chart, caller, node.now, bool,
        scene.relations, scene.elsewhere, node.parameters, _spent(scene), node.others,
    )  # fmt: skip


def _spent(scene: Scene) -> Any:
    def of(ladder: str, scope: str, since: str, _case: str) -> tuple[Decimal, ...]:
        return tuple(
            x.amount for x in scene.spent
            if (x.ladder, x.scope) == (ladder, scope) and x.on >= date.fromisoformat(since)
        )  # fmt: skip

    return of


def do(node: Node, attempt: Attempt) -> Done:
    """What comes of it. A refusal changes nothing."""
    try:
        does = _DOES.get(type(attempt.command), _case_or_agency)
        return does(node, attempt)
    except Refusal as refusal:
        return Done(refusal)


def _first(_series: str, _year: int) -> int:
    """The number of the case."""
    return 1


def _case_or_agency(node: Node, attempt: Attempt) -> Done:
    if hasattr(attempt.command, "case"):
        return _on_case(node, attempt)
    return _on_agency(node, attempt)


def _on_case(node: Node, attempt: Attempt) -> Done:
    command, caller = attempt.command, attempt.caller
    if not may_see(caller, node.state.applicant, node.state.command):
        raise NotVisible("no-such-case")
    if caller.role not in command.ROLES:
        raise Forbidden("role-may-not", role=caller.role.value, verb=command.NAME)
    here = world(node, caller)
    not_suspended(node.state, here, command)
    decision = command.decide(node.state, here)
    facts = [*decision.facts, *duties_met(node.state, here, decision.facts)]
    if decision.completes is not None:
        walker = Walker(node.scene, frozenset(t.path for t in node.state.open.values()))
        executor = cast("Executor", walker)
        facts += moves.advance(node.state, here, executor, decision.completes, facts, _first)
    facts += blocked(node.state, here, facts)
    after = node.child(attempt)
    _write(after, here, command.NAME, decision, tuple(facts))
    for case, said in decision.beside.items():
        after.others = {**after.others, case: _went_on(after.others[case], here, said)}
    return Done(None, tuple(facts), after, dict(decision.beside))


def _went_on(other: CaseState, here: World, said: Sequence[Any]) -> CaseState:
    """The other case, once these facts are written there."""
    state = copied(other)
    for fact in said:
        state.apply(fact, stamp(here.now))
    return state


def _write(node: Node, here: World, verb: str, decision: Decision, facts: tuple[Any, ...]) -> None:
    """Folds the entry into the node's own state; one that was taken back is skipped."""
    state = node.state
    entry = f.Entry(
        v=1, agency="qu-1", stream="case/case-1", n=state.n + 1, prev="",
        at=max(stamp(here.now), state.at), command=verb,
        actor=actor_of(here, decision.acting_for), digests=f.Digests(rules=RULES), facts=facts,
    )  # fmt: skip
    node.entries = (*node.entries, entry)
    if any(isinstance(x, f.ActVoided) for x in facts):
        entries = [(e, "") for e in node.entries]
        node.state = copied(project_case("case-1", "qu-1", entries, ())[0])
        return
    state.n, state.at, state.actor = entry.n, entry.at, entry.actor
    state.touched = state.touched if entry.actor.role == Role.LAW else entry.n
    for fact in facts:
        state.apply(fact, entry.at)
        if isinstance(fact, f.TokensMoved):
            state.last_mover = entry.actor.person


def _on_agency(node: Node, attempt: Attempt) -> Done:
    view = AgencyView(
        node.agency, node.scene.roster, node.scene.calendar, node.scene.relations, bool,
        node.parameters,
    )  # fmt: skip
    decision = attempt.command.decide(view, attempt.caller, node.now)
    after = node.child(attempt)
    for fact in decision.facts:
        after.agency.apply(fact)
    if isinstance(attempt.command, ProposeParameters):
        after.proposal = attempt.command.data
    if isinstance(attempt.command, ConfirmParameters):
        after.parameters, after.in_force = _read(node.proposal), node.proposal
    return Done(None, tuple(decision.facts), after, decision.artifacts)


def _read(data: Any) -> Parameters:
    return read_parameters(data)


def _tomorrow(node: Node, attempt: Attempt) -> Done:
    after = node.child(attempt)
    after.day += 1
    return Done(None, (), after)


_DOES: dict[type, Callable[[Node, Attempt], Done]] = {Tomorrow: _tomorrow, **ASKED}
