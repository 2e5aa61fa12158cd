"""Why an act was allowed or refused: judged again as of then, rule by rule."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.commands.advance import advance
from zhiheng.commands.decision import CaseCommand
from zhiheng.commands.judged import judged
from zhiheng.commands.start import Start, may_apply, may_start, project_of
from zhiheng.errors import Forbidden, NotReady, NotVisible, Refusal, Stale
from zhiheng.model.caller import Caller, Role
from zhiheng.model.finding import Text
from zhiheng.model.ids import AccountId, AgencyId, ElementPath, PartyId, PersonId
from zhiheng.rules.policy import RULES
from zhiheng.rules.visibility import may_see
from zhiheng.runtime import Runtime
from zhiheng.runtime.live import Live
from zhiheng.runtime.world import World, names_of, world_of
from zhiheng.store import tables as t
from zhiheng.store.log import parse_stamp
from zhiheng.why import beyond
from zhiheng.why.asked import Erased, asked_of
from zhiheng.why.commands import KINDS, STANDS_FOR, Asked, command_of
from zhiheng.why.then import Past, chart_of
from zhiheng.why.trace import Heard, listening
from zhiheng.why.verdict import Same, Why, name_of, rules_asked


def why(rt: Runtime, connection: Connection, agency: str, stream: str, n: int) -> Why:
    """Of an entry of a case, or of a refusal. Raises NotVisible where there is no such entry."""
    past = Past(rt, connection, agency)
    entries = past.entries(stream)
    if not 0 < n <= len(entries):
        raise NotVisible("no-such-entry", stream=stream, n=n)
    return explained(past, stream, n)


def explained(past: Past, stream: str, n: int) -> Why:
    """The same, for whoever asks about many."""
    entry = past.entries(stream)[n - 1][0]
    refused = next((x for x in entry.facts if isinstance(x, f.Refused)), None)
    if refused is not None:
        return _refused(past, entry, refused)
    if not stream.startswith("case/"):
        raise NotReady("not-judged", stream=stream, n=n)
    return _allowed(past, entry)


def _allowed(past: Past, entry: f.Entry) -> Why:
    case = entry.stream.removeprefix("case/")
    into = next((x.into for x in entry.facts if isinstance(x, f.CaseMerged)), None)
    if into is not None:
        return _merged(past, entry, into)
    if entry.command == Start.NAME:
        return _started(past, entry)
    frame = _Frame(entry, case, entry.digests.agency, entry.at, confirmed=True, n=entry.n - 1)
    live, world = _stood(past, frame)
    beside = _beside(past, entry)
    world = past.world(live, world, entry.at, beside)
    try:
        task, asked = asked_of(entry, live.state, _contents(past, case))
    except Erased:
        task = _first_task(entry)
        return _told(entry, frame, world, None, _hands(live, world, task), beyond.ERASED, task)
    command = command_of(entry.command, case, task, asked)
    if command is None:
        raise NotReady("not-judged", stream=entry.stream, n=entry.n)
    outcome = _judge(live, world, command)
    return _told(entry, frame, world, None, outcome, beyond.TIED if past.tied else None, task)


def _refused(past: Past, entry: f.Entry, fact: f.Refused) -> Why:
    stood = fact.judged
    kind = KINDS.get(fact.verb)
    if fact.rule == "role-may-not" and kind and Role(entry.actor.role) not in kind.ROLES:
        return replace(_unjudged(entry, fact, beyond.NOT_LOOKED_AT), **_BY_ROLE)
    if stood is None or fact.case is None or stood.n is None or fact.verb == Start.NAME:
        return _unjudged(entry, fact, beyond.NOT_LOOKED_AT)
    frame = _Frame(
        entry, fact.case, entry.digests.agency, stood.at, confirmed=stood.confirmed, n=stood.n
    )
    asked = dict(stood.asked)
    expected = asked.pop("expected", None)
    if isinstance(expected, int) and expected != stood.n:
        now: tuple[Refusal | None, list[Heard]] = (Stale("moved-on", expected=expected), [])
        return _told(entry, frame, None, fact, now, None, fact.task)
    live, world = _stood(past, frame)
    beside = (stood.beside, stood.beside_n) if stood.beside and stood.beside_n else None
    world = past.world(live, world, stood.at, beside)
    command = _given(fact, asked)
    if command is None:
        return _unjudged(entry, fact, beyond.NOT_LOOKED_AT)
    if beside is None and fact.verb in _MERGERS:
        gone: tuple[Refusal | None, list[Heard]] = (NotVisible("no-such-case"), [])
        return _told(entry, frame, world, fact, gone, None, fact.task)
    outcome = _judge(live, world, command)
    unknown = beyond.hung_on(fact.rule, outcome[0])
    if outcome[0] is None and _orders(world, fact.task):
        unknown = beyond.ORDERED
    if unknown is None and past.tied:
        unknown = beyond.TIED
    return _told(entry, frame, world, fact, outcome, unknown, fact.task)


def _orders(world: World, task: str | None) -> bool:
    """Whether the step ends in a command of the engine, which is not carried out again."""
    node = world.chart.nodes.get(ElementPath((task or "").partition("@")[0]))
    return node is not None and node.task is not None and node.task.command is not None


def _given(fact: f.Refused, asked: Asked) -> CaseCommand | None:
    try:
        return command_of(fact.verb, fact.case or "", fact.task, asked)
    except (TypeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class _Frame:
    """Who acted when, on which case after which entry."""

    entry: f.Entry
    case: str
    agency_n: int | None
    at: str
    confirmed: bool
    n: int

    @property
    def caller(self) -> Caller:
        actor = self.entry.actor
        return Caller(
            agency=AgencyId(self.entry.agency),
            account=AccountId(actor.account),
            role=Role(actor.role),
            person=PersonId(actor.person) if actor.person else None,
            party=PartyId(actor.party) if actor.party else None,
            confirmed=self.confirmed,
        )


def _stood(past: Past, frame: _Frame) -> tuple[Live, World]:
    chart = frame.entry.digests.chart
    before = past.entries(f"case/{frame.case}")[: frame.n]
    live = past.live(frame.case, frame.n, chart_of(before))
    compiled = past.chart(chart or live.chart.chart.digest)
    view = past.view(frame.agency_n, frame.at)
    world = world_of(past.rt, view, compiled, frame.caller)
    return live, replace(world, now=parse_stamp(frame.at))


def _judge(live: Live, world: World, command: CaseCommand) -> tuple[Refusal | None, list[Heard]]:
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
            step = decision.completes or decision.fires
            if step is not None:
                advance(state, world, live.executor, step, decision.facts, lambda _s, _y: 1)
        except Refusal as refusal:
            return refusal, heard
    return None, heard


def _hands(live: Live, world: World, task: str | None) -> tuple[Refusal | None, list[Heard]]:
    """Only who acts: a form that was erased is not judged again."""
    kind = KINDS["claim"]
    claim: CaseCommand = kind(live.state.id, task or "")
    refusal, heard = _judge(live, world, claim)
    return (None if refusal is not None and refusal.rule == "already-yours" else refusal), heard


def _started(past: Past, entry: f.Entry) -> Why:
    started = next(x for x in entry.facts if isinstance(x, f.CaseStarted))
    frame = _Frame(entry, entry.stream, entry.digests.agency, entry.at, confirmed=True, n=0)
    chart = past.chart(started.chart)
    world = world_of(past.rt, past.view(frame.agency_n, entry.at), chart, frame.caller)
    command = Start(
        started.key, STANDS_FOR, started.applicant, started.channel, project=started.project
    )
    refusal: Refusal | None = None
    with listening() as heard:
        try:
            may_apply(frame.caller, command)
            may_start(frame.caller, command, started.command)
            project_of(chart.chart, command)
        except Refusal as found:
            refusal = found
    return _told(entry, frame, world, None, (refusal, heard), None, None)


def _merged(past: Past, entry: f.Entry, into: str) -> Why:
    """The case that ended was written beside the one that goes on: the decision is there."""
    own = entry.stream.removeprefix("case/")
    for other, _ in past.entries(f"case/{into}"):
        if any(isinstance(x, f.CaseAbsorbed) and x.other == own for x in other.facts):
            return _allowed(past, other)
    raise NotVisible("no-such-entry", stream=f"case/{into}", n=0)


def _beside(past: Past, entry: f.Entry) -> tuple[str, int] | None:
    """The other case of a merger: as its absorption names it, else as it was by then."""
    for x in entry.facts:
        if isinstance(x, f.CaseAbsorbed):
            return x.other, x.n
    asked = next((x for x in entry.facts if isinstance(x, _OF_MERGER)), None)
    if asked is None:
        return None
    by_time = sum(e.at <= entry.at for e, _ in past.entries(f"case/{asked.other}"))
    return asked.other, asked.other_n or by_time


_BY_ROLE: dict[str, Any] = {"now": "role-may-not", "same": Same.SAME, "beyond": None}
"""What the account's role alone decides is judged without looking at the case."""
_MERGERS = ("ask-merger", "decide-merger")
_OF_MERGER = (f.MergerAsked, f.MergerDecided)


def _contents(past: Past, case: str) -> dict[str, object]:
    c = t.value.c
    query = select(c.commitment, c.body).where(c.agency == past.agency, c.case_id == case)
    return {r.commitment: msgspec.json.decode(r.body) for r in past.connection.execute(query)}


def _first_task(entry: f.Entry) -> str | None:
    named = (x for x in entry.facts if isinstance(x, f.SlotSigned))
    return next((f"{x.task}@{x.visit}" for x in named), None)


def _told(
    entry: f.Entry,
    frame: _Frame,
    world: World | None,
    refused: f.Refused | None,
    outcome: tuple[Refusal | None, Sequence[Heard]],
    unknown: Text | None,
    task: str | None,
) -> Why:
    refusal, heard = outcome
    then, now = refused.rule if refused else None, refusal.rule if refusal else None
    same = Same.SAME if then == now else Same.DIFFERENT
    if unknown is not None and then != now:
        same = Same.NOT_IN_THE_LOG
    if refusal is not None and world is not None:
        refusal.names = names_of(world)
    return Why(
        stream=entry.stream,
        n=entry.n,
        at=entry.at,
        command=refused.verb if refused else entry.command,
        case=frame.case if frame.n else entry.stream.removeprefix("case/"),
        task=task,
        account=entry.actor.account,
        person=name_of(world, entry.actor.person),
        then=then,
        now=now,
        same=same,
        beyond=unknown if then != now or unknown is beyond.ERASED else None,
        rules_then=entry.digests.rules,
        rules_now=RULES,
        digests=entry.digests,
        asked=tuple(rules_asked(heard, refusal, world)),
    )


def _unjudged(entry: f.Entry, fact: f.Refused, reason: Text) -> Why:
    return Why(
        stream=entry.stream,
        n=entry.n,
        at=entry.at,
        command=fact.verb,
        case=fact.case,
        task=fact.task,
        account=fact.account,
        person=fact.person,
        then=fact.rule,
        now=None,
        same=Same.NOT_IN_THE_LOG,
        beyond=reason,
        rules_then=entry.digests.rules,
        rules_now=RULES,
        digests=entry.digests,
        asked=(),
    )
