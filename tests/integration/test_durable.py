"""What a release does and the other tests do not wait for: they say otherwise in conftest.py."""

import subprocess
import sys
from pathlib import Path

_ASK = """
from zhiheng.store.db import Database
with Database({url!r}).writing() as connection:
    print(*(connection.exec_driver_sql(f"PRAGMA {{p}}").scalar_one()
            for p in ("journal_mode", "synchronous")))
"""


def _told(ask: str) -> list[str]:
    """By a process of its own."""
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)  # noqa: S603 - our own lines
    return told.stdout.split()


def test_sqlite_waits_for_the_disk(tmp_path: Path) -> None:
    """An acknowledged step survives a power loss."""
    full = "2"
    assert _told(_ASK.format(url=f"sqlite:///{tmp_path}/zhiheng.db")) == ["wal", full]


def test_a_password_costs_who_guesses_it() -> None:
    """argon2id with 64 MiB, as RFC 9106 recommends where memory is short."""
    (hashed,) = _told("from zhiheng_api.passwords import hash_password; print(hash_password('x'))")
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
