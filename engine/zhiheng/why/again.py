"""Judge again: who acted when, on the case as it stood, by the rules of this program."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zhiheng import facts as f
from zhiheng.commands.frame.decision import CaseCommand
from zhiheng.commands.handling.advance import advance
from zhiheng.commands.handling.judged import judged
from zhiheng.errors import Forbidden, NotReady, NotVisible, Refusal
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId, PartyId, PersonId
from zhiheng.rules.visibility import may_see
from zhiheng.runtime.live import Live
from zhiheng.runtime.world import World, world_of
from zhiheng.store.log import parse_stamp
from zhiheng.why.commands import KINDS
from zhiheng.why.then import Past, chart_of
from zhiheng.why.trace import listening
from zhiheng.why.verdict import Outcome


@dataclass(frozen=True, slots=True)
class Frame:
    """Who acted when, on which case after which entry."""

    entry: f.Entry
    case: str
    agency_n: int | None
    at: str
    confirmed: bool
    n: int

    @property
    def caller(self) -> Caller:
        """As he stood before the door then."""
        actor = self.entry.actor
        return Caller(
            agency=AgencyId(self.entry.agency),
            account=AccountId(actor.account),
            role=Role(actor.role),
            person=PersonId(actor.person) if actor.person else None,
            party=PartyId(actor.party) if actor.party else None,
            confirmed=self.confirmed,
        )


def as_it_stood(past: Past, frame: Frame) -> tuple[Live, World]:
    """The case and the agency as they were."""
    chart = frame.entry.digests.chart
    before = past.entries(f"case/{frame.case}")[: frame.n]
    live = past.live(frame.case, frame.n, chart_of(before))
    compiled = past.chart(chart or live.chart.chart.digest)
    view = past.view(frame.agency_n, frame.at)
    world = world_of(past.rt, view, compiled, frame.caller)
    return live, replace(world, now=parse_stamp(frame.at))


def judge(
    live: Live, world: World, command: CaseCommand, then: Sequence[f.AnyFact] | None = None
) -> Outcome:
    """The very functions that judged it then, and the executor.

    then: the facts of the entry; what decision tables answered must be the same now.
    """
    state = live.state
    with listening() as heard:
        try:
            if world.caller.role not in command.ROLES:
                raise Forbidden("role-may-not", role=world.caller.role.value, verb=command.NAME)
            if world.caller.role is not Role.LAW and not may_see(
                world.caller, state.applicant, state.command
            ):
                raise NotVisible("no-such-case")
            decision, _ = judged(live, world, command)
            if then is not None and _answers(then) != _answers(decision.facts):
                raise NotReady("table-answers-otherwise", task=command.about)
            step = decision.completes or decision.fires
            if step is not None:
                advance(state, world, live.executor, step, decision.facts, lambda _s, _y: 1)
        except Refusal as refusal:
            return refusal, heard
    return None, heard


def _answers(facts: Sequence[f.AnyFact]) -> list[f.AnyFact]:
    """What tables were asked and answered; nothing where none was."""
    if not any(isinstance(x, f.DecisionTaken) for x in facts):
        return []
    return [x for x in facts if isinstance(x, f.DecisionTaken | f.VariablesSet)]


def hands(live: Live, world: World, task: str | None) -> Outcome:
    """Only who acts: a form that was erased is not judged again."""
    kind = KINDS["claim"]
    claim: CaseCommand = kind(live.state.id, task or "")
    refusal, heard = judge(live, world, claim)
    return (None if refusal is not None and refusal.rule == "already-yours" else refusal), heard
