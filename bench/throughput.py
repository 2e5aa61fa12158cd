"""Persisted completions per CPU-second: the engine, and the naive pattern on the same database."""

from time import process_time

from bench.figures import Figure, at_least, median, plain
from bench.floor import Floor
from bench.naive import Naive
from bench.permit import COMPLETIONS, Step, commands, sign, steps
from support.office import Office

_WARM = 3


def throughput(office: Office, backend: str, rounds: int) -> list[Figure]:
    """By CPU time of this process, kernel included, since wall time is the disk's."""
    path = steps(office)
    floor, naive = Floor(office, path), Naive(office.rt.db)
    engine_s: list[float] = []
    naive_s: list[float] = []
    floor_s: list[float] = []
    for number in range(_WARM + rounds):
        seconds = (_engine(office, path), _naive(naive, path), _floor(floor))
        if number >= _WARM:
            for kept, spent in zip((engine_s, naive_s, floor_s), seconds, strict=True):
                kept.append(spent)
    floor.close()
    rate, slow, bare = (COMPLETIONS / median(s) for s in (engine_s, naive_s, floor_s))
    ratio = median([n / e for e, n in zip(engine_s, naive_s, strict=True)])
    note = "12 completions, CPU of all 13 signatures"
    name = f"{backend}: persisted completions per CPU-second"
    figure = (
        at_least(name, rate, "1/s", 1500, note)
        if backend == "sqlite"
        else plain(name, rate, "1/s", "client only")
    )
    return [
        figure,
        plain(f"{backend}: naive pattern per CPU-second", slow, "1/s"),
        plain(f"{backend}: bare row writes per CPU-second", bare, "1/s", "the most there can be"),
        at_least(f"{backend}: engine against naive, per CPU-second", ratio, "x", 5),
    ]


def _engine(office: Office, path: list[Step]) -> float:
    work = list(commands(office, office.start(), path))
    began = process_time()
    for given in work:
        sign(office, given)
    return process_time() - began


def _naive(naive: Naive, path: list[Step]) -> float:
    case = naive.start()
    began = process_time()
    for step in path:
        if step.completes:
            naive.complete(case, step)
    return process_time() - began


def _floor(floor: Floor) -> float:
    writes = floor.case()
    began = process_time()
    for write in writes:
        write()
    return process_time() - began
