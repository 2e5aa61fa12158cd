"""Verify the log of an agency from its raw rows, and against what its witness has seen."""

from collections.abc import Iterable

from zhiheng.audit.log_entries import Entries
from zhiheng.audit.log_notes import Notes
from zhiheng.audit.log_rows import LogKind, LogRows, LogVerdict, log_problem
from zhiheng.audit.log_tree import Tree
from zhiheng.audit.trust import NOBODY, Trust, point


def verify_logs(logs: Iterable[LogRows], now: str, trust: Trust = NOBODY) -> list[LogVerdict]:
    """Of each agency in a database; and a log that a witness saw has to be among them."""
    found = [verify_log(rows, now, trust) for rows in logs]
    here = {log.origin for log in found}
    gone = {x.origin: x.size for x in sorted(map(point, trust.seen), key=lambda x: x.size)}
    return found + [_gone(origin, size) for origin, size in gone.items() if origin not in here]


def _gone(origin: str, size: int) -> LogVerdict:
    problem = log_problem(f"checkpoint {size}", LogKind.ROLLED_BACK, f"{origin}: 0 < {size}")
    return LogVerdict(
        ok=False,
        agency="",
        entries=0,
        first_bad=problem.place,
        problems=(problem,),
        origin=origin,
        size=0,
        unsealed=0,
        checkpoints=0,
        signed=False,
        cosigned=(),
        compared=(),
    )


def verify_log(rows: LogRows, now: str, trust: Trust = NOBODY) -> LogVerdict:
    """Recompute everything. now: RFC 3339 text; no row can be of later. Raises nothing.

    Without a key signatures are not checked; without a witness's checkpoint nobody can know of a
    tail that was cut off or a log that was rewritten as a whole.
    """
    points = tuple(rows.checkpoints)
    entries = Entries(rows.agency, rows.heads)
    tree = Tree(rows.nodes, {p.size for p in points} | {point(x).size for x in trust.seen})
    notes = Notes(trust, now)
    problems = [
        *entries.check(rows.entries),
        *tree.check(rows.leaves, entries.hashes),
        *notes.checkpoints(points, tree.size, tree.roots),
        *notes.cosignatures(rows.cosignatures),
        *notes.compare(tree.size, tree.roots),
    ]
    return LogVerdict(
        ok=not problems,
        agency=rows.agency,
        entries=entries.count,
        first_bad=problems[0].place if problems else None,
        problems=tuple(problems),
        origin=notes.origin,
        size=tree.size,
        unsealed=max(0, entries.count - tree.size),
        checkpoints=len(points),
        signed=bool(trust.log),
        cosigned=tuple(notes.newest.values()),
        compared=notes.compared,
    )
