"""A case as it stands when a command comes: live in this process, or out of its log."""

from typing import Any

import structlog
from sqlalchemy import Connection

from zhiheng import facts as f
from zhiheng.commands.frame.decision import CaseCommand
from zhiheng.commands.handling.law_first import nothing_before
from zhiheng.errors import NotReady, ReplayDiffers
from zhiheng.model.caller import Caller
from zhiheng.model.ids import CaseId
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.live import Live, catch_up, rebuild
from zhiheng.runtime.world import World, world_of
from zhiheng.spiff import CompiledChart
from zhiheng.store.log import read_stream

AFRESH = (f.ActVoided, f.CaseMigrated)
"""Facts after which a case is another than its tail makes it."""

_log = structlog.get_logger()


def standing(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    command: CaseCommand,
    row: Any,
    view: AgencyView,
    case: CaseId,
) -> tuple[Live, World]:
    """The case as it stands: counted by the calendar in force, every timer over having fired."""
    chart = rt.chart(connection, caller.agency, row.chart)
    live = _live(rt, connection, caller.agency, case, row.n, chart)
    world = world_of(rt, view, chart, caller)
    nothing_before(live.state, world, command)
    return live, world


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
    voids = any(isinstance(x, AFRESH) for e, _ in tail for x in e.facts)
    try:
        if live is not None and live.state.n < n and not voids:
            catch_up(live, tail)
        else:
            live, _ = rebuild(case, agency, read_stream(connection, agency, stream), chart)
    except ReplayDiffers as error:
        _log.error("case_stopped", case=case, error=str(error))
        raise NotReady("case-stopped", case=case) from error
    rt.live.put(live)
    return live
