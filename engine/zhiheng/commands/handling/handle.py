"""One command, as design.md §4 orders it: locks, rules, executor, entry, rows, commit, answer.

Nothing else commits a case. A refusal writes nothing but its own record. The live instance is
out of the cache from the first change made to it until the commit, so none half-made is left.
"""

from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from zhiheng import facts as f
from zhiheng.commands.cards.by_law import issue_by_law
from zhiheng.commands.effects.ordered import ordered, view_of
from zhiheng.commands.frame.decision import CaseCommand, Decision
from zhiheng.commands.frame.envelope import actor_of, digests_of, write_sealed
from zhiheng.commands.frame.on_record import on_record
from zhiheng.commands.frame.receipt import NO_KEY, Once, Receipt, repeated, request_of, used_before
from zhiheng.commands.frame.salt import salted
from zhiheng.commands.frame.signed import signed
from zhiheng.commands.frame.stood import stood
from zhiheng.commands.handling.advance import advance
from zhiheng.commands.handling.beside import lock_cases
from zhiheng.commands.handling.history import History
from zhiheng.commands.handling.judged import judged
from zhiheng.commands.handling.law_first import DONE, LawFirst
from zhiheng.commands.handling.met import duties_met
from zhiheng.commands.handling.standing import AFRESH, standing
from zhiheng.commands.limits.fire import law_of
from zhiheng.commands.limits.warning_days import by_policy
from zhiheng.commands.staffing.blocked import blocked
from zhiheng.errors import Forbidden, NotReady, NotVisible, Refusal, Stale
from zhiheng.model.caller import SYSTEM_HANDS, Caller
from zhiheng.model.ids import CaseId
from zhiheng.rules.visibility import may_see
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.live import Live, rebuild
from zhiheng.runtime.scopes import elsewhere
from zhiheng.runtime.world import World, names_of
from zhiheng.store.apply import insert_entry, replace_case, update_case, write_rows
from zhiheng.store.case_rows import case_row
from zhiheng.store.found import FIND_CASE
from zhiheng.store.log import last_hash, read_stream, seal, stamp
from zhiheng.store.numbers import take_number
from zhiheng.store.project import project
from zhiheng.store.rows import Rows
from zhiheng.store.sessions import spend
from zhiheng.store.spending import spent

_Asked = tuple[CaseCommand, f.Request | None, f.ActorSignature | None]
"""The command, under which key it was asked for, and the actor's own signature of it."""


def execute(
    rt: Runtime,
    caller: Caller,
    command: CaseCommand,
    once: Once = NO_KEY,
    beside: CaseId | None = None,
) -> Receipt:
    """Do a command on one case. Raises a Refusal, which is on record by then.

    beside: another case that it looks at, and may write (并案).

    What the law does comes first, whether or not a sweep has come by: another calendar counts, and
    a timer whose time is over fires. What happens in a case never depends on when that is.
    """
    beaten = False
    try:
        while True:
            try:
                return _attempt(rt, caller, command, once, beside)
            except IntegrityError:
                # Another request with the same key won while this one waited: the second attempt
                # answers from its entry.
                if beaten:
                    raise
                beaten = True
            except LawFirst as first:
                _let_the_law(rt, caller, first)
    except Refusal as refusal:
        on_record(rt, caller, refusal, command.NAME, case=command.case, task=command.about)
        raise


def _let_the_law(rt: Runtime, caller: Caller, first: LawFirst) -> None:
    """Somebody else may have done it meanwhile; then there is nothing to do."""
    try:
        _attempt(rt, law_of(caller.agency), first.command, NO_KEY, None)
    except LawFirst:
        return  # a calendar that came in between; the command is asked again
    except NotReady as refusal:
        if refusal.rule not in DONE:
            raise


def _attempt(
    rt: Runtime, caller: Caller, command: CaseCommand, once: Once, beside: CaseId | None
) -> Receipt:
    if caller.role not in command.ROLES:
        raise Forbidden("role-may-not", role=caller.role.value, verb=command.NAME)
    request = request_of(once, command.NAME, command.request())
    cases = (command.case,) if beside is None else (command.case, beside)
    with rt.live.holding(*cases), rt.db.writing() as connection:
        if beside is not None:
            lock_cases(connection, caller.agency, cases)
        row = _found(connection, caller, command.NAME, command.case, request)
        if request is not None and row.body is not None:
            return repeated(connection, row.body, row.hash, request)
        with_other: tuple[str, int] | None = None
        try:
            _check_seen(once, row.n)
            chart = rt.chart(connection, caller.agency, row.chart)
            view = view_of(rt, connection, caller.agency, row.agency_n, chart.chart)
            live, world = standing(rt, connection, caller, command, row, view, command.case)
            other = None
            if beside is not None:
                seen = _found(connection, caller, command.NAME, beside, None)
                with_other = (beside, seen.n)
                other, _ = standing(rt, connection, caller, command, seen, view, beside)
                world = replace(world, others={other.state.id: other.state})
            own = signed(rt, connection, caller, once, request)
            asked = (command, request, own)
            receipt, lives = _write(rt, connection, (live, other), view, world, asked)
            connection.commit()
        except Refusal as refusal:
            then = rt.agency(connection, caller.agency, row.agency_n)
            now = rt.now(then)
            refusal.stood = stood(
                then, now, caller, command.request(), once,
                chart=row.chart, n=row.n, beside=with_other,
            )  # fmt: skip
            # PostgreSQL joined the entries before it waited for the case: by now another
            # process may have done this very request, and nothing is left to do. What this
            # attempt wrote itself is no such answer.
            connection.rollback()
            done = used_before(connection, caller, request)
            if done is None:
                raise
            return done
        for live in lives:
            rt.live.put(live)
        return receipt


def _found(
    connection: Connection, caller: Caller, verb: str, case: str, request: f.Request | None
) -> Any:
    """Its row, locked, with the entry that used the key. Raises NotVisible, Forbidden."""
    row = FIND_CASE.run(
        connection,
        {
            "agency": caller.agency,
            "case": case,
            "account": caller.account,
            "key": request.key if request else None,
        },
    ).one_or_none()
    if caller.role in SYSTEM_HANDS and (row is None or row.command is None):
        raise Forbidden("role-may-not", role=caller.role.value, verb=verb)
    if row is None or not may_see(caller, row.applicant, row.command):
        raise NotVisible("no-such-case")
    return row


def _check_seen(once: Once, n: int) -> None:
    if once.expected is not None and once.expected != n:
        raise Stale("moved-on", expected=once.expected, now=n)


def _write(
    rt: Runtime,
    connection: Connection,
    lives: tuple[Live, Live | None],
    view: AgencyView,
    world: World,
    asked: _Asked,
) -> tuple[Receipt, list[Live]]:
    live, other = lives
    command, request, own = asked
    agency, caller, state = world.agency.id, world.caller, live.state
    past = elsewhere(connection, state, world.chart, command.about, world.today, lock=True)
    world = replace(world, elsewhere=past, spent=partial(spent, connection, agency))
    world = replace(world, on_chart=History(rt, connection, state, world))
    try:
        decision, narrowed = judged(live, world, command)
    except Refusal as refusal:
        refusal.names = names_of(world)
        raise
    rt.live.evict(command.case)
    if decision.spends:
        spend(connection, caller)
    facts = decision.facts + narrowed + duties_met(state, world, decision.facts)
    step = decision.completes or decision.fires
    if step is not None:
        take = partial(take_number, connection, agency)
        facts = facts + advance(state, world, live.executor, step, facts, take)
    facts = by_policy(state, world, facts)
    facts += ordered(rt, connection, view, world, state, decision.completes, facts)
    known = live.assured.witness if live.assured is not None else None
    facts = facts + blocked(state, world, facts, known)
    request, sealed = salted(request, decision.sealed, own)
    write_sealed(connection, agency, command.case, sealed)
    told = (command.NAME, request, own)
    receipt, live = _append(rt, connection, live, world, told, decision, facts)
    issue_by_law(connection, world, decision.cards, receipt)
    written = [live]
    if other is not None and decision.beside:
        rt.live.evict(other.state.id)
        said = decision.beside[other.state.id]
        told = (command.NAME, None, None)
        _, other = _append(rt, connection, other, world, told, decision, said)
        written.append(other)
    return receipt, written


def _append(
    rt: Runtime,
    connection: Connection,
    live: Live,
    world: World,
    told: tuple[str, f.Request | None, f.ActorSignature | None],
    decision: Decision,
    facts: list[f.AnyFact],
) -> tuple[Receipt, Live]:
    """Write the next entry of a case and all that follows from it."""
    state = live.state
    name, request, own = told
    entry = f.Entry(
        v=1,
        agency=state.agency,
        stream=f"case/{state.id}",
        n=state.n + 1,
        prev=last_hash(state.n, state.head),
        at=max(stamp(world.now), state.at),
        command=name,
        actor=actor_of(world, decision.acting_for),
        digests=digests_of(world),
        facts=tuple(facts),
        request=request,
        actor_signature=own,
    )
    entry, body, digest = seal(entry)
    before = case_row(state)
    insert_entry(connection, entry, digest, body)
    live = _project(rt, connection, live, entry, digest)
    update_case(connection, before, case_row(live.state))
    return Receipt(entry, digest), live


def _project(rt: Runtime, connection: Connection, live: Live, entry: f.Entry, digest: str) -> Live:
    if any(isinstance(x, AFRESH) for x in entry.facts):
        chart = next((x.chart for x in entry.facts if isinstance(x, f.CaseMigrated)), None)
        on = live.chart if chart is None else rt.chart(connection, entry.agency, chart)
        entries = read_stream(connection, entry.agency, entry.stream)
        live, rows = rebuild(live.state.id, entry.agency, entries, on)
        replace_case(connection, entry.agency, live.state.id, rows)
        return live
    rows = Rows()
    project(live.state, entry, digest, live.chart.chart.separations, rows)
    write_rows(connection, rows)
    return live
