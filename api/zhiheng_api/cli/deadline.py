"""When is it due, counted day by day."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import msgspec
import typer
from rich.table import Table

from zhiheng.model.calendar import Calendar
from zhiheng.model.calendar_file import calendar_from_json
from zhiheng.model.finding import Text
from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.model.zone import SHANGHAI
from zhiheng.rules.clock import Due, due, due_instant, latest
from zhiheng.rules.clock_effects import days_in
from zhiheng.share import share
from zhiheng_api.cli.faults import reading
from zhiheng_api.cli.output import AsJson, console, print_json, unreadable


def deadline(
    start: Annotated[
        datetime,
        typer.Option(
            "--from", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="起算事由日（小时：时刻）"
        ),
    ],
    n: Annotated[int, typer.Option("--n", min=1, max=3650, help="数量 / number")],
    unit: Annotated[LimitUnit, typer.Option(help="单位 / unit")],
    roll: Annotated[Roll, typer.Option(help="末日遇休息日 / on a rest day")] = Roll.NONE,
    calendar: Annotated[Path | None, typer.Option(help="日历文件 / calendar file")] = None,
    stop: Annotated[
        list[str] | None,
        typer.Option(help="不计入的日子 A..B，含两端，可多次 / days not counted, ends included"),
    ] = None,
    extend: Annotated[int, typer.Option(min=0, max=3650, help="延长 / units added")] = 0,
    *,
    backward: Annotated[bool, typer.Option("--backward", help="倒算 / counted back")] = False,
    loose: Annotated[
        bool, typer.Option("--loose", help="倒算时当日也算 / the day itself counts, backward")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """算到期日 / count a limit, day by day."""
    stops = [_days(text) for text in stop or ()]
    if unit is LimitUnit.HOUR:
        _only_forward(backward=backward, stopped=bool(stops))
        _hours(n + extend, start, as_json=as_json)
        return
    days, day = read_calendar(calendar), date(start.year, start.month, start.day)
    try:
        if backward:
            _only_forward(backward=False, stopped=bool(stops))
            answer = latest(n + extend, unit, day, days, roll, loose=loose)
        else:
            answer = due(n + extend, unit, day, days, roll, frozenset(days_in(stops)))
    except (OverflowError, ValueError) as error:
        _beyond(error)
    _tell(answer, as_json=as_json)


def _days(text: str) -> tuple[date, date]:
    """`A..B`, both ends included."""
    first, dots, last = text.partition("..")
    try:
        found = date.fromisoformat(first), date.fromisoformat(last if dots else first)
    except ValueError:
        unreadable(Text(f"--stop 应为 A..B：{text}", f"--stop is A..B, not {text}"))
    if found[0] > found[1] or (found[1] - found[0]).days > _MOST_STOPPED:
        unreadable(Text(f"--stop 的两端不对：{text}", f"--stop ends before it begins: {text}"))
    return found


_MOST_STOPPED = 3650


def _only_forward(*, backward: bool, stopped: bool) -> None:
    if backward or stopped:
        unreadable(
            Text(
                "小时不倒算、不停钟；倒算不停钟",
                "hours are neither counted back nor stopped, nor is a backward count stopped",
            )
        )


def _tell(answer: Due, *, as_json: bool) -> None:
    steps = [{"day": s.date, "counted": s.counted, "reason": s.reason} for s in answer.steps]
    if as_json:
        print_json(
            {"due": answer.due.isoformat(), "provisional": answer.provisional, "steps": steps}
        )
        return
    table = Table("日期 day", "计数 counted", "说明 reason")
    for s in answer.steps:
        table.add_row(str(s.date), str(s.counted or ""), s.reason)
    console.print(table)
    note = "（推定：跨越尚未公布放假通知的年度 / provisional）" if answer.provisional else ""
    console.print(f"到期日 / due: [bold]{answer.due}[/bold]{note}", highlight=False)


def _hours(n: int, start: datetime, *, as_json: bool) -> None:
    """Hours run through nights and rest days, from the moment on."""
    try:
        instant = due_instant(n, start.replace(tzinfo=SHANGHAI)).astimezone(SHANGHAI)
    except (OverflowError, ValueError) as error:
        _beyond(error)
    if as_json:
        print_json({"due": instant.isoformat(), "provisional": False, "steps": []})
    else:
        console.print(f"到期时刻 / due: [bold]{instant:%Y-%m-%d %H:%M}[/bold]", highlight=False)


def read_calendar(path: Path | None) -> Calendar:
    """A calendar file; the shipped one where none is named."""
    with reading("日历", "calendar"):
        body = (path or share("processes") / "calendar/china.json").read_bytes()
        return calendar_from_json(msgspec.json.decode(body))


def _beyond(error: Exception) -> NoReturn:
    """Computers count from the year 1 to the year 9999."""
    unreadable(
        Text(f"算不到：日期超出公元1至9999年（{error}）", f"outside the years 1 to 9999: {error}")
    )
