"""The six cases beside each other, as many at a time as there are processes."""

import gc
import multiprocessing

from support.modelcheck.scenes import SCENES
from support.modelcheck.search import Found, search

PROCESSES = 2
_LONG = ("meeting", "hearing", "payment", "seal")
"""Charts of the cases that take longest; they begin first."""


def _one(asked: tuple[int, int]) -> Found:
    number, depth = asked
    gc.disable()  # a quarter of the time, and hardly anything here stands in a ring
    return search([SCENES[number]], depth)


def everywhere(depth: int) -> Found:
    """All states of all cases within so many acts."""
    found = Found()
    order = sorted(range(len(SCENES)), key=lambda i: SCENES[i].chart.key not in _LONG)
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        for one in pool.imap_unordered(_one, [(i, depth) for i in order], chunksize=1):
            found.add(one)
    return found
