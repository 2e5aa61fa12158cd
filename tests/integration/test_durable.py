"""What the service asks of its database, so that an acknowledged step survives a power loss."""

import subprocess
import sys
from pathlib import Path

_ASK = """
from zhiheng.store.db import Database
with Database({url!r}).writing() as connection:
    print(*(connection.exec_driver_sql(f"PRAGMA {{p}}").scalar_one()
            for p in ("journal_mode", "synchronous")))
"""


def test_sqlite_waits_for_the_disk(tmp_path: Path) -> None:
    """In a process of its own: the tests themselves do not wait (support/databases.py)."""
    ask = _ASK.format(url=f"sqlite:///{tmp_path}/zhiheng.db")
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)  # noqa: S603 - our own lines
    full = "2"
    assert told.stdout.split() == ["wal", full]
