"""A database full of open cases: the overdue list, and the price of a step.

The rows are made by the database itself, without entries: the list and the step read none of
other cases.
"""

import asyncio
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time

from bench.client import Client
from bench.figures import Figure, at_most, median, p95, plain
from bench.permit import commands, sign, steps
from bench.places import Places
from sqlalchemy import text
from support.office import AGENCY, MONDAY, Office

from zhiheng.commands.sweeps.sweep_warnings import due_warnings
from zhiheng.rules.clock import red_at
from zhiheng.store.log import stamp

_DAYS = 100
"""The cases fall due on so many days; the first ten have passed."""
_READS, _WALKS = 40, 25


def crowd(places: Places, backend: str, cases: int) -> list[Figure]:
    """Compares a full database with an empty one, case by case."""
    with places.office(backend) as full, places.office(backend) as empty:
        began = perf_counter()
        _fill(full, cases)
        loaded = perf_counter() - began
        with tempfile.TemporaryDirectory() as folder:
            head, chief = asyncio.run(_lists(full, Path(folder)))
        swept = _swept(full)
        ratios = [_walk(full) / _walk(empty) for _ in range(_WALKS)]
    name = f"{backend}, {cases} open tasks"
    return [
        plain(f"{name}: loaded in", loaded, "s"),
        at_most(f"{name}: overdue list, p95", p95(head), "ms", 50, "supervisor, 200 rows, HTTP"),
        at_most(f"{name}: overdue list of a section chief, p95", p95(chief), "ms", 50),
        plain(f"{name}: overdue list, fastest", min(head), "ms"),
        plain(f"{name}: sweep finds the due, fastest", min(swept), "ms"),
        at_most(f"{name}: sweep finds the due, p95", p95(swept), "ms", 100, "a tenth are due"),
        at_most(f"{name}: CPU of a step against an empty one", median(ratios), "x", 1.2),
    ]


async def _lists(office: Office, folder: Path) -> tuple[list[float], list[float]]:
    found: list[list[float]] = [[], []]
    async with Client(office, folder) as client:
        for who in ("jiwei", "gh-k"):
            await client.log_in(who)
        for number in range(_READS + 3):
            for times, who in zip(found, ("jiwei", "gh-k"), strict=True):
                began = perf_counter()
                answer = await client.get(who, "/api/v1/overdue")
                took = (perf_counter() - began) * 1000
                if len(answer.json()) != 200:
                    raise RuntimeError("the overdue list is not full")
                if number >= 3:
                    times.append(took)
    return found[0], found[1]


def _swept(office: Office) -> list[float]:
    """Page after page of the limits that must warn, as a sweep finds them."""
    found: list[float] = []
    after = None
    with office.rt.db.reading() as connection:
        for _ in range(_READS):
            began = perf_counter()
            rows = due_warnings(connection, AGENCY, stamp(MONDAY), after)
            found.append((perf_counter() - began) * 1000)
            if rows:
                after = (rows[-1].next_at, rows[-1].case_id, rows[-1].clock)
    return found


def _walk(office: Office) -> float:
    work = list(commands(office, office.start(), steps(office)))
    began = process_time()
    for given in work:
        sign(office, given)
    return process_time() - began


def _fill(office: Office, cases: int) -> None:
    db = office.rt.db
    with db.reading() as connection:
        state = office.rt.agency(connection, AGENCY).state
    deployed = state.charts["construction-permit"][-1]
    hexadecimal = "printf('%012x', i)" if db.sqlite else "lpad(to_hex(i), 12, '0')"
    given = {
        "agency": AGENCY,
        "most": cases,
        "days": _DAYS,
        "at": stamp(MONDAY),
        "head": "0" * 64,
        "chart": deployed.digest,
        "calendar": state.calendar,
        "yes": True,
        "no": False,
    }
    with db.writing() as connection:
        connection.execute(text(_DAY_TABLE))
        connection.execute(text("INSERT INTO bench_day VALUES (:k, :due, :red)"), _days())
        for insert in _FILL:
            connection.execute(text(insert.replace("HEX", hexadecimal)), given)
        connection.commit()
    if not db.sqlite:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")  # as its own daemon would soon


def _days() -> list[dict[str, object]]:
    first = MONDAY.date() - timedelta(days=_DAYS // 10)
    dues: list[date] = [first + timedelta(days=k) for k in range(_DAYS)]
    return [
        {"k": k, "due": due.isoformat(), "red": stamp(red_at(due))} for k, due in enumerate(dues)
    ]


_DAY_TABLE = "CREATE TABLE bench_day (k integer PRIMARY KEY, due text NOT NULL, red text NOT NULL)"
_NUMBERS = (
    "WITH RECURSIVE number(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < :most), "
    "it(i, id) AS (SELECT i, '00000000-0000-7000-8000-' || HEX FROM number) "
)
_CLOCK = (
    "agency, case_id, clock, kind, task, visit, n, unit, start, due, remind_on, yellow_on, red_at,"
    " provisional, running, next_rung, next_at"
)
_CASE = "agency, id, n, head, chart_key, version, chart, applicant, status, opened_at, calendar"
_RUNS = (
    ":agency, id, 5, :head, 'construction-permit', 1, :chart, 'yuanda', 'running', :at, :calendar"
)
_RUNNING = (
    ":agency, id, 'check@1:post', 'post', 'check', 1, 2, 'working-day', due, due, due, due, red,"
    " :no, :yes, 'red', red"
)
_FILL = tuple(
    f"INSERT INTO {table} ({columns}) {_NUMBERS} SELECT {values} FROM {source}"  # noqa: S608 - all of it is written here
    for table, columns, values, source in (
        (
            "case_file",
            _CASE,
            _RUNS,
            "it",
        ),
        (
            "case_label",
            "agency, case_id, title, progress_code",
            ":agency, id, '远达花园', id",
            "it",
        ),
        (
            "slot",
            "agency, case_id, task, visit, no, state, post, opened_at",
            ":agency, id, 'check', 1, 1, 'open', 'GH-k', :at",
            "it",
        ),
        ("clock", _CLOCK, _RUNNING, "it JOIN bench_day ON k = i % :days"),
    )
)
