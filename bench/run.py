"""Measure the figures of design.md §16: `python bench/run.py [--quick] [--crowd]`.

`--crowd` measures the database full of open cases and nothing else. Progress and a table go to
stderr; the last line of stdout is one line of JSON.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

from bench.main import main  # noqa: E402 - the path comes first

if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:], crowd_only="--crowd" in sys.argv[1:])
