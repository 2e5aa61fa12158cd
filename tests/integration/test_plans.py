"""Lists and sweeps read what they give and no more, however many cases are open (design.md §16).

Asked of the planner with full scans priced out, so that a small table shows what a large one does.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event, literal_column, select, text
from support.office import AGENCY, MONDAY, Office, caller

from zhiheng.commands.sweeps.sweep_warnings import due_warnings
from zhiheng.queries.overdue import overdue
from zhiheng.store import tables as t
from zhiheng.store.log import stamp

Read = Callable[[Office, Connection], Any]


def _listed(who: str, *signals: str) -> Read:
    return lambda office, c: overdue(office.rt, c, caller(who), frozenset(signals))


@contextmanager
def _asked(office: Office) -> Iterator[list[tuple[str, Any]]]:
    found: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, given: Any, _x: Any, _many: Any) -> None:
        found.append((statement, given))

    event.listen(office.rt.db.engine, "before_cursor_execute", note)
    yield found
    event.remove(office.rt.db.engine, "before_cursor_execute", note)


def _plan(office: Office, read: Read, table: str = "clock") -> str:
    """How the database finds the rows of a table."""
    with _asked(office) as asked, office.rt.db.reading() as connection:
        read(office, connection)
    statement, given = next((s, g) for s, g in asked if f"FROM {table}" in s)
    explain = "EXPLAIN QUERY PLAN" if office.rt.db.sqlite else "EXPLAIN"
    with office.rt.db.reading() as connection:
        if not office.rt.db.sqlite:
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        rows = connection.exec_driver_sql(f"{explain} {statement}", given).all()
    return "\n".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize(
    ("read", "index"),
    [
        (_listed("jiwei", "red"), "clock_red"),
        (_listed("jiwei", "red", "yellow", "remind"), "clock_"),
        (_listed("gh-1", "red"), "clock_red"),
        (lambda _, c: due_warnings(c, AGENCY, stamp(MONDAY), None), "clock_next"),
    ],
    ids=["red", "all that warns", "red of a clerk", "warnings due"],
)
def test_limits_are_found_by_an_index(office: Office, read: Read, index: str) -> None:
    office.walk(office.start(), "check")
    plan = _plan(office, read)
    assert index in plan
    assert "Seq Scan" not in plan
    assert "SCAN clock\n" not in plan + "\n"


def test_a_page_further_on_begins_where_the_one_before_ended(office: Office) -> None:
    """It asks for a range of the index, and does not pass over all pages before."""
    after = ("2026-02-28T16:00:00.000000Z", "0" * 36, "statutory")
    red = frozenset({"red"})
    office.start()
    plan = _plan(office, lambda o, c: overdue(o.rt, c, caller("jiwei"), red, 200, after))
    wanted = "red_at>?" if office.rt.db.sqlite else "(red_at)::text >= "
    assert wanted in plan


def test_what_waits_for_a_post_is_in_an_index_of_its_own(office: Office) -> None:
    """Not among the slots that were signed long ago, nor found by way of all limits."""
    slot = t.slot.c

    def waiting(_office: Office, c: Connection) -> Any:
        query = select(slot.case_id).where(
            slot.agency == AGENCY, literal_column(t.WAITS), slot.post.in_(["GH-c"])
        )
        return c.execute(query).all()

    assert "slot_post" in _plan(office, waiting, "slot")
