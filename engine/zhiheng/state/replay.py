"""Which entries of a case count: a voided act is skipped by replay, but stays booked."""

from collections.abc import Sequence

from zhiheng import facts as f


def voided(entries: Sequence[f.Entry]) -> frozenset[int]:
    """The numbers of the entries that were taken back."""
    return frozenset(x.n for e in entries for x in e.facts if isinstance(x, f.ActVoided))
