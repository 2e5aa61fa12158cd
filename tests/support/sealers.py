"""Sequencers and writers as processes of their own, on one database, to be killed."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_COMMON = """
import hashlib, random, sys, time
from datetime import UTC, datetime
from zhiheng.errors import Busy
from zhiheng.store.db import Database
url, pending, seed = sys.argv[1:]
db, chance = Database(url, pending=pending == "pending"), random.Random(int(seed))
"""
_SEAL = (
    _COMMON
    + """
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from zhiheng.audit.note import Ed25519Signer
from zhiheng.audit.suites import SealKey
from zhiheng.commands.log.seal import Log, seal_once
from zhiheng.store.unsealed import Mark

origin = "demo/zhiheng/jingyue"
signer = Ed25519Signer(origin, Ed25519PrivateKey.from_private_bytes(b"k" * 32))
key = SealKey("sha256-ed25519", signer.verifier.encode(), signer)
log, mark = Log("jingyue", origin, (key,), 50), Mark()
print("ready", flush=True)
while True:
    try:
        mark = seal_once(db, log, mark, datetime(2026, 3, 2, tzinfo=UTC)).mark
    except Busy:
        pass
    time.sleep(0.001)
"""
)
_WRITE = (
    _COMMON
    + """
from sqlalchemy import insert
from zhiheng.store import tables as t
from zhiheng.store.unsealed import keeps_pending

def rows(first, count):
    for n in range(first, first + count):
        body = f"{seed} {n}".encode()
        yield {"agency": "jingyue", "stream": f"case/{seed}", "n": n, "body": body, "account": "a",
               "hash": hashlib.sha256(bytes(1) + body).hexdigest(),
               "at": f"2026-03-02T01:00:00.{n:06d}Z"}

print("ready", flush=True)
n = 1
while True:
    many = list(rows(n, chance.randint(1, 4)))
    try:
        with db.writing() as connection:
            connection.execute(insert(t.entry), many)
            if keeps_pending(connection):
                places = [{k: r[k] for k in ("agency", "stream", "n")} for r in many]
                connection.execute(insert(t.pending), places)
            # What began earlier often commits later.
            time.sleep(0 if db.sqlite else chance.choice((0, 0, 0.002, 0.02)))
            if chance.random() < 0.1:
                connection.rollback()
                continue
            connection.commit()
    except Busy:
        continue
    n += len(many)
    time.sleep(chance.uniform(0, 0.01))
"""
)


@dataclass
class Process:
    """One of them, at work."""

    script: str
    words: list[str]
    process: subprocess.Popen[str] = field(init=False)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-c", self.script, *self.words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait(self) -> "Process":
        """Until it works."""
        assert self.process.stdout is not None
        if self.process.stdout.readline().strip() != "ready":
            raise AssertionError(self.process.communicate()[1][-2000:])
        return self

    def kill(self) -> None:
        """Kill -9; it must still have been at work."""
        ended = self.process.poll()
        self.process.kill()
        said = self.process.communicate()[1]
        assert ended is None, said[-2000:]


@contextmanager
def writers(url: str, way: str, count: int) -> Iterator[None]:
    """So many that write."""
    made = [Process(_WRITE, [url, way, str(seed)]) for seed in range(count)]
    try:
        for one in made:
            one.wait()
        yield
    finally:
        for one in made:
            one.kill()


def kill_rivals(url: str, way: str, kills: int) -> None:
    """Two sequencers at once; now the one, now the other is killed at work."""
    chance = random.Random(kills)  # noqa: S311 - a place to kill, no secret
    rivals = [Process(_SEAL, [url, way, str(i)]).wait() for i in range(2)]
    try:
        for number in range(kills):
            time.sleep(chance.uniform(0, 0.3))
            fresh = Process(_SEAL, [url, way, str(number)])
            rivals[number % 2].kill()
            rivals[number % 2] = fresh.wait()
    finally:
        for one in rivals:
            one.kill()
