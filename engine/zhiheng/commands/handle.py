"""One command, as design.md §4 orders it: locks, rules, executor, entry, rows, commit, answer.

Nothing else commits a case. A refusal writes nothing but its own record. The live instance is
out of the cache from the first change made to it until the commit, so none half-made is left.
"""

from dataclasses import replace
from functools import partial

from sqlalchemy import Connection, and_, bindparam, select
from sqlalchemy.exc import IntegrityError

from zhiheng import facts as f
from zhiheng.commands.advance import advance
from zhiheng.commands.blocked import blocked
from zhiheng.commands.corner import not_cornered
from zhiheng.commands.decision import CaseCommand, Decision
from zhiheng.commands.envelope import actor_of, digests_of, write_sealed
from zhiheng.commands.fire import FireTimer, law_of
from zhiheng.commands.met import duties_met
from zhiheng.commands.on_record import on_record
from zhiheng.commands.ordered import ordered, view_of
from zhiheng.commands.receipt import NO_KEY, Once, Receipt, repeated, request_of, used_before
from zhiheng.commands.timers import ripe
from zhiheng.errors import Forbidden, NotReady, NotVisible, Refusal, Stale
from zhiheng.model.caller import SYSTEM_HANDS, Caller, Role
from zhiheng.model.ids import ElementPath
from zhiheng.rules.visibility import may_see
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.live import Live, catch_up, rebuild
from zhiheng.runtime.scopes import elsewhere
from zhiheng.runtime.world import World, names_of, world_of
from zhiheng.spiff import CompiledChart
from zhiheng.store import tables as t
from zhiheng.store.apply import (
    insert_entry,
    replace_case,
    update_case,
    write_rows,
)
from zhiheng.store.log import last_hash, read_stream, seal, stamp
from zhiheng.store.numbers import take_number
from zhiheng.store.prepared import Prepared
from zhiheng.store.project import Rows, case_row, project
from zhiheng.store.sessions import spend
from zhiheng.store.spending import spent


def execute(rt: Runtime, caller: Caller, command: CaseCommand, once: Once = NO_KEY) -> Receipt:
    """Do a command on one case. Raises a Refusal, which is on record by then.

    A timer whose time is over fires first, whether or not a sweep has come by: what happens in a
    case never depends on when that is.
    """
    beaten = False
    try:
        while True:
            try:
                return _attempt(rt, caller, command, once)
            except IntegrityError:
                # Another request with the same key won while this one waited: the second attempt
                # answers from its entry.
                if beaten:
                    raise
                beaten = True
            except _TimerFirst as first:
                _let_fire(rt, caller, first.timer)
    except Refusal as refusal:
        on_record(rt, caller, refusal, command.NAME, case=command.case, task=command.about)
        raise


class _TimerFirst(Exception):
    """A timer of the case must fire before the command is judged."""

    def __init__(self, timer: FireTimer) -> None:
        self.timer = timer


def _let_fire(rt: Runtime, caller: Caller, timer: FireTimer) -> None:
    """Somebody else may have let it fire meanwhile; then there is nothing to do."""
    try:
        _attempt(rt, law_of(caller.agency), timer, NO_KEY)
    except NotReady as refusal:
        if refusal.rule != "timer-not-waiting":
            raise


_FIND = (
    select(
        t.case_file.c.n,
        t.case_file.c.chart,
        t.case_file.c.applicant,
        t.case_file.c.command,
        t.agency.c.n.label("agency_n"),
        t.entry.c.body,
        t.entry.c.hash,
    )
    .join(t.agency, t.agency.c.id == t.case_file.c.agency)
    .outerjoin(
        t.entry,
        and_(
            t.entry.c.agency == t.case_file.c.agency,
            t.entry.c.account == bindparam("account"),
            t.entry.c.request_key == bindparam("key"),
        ),
    )
    .where(t.case_file.c.agency == bindparam("agency"), t.case_file.c.id == bindparam("case"))
    .with_for_update(of=t.case_file)
)
_FIND_CASE = Prepared(lambda _: _FIND, ("agency", "case", "account", "key"))


def _attempt(rt: Runtime, caller: Caller, command: CaseCommand, once: Once) -> Receipt:
    if caller.role not in command.ROLES:
        raise Forbidden("role-may-not", role=caller.role.value, verb=command.NAME)
    request = request_of(once, command.NAME, command.request())
    with rt.live.holding(command.case), rt.db.writing() as connection:
        row = _FIND_CASE.run(
            connection,
            {
                "agency": caller.agency,
                "case": command.case,
                "account": caller.account,
                "key": request.key if request else None,
            },
        ).one_or_none()
        if caller.role in SYSTEM_HANDS and (row is None or row.command is None):
            raise Forbidden("role-may-not", role=caller.role.value, verb=command.NAME)
        if row is None or not may_see(caller, row.applicant, row.command):
            raise NotVisible("no-such-case")
        if request is not None and row.body is not None:
            return repeated(row.body, row.hash, request)
        try:
            _check_seen(once, row.n)
            chart = rt.chart(connection, caller.agency, row.chart)
            view = view_of(rt, connection, caller.agency, row.agency_n, chart.chart)
            receipt, live = _write(rt, connection, caller, command, request, row.n, chart, view)
            connection.commit()
        except Refusal:
            # PostgreSQL joined the entries before it waited for the case: by now another
            # process may have done this very request, and nothing is left to do. What this
            # attempt wrote itself is no such answer.
            connection.rollback()
            done = used_before(connection, caller, request)
            if done is None:
                raise
            return done
        rt.live.put(live)
        return receipt


def _check_seen(once: Once, n: int) -> None:
    if once.expected is not None and once.expected != n:
        raise Stale("moved-on", expected=once.expected, now=n)


def _write(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    command: CaseCommand,
    request: f.Request | None,
    n: int,
    chart: CompiledChart,
    view: AgencyView,
) -> tuple[Receipt, Live]:
    live = _live(rt, connection, caller.agency, command.case, n, chart)
    world = world_of(rt, view, chart, caller)
    timer = ripe(live.state, world.now, world.calendar)
    if timer is not None and caller.role is not Role.LAW:
        visit = live.state.timers[timer].visit
        raise _TimerFirst(FireTimer(command.case, ElementPath(timer), visit))
    past = elsewhere(connection, live.state, world.chart, command.about, world.today, lock=True)
    world = replace(world, elsewhere=past, spent=partial(spent, connection, caller.agency))
    try:
        decision = command.decide(live.state, world)
        narrowed = not_cornered(live, world, decision.facts)
    except Refusal as refusal:
        refusal.names = names_of(world)
        raise
    rt.live.evict(command.case)
    if decision.spends:
        spend(connection, caller)
    facts = decision.facts + narrowed + duties_met(live.state, world, decision.facts)
    step = decision.completes or decision.fires
    if step is not None:
        take = partial(take_number, connection, caller.agency)
        facts = facts + advance(live.state, world, live.executor, step, facts, take)
    facts += ordered(rt, connection, view, world, live.state, decision.completes, facts)
    known = live.assured.witness if live.assured is not None else None
    facts = facts + blocked(live.state, world, facts, known)
    entry = _entry(live, world, command, decision, request, facts)
    body, digest = seal(entry)
    before = case_row(live.state)
    insert_entry(connection, entry, digest, body)
    write_sealed(connection, caller.agency, command.case, decision.sealed)
    live = _project(connection, live, entry, digest)
    update_case(connection, before, case_row(live.state))
    return Receipt(entry, digest), live


def _live(
    rt: Runtime, connection: Connection, agency: str, case: str, n: int, chart: CompiledChart
) -> Live:
    """From the cache if it stands at entry n, else with the tail, else from the log."""
    live = rt.live.get(case)
    if live is not None and live.state.n == n:
        return live
    rt.live.evict(case)
    stream = f"case/{case}"
    tail = [] if live is None else read_stream(connection, agency, stream, live.state.n)
    voids = any(isinstance(x, f.ActVoided) for e, _ in tail for x in e.facts)
    if live is not None and live.state.n < n and not voids:
        catch_up(live, tail)
    else:
        live, _ = rebuild(case, agency, read_stream(connection, agency, stream), chart)
    rt.live.put(live)
    return live


def _project(connection: Connection, live: Live, entry: f.Entry, digest: str) -> Live:
    if any(isinstance(x, f.ActVoided) for x in entry.facts):
        entries = read_stream(connection, entry.agency, entry.stream)
        live, rows = rebuild(live.state.id, entry.agency, entries, live.chart)
        replace_case(connection, entry.agency, live.state.id, rows)
        return live
    rows = Rows()
    project(live.state, entry, digest, live.chart.chart.separations, rows)
    write_rows(connection, rows)
    return live


def _entry(
    live: Live,
    world: World,
    command: CaseCommand,
    decision: Decision,
    request: f.Request | None,
    facts: list[f.AnyFact],
) -> f.Entry:
    state = live.state
    return f.Entry(
        v=1,
        agency=state.agency,
        stream=f"case/{state.id}",
        n=state.n + 1,
        prev=last_hash(state.n, state.head),
        at=max(stamp(world.now), state.at),
        command=command.NAME,
        actor=actor_of(world, decision.acting_for),
        digests=digests_of(world),
        facts=tuple(facts),
        request=request,
    )
