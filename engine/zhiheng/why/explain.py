"""Why an act was allowed or refused: judged again as of then, rule by rule."""

from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.commands.frame.decision import CaseCommand
from zhiheng.commands.handling.start import Start, may_apply, may_ask_for, may_start, project_of
from zhiheng.errors import NotReady, NotVisible, Refusal, Stale
from zhiheng.model.caller import Role
from zhiheng.model.ids import ElementPath
from zhiheng.runtime import Runtime
from zhiheng.runtime.world import World, world_of
from zhiheng.state.task import task_id
from zhiheng.store import tables as t
from zhiheng.why import beyond
from zhiheng.why.again import Frame, as_it_stood, hands, judge
from zhiheng.why.asked import Erased, asked_of
from zhiheng.why.commands import KINDS, STANDS_FOR, Asked, command_of
from zhiheng.why.then import Past
from zhiheng.why.trace import listening
from zhiheng.why.verdict import Outcome, Same, Why, told, unjudged


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
    frame = Frame(entry, case, entry.digests.agency, entry.at, confirmed=True, n=entry.n - 1)
    live, world = as_it_stood(past, frame)
    beside = _beside(past, entry)
    world = past.world(live, world, entry.at, beside)
    try:
        task, asked = asked_of(entry, live.state, _contents(past, case))
    except Erased:
        task = _first_task(entry)
        return told(entry, frame.case, world, None, hands(live, world, task), beyond.ERASED, task)
    command = command_of(entry.command, case, task, asked)
    if command is None:
        raise NotReady("not-judged", stream=entry.stream, n=entry.n)
    outcome = judge(live, world, command, entry.facts)
    return told(entry, frame.case, world, None, outcome, beyond.TIED if past.tied else None, task)


def _refused(past: Past, entry: f.Entry, fact: f.Refused) -> Why:
    stood = fact.judged
    kind = KINDS.get(fact.verb)
    if fact.rule == "role-may-not" and kind and Role(entry.actor.role) not in kind.ROLES:
        return replace(unjudged(entry, fact, beyond.NOT_LOOKED_AT), **_BY_ROLE)
    if stood is None or fact.case is None or stood.n is None or fact.verb == Start.NAME:
        return unjudged(entry, fact, beyond.NOT_LOOKED_AT)
    frame = Frame(
        entry, fact.case, entry.digests.agency, stood.at, confirmed=stood.confirmed, n=stood.n
    )
    asked = dict(stood.asked)
    expected = asked.pop("expected", None)
    if isinstance(expected, int) and expected != stood.n:
        moved_on: Outcome = (Stale("moved-on", expected=expected), ())
        return told(entry, frame.case, None, fact, moved_on, None, fact.task)
    live, world = as_it_stood(past, frame)
    beside = (stood.beside, stood.beside_n) if stood.beside and stood.beside_n else None
    world = past.world(live, world, stood.at, beside)
    command = _given(fact, asked)
    if command is None:
        return unjudged(entry, fact, beyond.NOT_LOOKED_AT)
    if beside is None and fact.verb in _MERGERS:
        gone: Outcome = (NotVisible("no-such-case"), ())
        return told(entry, frame.case, world, fact, gone, None, fact.task)
    outcome = judge(live, world, command)
    unknown = beyond.hung_on(fact.rule, outcome[0])
    if outcome[0] is None and _orders(world, fact.task):
        unknown = beyond.ORDERED
    if unknown is None and past.tied:
        unknown = beyond.TIED
    return told(entry, frame.case, world, fact, outcome, unknown, fact.task)


def _orders(world: World, task: str | None) -> bool:
    """Whether the step ends in a command of the engine, which is not carried out again."""
    node = world.chart.nodes.get(ElementPath((task or "").partition("@")[0]))
    return node is not None and node.task is not None and node.task.command is not None


def _given(fact: f.Refused, asked: Asked) -> CaseCommand | None:
    try:
        return command_of(fact.verb, fact.case or "", fact.task, asked)
    except (TypeError, ValueError):
        return None


def _started(past: Past, entry: f.Entry) -> Why:
    started = next(x for x in entry.facts if isinstance(x, f.CaseStarted))
    case = entry.stream.removeprefix("case/")
    frame = Frame(entry, case, entry.digests.agency, entry.at, confirmed=True, n=0)
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
            may_ask_for(frame.caller, command, chart.chart)
            project_of(chart.chart, command)
        except Refusal as found:
            refusal = found
    return told(entry, frame.case, world, None, (refusal, heard), None, None)


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
    return next((task_id(x.task, x.visit) for x in named), None)
