"""Two rival sequencers under kill -9 while six write: every entry in one leaf, every root right."""

import sys

import pytest
from support.sealers import kill_rivals, writers
from support.sealing import judge, log_of, seal_all

from zhiheng.store.db import Database

_WAYS = ("by-order", "pending")


def _run(url: str, way: str, kills: int, writing: int) -> int:
    db = Database(url, pending=way == "pending")
    try:
        with writers(url, way, writing):
            kill_rivals(url, way, kills)
            judge(db, all_sealed=False)
        seal_all(db, log_of())
        return judge(db)
    finally:
        db.close()


def test_two_killed_rivals_miss_nothing(backend_url: str) -> None:
    assert _run(backend_url, "by-order", kills=2, writing=2) > 20


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("way", _WAYS)
def test_fifty_kills_of_two_rivals_under_six_writers(backend_url: str, way: str) -> None:
    sealed = _run(backend_url, way, kills=50, writing=6)
    sys.stdout.write(f"\n50 kills, {sealed} entries sealed once each, none missed\n")
    assert sealed > 1_000
