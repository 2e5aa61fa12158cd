"""Does what is tried by the functions of production, and folds the facts as production does.

Only the frame of `commands/handle.py` is written again: the parts of it that talk to a database
are left out, and the executor is a walker over the scene's routes, held to the net of the chart
as in production.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from support.modelcheck.scene import Attempt, Node, Scene, copied
from zhiheng import facts as f
from zhiheng.commands import advance as moves
from zhiheng.commands.blocked import blocked
from zhiheng.commands.decision import Decision
from zhiheng.commands.envelope import actor_of
from zhiheng.commands.met import duties_met
from zhiheng.commands.parameters import ConfirmParameters, ProposeParameters
from zhiheng.errors import Forbidden, NotVisible, Refusal
from zhiheng.model.caller import Caller, Role
from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.model.parameters import GRADES, NO_PARAMETERS, Parameters
from zhiheng.rules import clock, risk, timer
from zhiheng.rules.in_force import not_in_force
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


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody opens the case."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Somebody asks when a limit ends. n, unit, roll: of the limit; ago: it began, in days."""

    n: int
    unit: str
    roll: str
    ago: int = 0


@dataclass(frozen=True, slots=True)
class CheckChart:
    """Somebody asks whether all that the chart names is in force; bare: with nothing in force."""

    bare: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """Somebody asks which gates stand on each step, and who is told of its risks."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an attempt. after: None where it was refused, or only something was asked."""

    refusal: Refusal | None = None
    facts: tuple[Any, ...] = ()
    after: Node | None = None
    answer: Any = None


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
    node = Node(scene, state, agency, scene.parameters)
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
        scene.relations, scene.elsewhere, node.parameters, _spent(scene),
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
    _look(node, attempt)
    if caller.role not in command.ROLES:
        raise Forbidden("role-may-not", role=caller.role.value, verb=command.NAME)
    here = world(node, caller)
    decision = command.decide(node.state, here)
    facts = [*decision.facts, *duties_met(node.state, here, decision.facts)]
    if decision.completes is not None:
        walker = Walker(node.scene, frozenset(t.path for t in node.state.open.values()))
        executor = cast("Executor", walker)
        facts += moves.advance(node.state, here, executor, decision.completes, facts, _first)
    facts += blocked(node.state, here, facts)
    after = node.child(attempt)
    _write(after, here, command.NAME, decision, tuple(facts))
    return Done(None, tuple(facts), after)


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


def _look(node: Node, attempt: Attempt) -> Done:
    if not may_see(attempt.caller, node.state.applicant, node.state.command):
        raise NotVisible("no-such-case")
    return Done()


def _tomorrow(node: Node, attempt: Attempt) -> Done:
    after = node.child(attempt)
    after.day += 1
    return Done(None, (), after)


def _deadline(node: Node, attempt: Attempt) -> Done:
    """The end, what is left on some days, the end of as many hours, and warnings; or `refused`."""
    asked, calendar = attempt.command, node.scene.calendar
    start = node.today - timedelta(days=asked.ago)
    try:
        due = clock.due(asked.n, LimitUnit(asked.unit), start, calendar, Roll(asked.roll))
        hours = clock.due_instant(asked.n, node.now)
    except ValueError:
        return Done(answer="refused")
    if _counts_without_zone(node):
        return Done(answer="an instant without a zone was counted")
    days = [node.today + timedelta(days=d) for d in _AFTER]
    days += [due.due + timedelta(days=d) for d in (-2, 0, 1, 4)]
    left = [(d, clock.remaining_working_days(d, due.due, calendar)) for d in days]
    span = (start, due.due, asked.n, LimitUnit(asked.unit), calendar)
    return Done(
        answer=(
            due,
            left,
            hours,
            clock.remind_on(*span),
            clock.yellow_on(*span),
            _timer(node, asked),
        )
    )


def _timer(node: Node, asked: Deadline) -> tuple[timer.Firing, timer.Firing, list[str | None]]:
    """When a timer would fire, in such units and in hours; and what stands against it around."""
    calendar = node.scene.calendar
    unit, roll = LimitUnit(asked.unit), Roll(asked.roll)
    since = node.now - timedelta(days=asked.ago)
    found = timer.firing(asked.n, unit, roll, since, calendar)
    hours = timer.firing(asked.n, LimitUnit.HOUR, roll, node.now, calendar)
    against: list[str | None] = []
    for firing in (found, hours):
        for seconds in (-1, 0, 1):
            try:
                timer.may_fire("timer", firing, firing.at + timedelta(seconds=seconds))
                against.append(None)
            except Refusal as refusal:
                against.append(refusal.rule)
    return found, hours, against


def _counts_without_zone(node: Node) -> bool:
    try:
        clock.due_instant(1, node.now.replace(tzinfo=None))
    except ValueError:
        return False
    return True


_AFTER = (0, 1, 5)


def _survey(node: Node, _attempt: Attempt) -> Done:
    chart = node.scene.chart
    gates = {t.path: {g.value for g in risk.gates(chart, t)} for t in chart.tasks}
    return Done(answer=(gates, {g: risk.leader_of(g) for g in (None, *GRADES)}))


def _check(node: Node, attempt: Attempt) -> Done:
    known = NO_PARAMETERS if attempt.command.bare else node.parameters
    return Done(answer=tuple(not_in_force(node.scene.chart, known)))


_DOES: dict[type, Callable[[Node, Attempt], Done]] = {
    Tomorrow: _tomorrow,
    Look: _look,
    Deadline: _deadline,
    CheckChart: _check,
    Survey: _survey,
}
