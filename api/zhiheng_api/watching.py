"""What a supervisor takes away: the overdue list as a workbook, and last days as a calendar."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection

from zhiheng.clock import local_date
from zhiheng.model.caller import Caller
from zhiheng.queries.overdue import OverdueItem, overdue
from zhiheng.queries.watch import BY, watch
from zhiheng.runtime import Runtime
from zhiheng_api.icalendar import Event, calendar
from zhiheng_api.spreadsheet import Cell, Sheet, workbook

COLOURS = {"red": "红（超期）", "yellow": "黄（预警）", "remind": "提醒", "green": "绿"}
KINDS = {"statutory": "法定", "promised": "承诺", "post": "岗位", "supervision": "督办"}
BY_WORDS = {
    "section": "按科室",
    "power": "按事项",
    "post": "按岗位",
    "person": "按人员",
    "level": "按风险等级",
}
_WARNED = frozenset({"red", "yellow", "remind"})
MOST_ROWS = 20_000
_PAGE = 500
_HEADS = ("颜色", "案号", "项目", "事项", "环节", "时限", "起算", "到期", "推定", "剩余工作日")
_MORE = ("岗位或科室", "人员", "依据")


def as_workbook(rt: Runtime, connection: Connection, caller: Caller) -> bytes:
    """The list, and a sheet for each way of counting it."""
    items = _all(rt, connection, caller, _WARNED)
    sheets: list[Sheet] = [("超期与预警", (*_HEADS, *_MORE), [_row(i) for i in items])]
    for by in BY:
        groups = watch(rt, connection, caller, by)
        rows = [(g.name, g.red, g.yellow, g.remind) for g in groups]
        sheets.append((BY_WORDS[by], ("分组", "红", "黄", "提醒"), rows))
    return workbook(sheets)


def _all(
    rt: Runtime, connection: Connection, caller: Caller, signals: frozenset[str]
) -> Iterator[OverdueItem]:
    after: tuple[str, str, str] | None = None
    for _ in range(MOST_ROWS // _PAGE):
        page = overdue(rt, connection, caller, signals, _PAGE, after)
        yield from page.items
        after = page.after
        if after is None:
            return


def _row(i: OverdueItem) -> tuple[Cell, ...]:
    number, unsure = i.number or "无案号", "推定" if i.provisional else ""
    told = (COLOURS[i.signal], number, i.title, i.chart, i.name, KINDS.get(i.kind, i.kind))
    who = ("、".join(i.posts), "、".join(i.persons), i.law)
    return (*told, i.start, i.due, unsure, i.remaining, *who)


def as_calendar(rt: Runtime, connection: Connection, caller: Caller, address: str) -> bytes:
    """The last days of what runs within his sight, those late first.

    Its address is all the protection that it has: so it names neither projects nor persons.
    """
    view = rt.agency(connection, caller.agency)
    now = rt.now(view)
    page = overdue(rt, connection, caller, _WARNED | {"green"}, _PAGE)
    events = [_event(i, caller, address, now) for i in page.items]
    return calendar("制衡：办理期限", events, now)


def _event(i: OverdueItem, caller: Caller, address: str, now: datetime) -> Event:
    late = date.fromisoformat(i.due) < local_date(now)
    what = f"{i.number or '无案号'} {i.name}（{KINDS.get(i.kind, i.kind)}）"
    return Event(
        uid=f"{i.case}/{i.clock}@{caller.agency}.zhiheng",
        day=date.fromisoformat(i.due),
        summary=f"【{COLOURS[i.signal]}】{what}",
        description="已超期" if late else f"剩余{i.remaining}个工作日",
        url=f"{address.rstrip('/')}/cases/{i.case}" if address else "",
        tentative=i.provisional,
    )
