"""Sealing: how fast, how far behind at 200 steps a second, and what it costs those who work."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from statistics import quantiles
from time import perf_counter, process_time

from bench.figures import Figure, at_least, at_most, median, plain
from bench.permit import Step, commands, sign, steps
from sqlalchemy import select
from support.office import AGENCY, Office
from support.sealing import judge, log_of, write

from zhiheng.clock import system_now
from zhiheng.commands.log.seal import seal_once
from zhiheng.store import tables as t
from zhiheng.store.unsealed import Mark

_EVERY = 0.2
_STEPS_A_SECOND, _HANDS = 200, 8
_Place = tuple[str, int]
"""Stream and number of an entry."""
_TOGETHER = 200
"""Entries of one transaction before the rate is measured."""
_CASES = 15
"""Cases of one round with or without sealing: a few seconds, so many passes."""


@dataclass
class _Sealer:
    """Seals as the service does, in a thread of this process; notes when it had sealed how many."""

    office: Office
    mark: Mark = field(default_factory=Mark)
    passes: list[tuple[float, int]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.stop.wait(_EVERY):
            self.once()

    def once(self) -> None:
        done = seal_once(self.office.rt.db, log_of(), self.mark, system_now())
        self.mark = done.mark
        size = self.passes[-1][1] if self.passes else 0
        self.passes.append((perf_counter(), size + done.sealed))

    @contextmanager
    def working(self) -> Iterator[None]:
        self.stop.clear()
        thread = threading.Thread(target=self.run)
        thread.start()
        try:
            yield
        finally:
            self.stop.set()
            thread.join()


def sealing(
    office: Office, backend: str, entries: int, rounds: int, seconds: float
) -> list[Figure]:
    """Judges the log that came of it all, too."""
    sealer = _Sealer(office)
    sealer.once()
    figures = [
        *_behind(office, backend, sealer, seconds),
        *_price(office, backend, sealer, rounds),
        *_rate(office, backend, sealer, entries),
    ]
    judge(office.rt.db)
    return figures


def _rate(office: Office, backend: str, sealer: _Sealer, entries: int) -> list[Figure]:
    for first in range(1, entries + 1, _TOGETHER):
        with office.rt.db.writing() as connection:
            write(connection, f"case/bench-{first}", 1, _TOGETHER)
            connection.commit()
    wall, cpu, sealed, batches = perf_counter(), process_time(), 0, []
    while True:
        began = perf_counter()
        done = seal_once(office.rt.db, log_of(), sealer.mark, system_now())
        sealer.mark, sealed = done.mark, sealed + done.sealed
        if not done.sealed:
            break
        batches.append(perf_counter() - began)
    wall, cpu = perf_counter() - wall, process_time() - cpu
    return [
        at_least(f"{backend}: entries sealed a second", sealed / wall, "1/s", 10_000, "by 5,000"),
        plain(f"{backend}: the same per CPU-second", sealed / cpu, "1/s", "client only"),
        plain(f"{backend}: a batch of 5,000, median", median(batches) * 1000, "ms"),
    ]


def _price(office: Office, backend: str, sealer: _Sealer, rounds: int) -> list[Figure]:
    """The same work without and with sealing, turn by turn, so that the load is on both."""
    path, walls, cpus = steps(office), [], []
    for _ in range(rounds):
        bare = _round(office, path)
        sealer.once()
        with sealer.working():
            sealed = _round(office, path)
        sealer.once()
        walls.append(bare[0] / sealed[0])
        cpus.append(bare[1] / sealed[1])
    return [
        at_least(f"{backend}: throughput with sealing against without", median(walls), "x", 0.9),
        plain(f"{backend}: the same by CPU", median(cpus), "x", "sealing in this process"),
    ]


def _round(office: Office, path: list[Step]) -> tuple[float, float]:
    work = [w for _ in range(_CASES) for w in commands(office, office.start(), path)]
    wall, cpu = perf_counter(), process_time()
    for given in work:
        sign(office, given)
    return perf_counter() - wall, process_time() - cpu


class _Pace:
    """Lets so many steps a second begin, for so long."""

    def __init__(self, seconds: float) -> None:
        self._slots = iter(range(int(_STEPS_A_SECOND * seconds)))
        self._guard, self.begin = threading.Lock(), perf_counter()

    def next(self) -> bool:
        with self._guard:
            slot = next(self._slots, None)
        if slot is not None:
            time.sleep(max(0.0, self.begin + slot / _STEPS_A_SECOND - perf_counter()))
        return slot is not None


def _hand(office: Office, path: list[Step], pace: _Pace, done: dict[_Place, float]) -> None:
    while pace.next():
        case = office.start()
        done[f"case/{case}", 1] = perf_counter()
        for number, given in enumerate(commands(office, case, path), 2):
            if not pace.next():
                return
            sign(office, given)
            done[f"case/{case}", number] = perf_counter()


def _behind(office: Office, backend: str, sealer: _Sealer, seconds: float) -> list[Figure]:
    """Each entry from its answer to the commit of the checkpoint that covers it."""
    done: dict[_Place, float] = {}
    path, pace = steps(office), _Pace(seconds)
    work = partial(_hand, office, path, pace, done)
    hands = [threading.Thread(target=work) for _ in range(_HANDS)]
    with sealer.working():
        for one in hands:
            one.start()
        for one in hands:
            one.join()
        rate = len(done) / (perf_counter() - pace.begin)
        time.sleep(3 * _EVERY)
    sealer.once()
    lags = _lags(office, sealer, done)
    cuts = quantiles(lags, n=100, method="inclusive")
    return [
        plain(f"{backend}: steps a second while the lag is measured", rate, "1/s", "200 asked for"),
        at_most(f"{backend}: lag of sealing, p99", cuts[98], "s", 1, f"{len(lags)} entries"),
        plain(f"{backend}: lag of sealing, median", cuts[49], "s"),
    ]


def _lags(office: Office, sealer: _Sealer, done: dict[_Place, float]) -> list[float]:
    leaf = t.log_leaf.c
    with office.rt.db.reading() as connection:
        rows = connection.execute(
            select(leaf.stream, leaf.n, leaf.idx).where(leaf.agency == AGENCY).order_by(leaf.idx)
        ).all()
    passes, lags = iter(sealer.passes), []
    when, size = next(passes)
    for row in rows:
        while size <= row.idx:
            when, size = next(passes)
        answered = done.get((row.stream, row.n))
        if answered is not None:
            lags.append(max(0.0, when - answered))
    return lags
