"""The vectors of the law through running cases: row, page, file and overdue list say one day.

What `zhiheng deadline` says of the same vectors is in tests/api/test_deadline_command.py.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from support.clocked import NOTICE, STOP, choice, deploy, flow, form, process, start_of, to
from support.evidence import replays
from support.office import AGENCY, Clock, Office, caller
from support.variants import load_roster
from support.vectors import FORWARD, Vector

from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.extend import Extend
from zhiheng.commands.sweeps.sweep_warnings import sweep_warnings
from zhiheng.model.ids import CaseId
from zhiheng.queries.cases import case_file
from zhiheng.queries.overdue import OverdueItem, overdue
from zhiheng.queries.task import ClockView, task_view
from zhiheng.queries.timeline import timeline
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.db import Database

SHANGHAI = timezone(timedelta(hours=8))
ALL = frozenset({"red", "yellow", "remind", "green"})
ON_BOTH = {"into a year without notice", "and extended", "seizure", "hours in a holiday"}
"""What is tried on PostgreSQL too: a provisional day, a ledger, warnings, an instant."""


def _chart(vector: Vector) -> str:
    """Accepted, reviewed where the law requires it, decided; the limit is the vector's."""
    stopped = vector.stop is not None
    steps = ("intake", "study", "review", "ruling") if stopped else ("intake", "ruling")
    extension = 'extend="10" extendBy="head" extendNotice="延期告知书"'
    limit = (
        f'<zh:limit kind="statutory" n="{vector.n}" unit="{vector.unit}" roll="{vector.roll}" '
        f'start="acceptance" end="decision" {extension}><zh:basis law="某法" article="第一条" />'
        "</zh:limit>"
    )
    inside = {
        "intake": form("intake_result", "accept")
        + '<zh:outcome variable="intake_result" value="accept" means="acceptance" />',
        "study": form("need", "law", "own")
        + f'<zh:document name="{NOTICE}" direction="out" required="false" />',
        "review": STOP,
        "ruling": form("decision", "grant", "refuse")
        + '<zh:outcome variable="decision" value="grant" means="grant" />'
        + '<zh:outcome variable="decision" value="refuse" means="refusal" />',
    }
    posts = {"intake": "GH-c", "study": "GH-k", "review": "ZH-c", "ruling": "JZ"}
    return process(
        "vector",
        limit
        + choice("intake_result", "intake", "accept")
        + (choice("need", "study", "law", "own") if stopped else "")
        + choice("decision", "ruling", "grant", "refuse")
        + f'<zh:separation id="apart" a="{" ".join(steps[:-1])}" b="ruling" reason="分开" />',
        "".join(_task(name, posts[name], inside[name]) for name in steps)
        + '<endEvent id="end" />'
        + "".join(flow(a, b) for a, b in zip(("start", *steps), (*steps, "end"), strict=True)),
    )


def _task(name: str, post: str, inside: str) -> str:
    return (
        f'<userTask id="{name}" name="{name}"><extensionElements>'
        f'<zh:basis law="某法" article="第一条" /><zh:post post="{post}" opinion="none" />'
        f'<zh:noLimit reason="示例" />{inside}</extensionElements></userTask>'
    )


def _run(office: Office, vector: Vector) -> CaseId:
    """Accepted on the day of the vector, stopped and extended as it says; still to be decided."""
    begin = datetime.fromisoformat(vector.start)
    load_roster(office, _in_office_before)
    to(office, begin.date(), begin.hour + begin.minute / 60 if vector.unit == "hour" else 9)
    deploy(office, _chart(vector))
    case = start_of(office, "vector")
    office.sign(case, "gh-1", "intake", {"intake_result": "accept"})
    if vector.stop is not None:
        first, last = map(date.fromisoformat, vector.stop)
        to(office, first)
        office.sign(case, "gh-k", "study", {"need": "law"}, (NOTICE,))
        to(office, last)
        office.sign(case, "zh-1", "review", {})
    if vector.extend:
        paper = office.paper("延期告知书")
        execute(office.rt, caller("jz"), Extend(case, "statutory", vector.extend, "复杂", paper))
    return case


def _in_office_before(data: dict[str, Any]) -> None:
    """The sample's people took office in 2026; one vector begins before."""
    for person in data["persons"]:
        for holding in person["holdings"]:
            holding["since"] = date(2025, 1, 1)


def _row(office: Office, case: CaseId) -> Any:
    with office.rt.db.reading() as connection:
        return connection.execute(select(t.clock).where(t.clock.c.case_id == case)).one()


def _page(office: Office, case: CaseId) -> ClockView:
    with office.rt.db.reading() as connection:
        (clock,) = task_view(office.rt, connection, caller("jz"), case, "ruling@1").clocks
    return clock


def _listed(office: Office) -> OverdueItem:
    with office.rt.db.reading() as connection:
        (item,) = overdue(office.rt, connection, caller("jiwei"), ALL).items
    return item


def _file(office: Office, case: CaseId) -> list[str]:
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("jiwei"), case)
        roster = office.rt.agency(connection, AGENCY).roster
    assert roster is not None
    return [said for step in timeline(file, roster, full=True) for said in step.effect]


@pytest.fixture
def make(make_url: Callable[[str], str], tmp_path: Path) -> Iterator[Callable[[str], Office]]:
    made: list[Office] = []

    def one(backend: str) -> Office:
        url, clock = make_url(backend), Clock()
        made.append(Office(Runtime(Database(url), tmp_path / "documents", clock), clock, url))
        return made[-1]

    yield one
    for office in made:
        office.rt.db.close()


_EACH = [pytest.param("sqlite", v, id=v.what) for v in FORWARD] + [
    pytest.param("postgres", v, id=f"{v.what}, postgres") for v in FORWARD if v.what in ON_BOTH
]


@pytest.mark.parametrize(("backend", "vector"), _EACH)
def test_a_running_case_is_due_and_turns_red_when_the_law_says(
    make: Callable[[str], Office], backend: str, vector: Vector
) -> None:
    office = make(backend)
    case = _run(office, vector)
    row, page, listed = _row(office, case), _page(office, case), _listed(office)
    day = vector.due[:10]
    assert (row.due, page.due, listed.due) == (day, day, day)
    marks = (bool(row.provisional), page.provisional, listed.provisional)
    assert marks == (vector.provisional,) * 3
    assert datetime.fromisoformat(row.red_at) == _passes(vector)
    if vector.extend:
        assert f"法定时限延长{vector.extend}，到{day}（延期告知书）" in _file(office, case)
    elif vector.stop:
        assert f"法定时限恢复计算，到{day}" in _file(office, case)
    if vector.warned_by:
        to(office, date.fromisoformat(vector.warned_by))
        assert sweep_warnings(office.rt) == 1
        assert _listed(office).signal in ("remind", "yellow")
    replays(office, case)
    office.clock.now = (_passes(vector) - timedelta(seconds=1)).astimezone(UTC)
    assert _listed(office).signal == "yellow"
    office.clock.forward(seconds=1)
    # What is provisional warns and is never overdue (design.md §9).
    assert _listed(office).signal == ("yellow" if vector.provisional else "red")


def _passes(vector: Vector) -> datetime:
    """Hours at their instant; a day at midnight in China after it."""
    if vector.unit == "hour":
        return datetime.fromisoformat(vector.due)
    last = date.fromisoformat(vector.due)
    return datetime(last.year, last.month, last.day, tzinfo=SHANGHAI) + timedelta(days=1)
