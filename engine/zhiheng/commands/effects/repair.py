"""repair: the tables of a case are made anew out of its log (修复). The log is never touched."""

import hashlib
from typing import Any

import msgspec
from sqlalchemy import select

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.effects.order import Order
from zhiheng.errors import NotReady, NotVisible, ReplayDiffers
from zhiheng.runtime.live import rebuild
from zhiheng.store import tables as t
from zhiheng.store.apply import differences, restore_case
from zhiheng.store.log import read_stream


class _Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """case: its id. reason: what was seen, and where it came from."""

    case: str
    reason: str


def repair(order: Order) -> AgencyDecision:
    """Only where tables and log differ; a log that the executor cannot follow is no table's fault.

    Such a case goes over to another version of its chart instead (迁移).
    """
    asked = _read(order, dict(order.data()))
    connection, agency = order.connection, order.view.state.id
    c = t.case_file.c
    row = select(c.chart).where(c.agency == agency, c.id == asked.case).with_for_update()
    digest = connection.execute(row).scalar_one_or_none()
    if digest is None or asked.case == order.case.id:
        raise NotVisible("no-such-case")
    entries = read_stream(connection, agency, f"case/{asked.case}")
    chart = order.rt.chart(connection, agency, _chart_of(entries))
    try:
        _, rows = rebuild(asked.case, agency, entries, chart)
    except ReplayDiffers as error:
        raise NotReady("case-stopped", case=asked.case) from error
    found = differences(connection, agency, asked.case, rows)
    if not found:
        raise NotReady("nothing-to-repair", case=asked.case)
    restore_case(connection, agency, asked.case, rows)
    order.rt.live.evict(asked.case)
    told = hashlib.sha256("\n".join(found).encode()).hexdigest()
    return AgencyDecision([f.CaseRepaired(case=asked.case, found=len(found), told=told)])


def _chart_of(entries: list[tuple[f.Entry, str]]) -> str:
    """As the log has it, whatever the tables say."""
    facts = [x for e, _ in entries for x in e.facts]
    charts = [x.chart for x in facts if isinstance(x, f.CaseStarted | f.CaseMigrated)]
    return charts[-1]


def _read(order: Order, data: dict[str, Any]) -> _Asked:
    try:
        return msgspec.convert(data, _Asked)
    except msgspec.ValidationError as error:
        raise order.unreadable() from error
