"""`python -m support.modelcheck [DEPTH]`: all states within so many acts, and all breaches."""

import sys
import time

from support.modelcheck.scenes import SCENES
from support.modelcheck.together import everywhere


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
