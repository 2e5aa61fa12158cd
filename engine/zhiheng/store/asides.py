"""Rows of recusals, and of tasks for which nobody lawful is left. Pure; `apply` writes them."""

from collections.abc import Iterator, Mapping

from zhiheng import facts as f
from zhiheng.state.case import CaseState
from zhiheng.store.duties import Row


def recusal_row(s: CaseState, x: f.RecusalAsked | f.RecusalDecided, at: str) -> Row:
    """The recusal as it stands after the fact."""
    known = s.recusals[x.recusal]
    told = {None: "aside" if known.aside else "asked", True: "granted", False: "refused"}
    return {
        "agency": s.agency,
        "case_id": s.id,
        "no": known.no,
        "person": known.person,
        "asked_by": known.asked_by,
        "asked_at": known.asked_at,
        "state": told[known.granted],
        "decided_at": None if known.granted is None else at,
    }


def incident_rows(s: CaseState, before: Mapping[str, str], at: str) -> Iterator[Row]:
    """A row for each task that has become blocked in this entry, or is no longer."""
    for task in {**before, **s.blocked}:
        if before.get(task) == s.blocked.get(task):
            continue
        path, _, visit = task.partition("@")
        yield {
            "agency": s.agency,
            "case_id": s.id,
            "task": path,
            "visit": int(visit),
            "opened_at": before.get(task) or s.blocked[task],
            "closed_at": None if task in s.blocked else at,
        }
