"""Rows of notices (提醒) and of copies (抄送). Pure; `apply` writes them."""

from collections.abc import Iterator

from zhiheng import facts as f
from zhiheng.model.notice import Notice
from zhiheng.model.person import Roster
from zhiheng.notices import told, told_by_agency
from zhiheng.state.case import CaseState
from zhiheng.store.duties import Row


def notice_rows(state: CaseState, entry: f.Entry, at: int) -> Iterator[Row]:
    """What fact number `at` of the entry tells, by the state before it."""
    for notice in told(state, entry.facts[at], entry.actor):
        yield _row(entry, state.id, at, notice)


def agency_notice_rows(entry: f.Entry, roster: Roster | None) -> list[Row]:
    """What an entry of the agency's stream tells."""
    return [
        _row(entry, "", at, notice)
        for at, fact in enumerate(entry.facts)
        for notice in told_by_agency(roster, fact, entry.actor)
    ]


def _row(entry: f.Entry, case_id: str, at: int, notice: Notice) -> Row:
    return {
        "agency": entry.agency,
        "case_id": case_id,
        "n": entry.n,
        "fact": at,
        "recipient": notice.to,
        "kind": notice.kind,
        "task": notice.task,
        "visit": notice.visit,
        "at": entry.at,
    }


def copy_rows(state: CaseState, no: int) -> Iterator[Row]:
    """A row for each who got the copy, as it stands now."""
    copy = state.copies[no]
    for person in copy.receivers:
        yield {
            "agency": state.agency,
            "case_id": state.id,
            "copy": no,
            "person": person,
            "kind": copy.kind,
            "by": copy.by,
            "at": copy.at,
            "read_at": copy.read.get(person),
        }
