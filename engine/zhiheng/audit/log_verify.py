"""Verify the log of an agency from its raw rows, and against what its witness has seen."""

from zhiheng.audit.log_entries import Entries
from zhiheng.audit.log_notes import Notes
from zhiheng.audit.log_rows import LogRows, LogVerdict
from zhiheng.audit.log_tree import Tree
from zhiheng.audit.trust import NOBODY, Trust, point


def verify_log(rows: LogRows, now: str, trust: Trust = NOBODY) -> LogVerdict:
    """Recompute everything. now: RFC 3339 text; no row can be of later. Raises nothing.

    Without a key signatures are not checked; without a witness's checkpoint nobody can know of a
    tail that was cut off or a log that was rewritten as a whole.
    """
    points = tuple(rows.checkpoints)
    seen = {point(note).size for note in trust.seen}
    entries = Entries(rows.agency, rows.heads)
    tree = Tree(rows.nodes, {p.size for p in points} | seen)
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
        compared=tuple(sorted(seen)),
    )
