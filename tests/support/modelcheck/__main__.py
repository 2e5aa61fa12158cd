"""`python -m support.modelcheck [DEPTH]`: all states within so many acts, and all breaches."""

import multiprocessing
import sys
import time

from support.modelcheck.scenes import SCENES
from support.modelcheck.search import Found, search

PROCESSES = 2
_LONG = ("meeting", "hearing", "payment", "seal")
"""Charts of the cases that take longest; they begin first."""


def _one(asked: tuple[int, int]) -> Found:
    number, depth = asked
    return search([SCENES[number]], depth)


def everywhere(depth: int) -> Found:
    """The scenes beside each other, as many at a time as there are processes."""
    found = Found()
    order = sorted(range(len(SCENES)), key=lambda i: SCENES[i].chart.key not in _LONG)
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        for one in pool.imap_unordered(_one, [(i, depth) for i in order], chunksize=1):
            found.add(one)
    return found


def main() -> int:
    """1 when a rule is broken."""
    depth = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    began = time.monotonic()
    found = everywhere(depth)
    for name, states in sorted(found.by_scene.items()):
        print(f"{states:8} states: {name}")
    for breach in found.breaches:
        print(breach)
    print(
        f"{found.states} states within {depth} acts of {len(SCENES)} cases in mid-course; "
        f"{found.tried} acts judged, {found.accepted} let through; "
        f"{len(found.breaches)} breaches; {time.monotonic() - began:.0f} s"
    )
    return 1 if found.breaches else 0


if __name__ == "__main__":
    sys.exit(main())
