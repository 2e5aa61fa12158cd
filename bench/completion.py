"""Completions over HTTP beside their commit floor, with their statements and commits."""

import asyncio
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench.client import Client
from bench.figures import Figure, at_most, median, p95, plain
from bench.floor import Floor
from bench.permit import Step, steps
from bench.places import twin
from sqlalchemy import event
from support.office import Office

_WARM = 3
"""Cases before any is measured."""


def completions(office: Office, backend: str, cases: int) -> list[Figure]:
    """Latency, floor and statements of `POST .../sign`."""
    path = steps(office)
    floor = Floor(office, path)
    with tempfile.TemporaryDirectory() as folder:
        seen = asyncio.run(_measure(office, Path(folder), path, floor, cases))
    floor.close()
    http, bare, busy, statements, commits = seen
    over = median(http) - median(bare)
    return [
        plain(f"{backend}: completion over ASGI, p50", median(http), "ms", f"n={len(http)}"),
        plain(f"{backend}: completion over ASGI, p95", p95(http), "ms"),
        plain(f"{backend}: CPU of a completion over ASGI", median(busy), "ms", "client and server"),
        plain(f"{backend}: commit floor, p50", median(bare), "ms", "bare row writes"),
        plain(f"{backend}: commit floor, p95", p95(bare), "ms"),
        at_most(f"{backend}: completion p50 above floor p50", over, "ms", 3),
        at_most(f"{backend}: commits per completion", max(commits), "", 1, "most"),
        at_most(
            f"{backend}: statements per completion",
            median(statements),
            "",
            8,
            "median, session look-up included",
        ),
        at_most(
            f"{backend}: statements per completion, most",
            max(statements),
            "",
            8,
            "acceptance takes a case number besides",
        ),
    ]


async def _measure(
    office: Office, folder: Path, path: list[Step], floor: Floor, cases: int
) -> tuple[list[float], list[float], list[float], list[int], list[int]]:
    http: list[float] = []
    bare: list[float] = []
    busy: list[float] = []
    statements: list[int] = []
    commits: list[int] = []
    async with Client(office, folder) as client:
        await client.log_in_all(path)
        for number in range(_WARM + cases):
            case, writes = office.start(), floor.case()
            for step, write in zip(path, writes, strict=True):
                began, cpu = perf_counter(), process_time()
                await client.sign(case, step)
                between, spent = perf_counter(), process_time() - cpu
                write()
                ended = perf_counter()
                if step.completes and not step.outside and number >= _WARM:
                    http.append((between - began) * 1000)
                    bare.append((ended - between) * 1000)
                    busy.append(spent * 1000)
    with twin(office) as counted:
        count = _counting(counted)
        async with Client(counted, folder) as client:
            await client.log_in_all(path)
            case = counted.start()
            for step in path:
                count.update(statements=0, commits=0)
                await client.sign(case, step)
                if step.completes and not step.outside:
                    statements.append(count["statements"])
                    commits.append(count["commits"])
    return http, bare, busy, statements, commits


def _counting(office: Office) -> dict[str, int]:
    """Statements and commits from now on; BEGIN and COMMIT themselves are no statements."""
    count = {"statements": 0, "commits": 0}

    def statement(*_given: Any) -> None:
        count["statements"] += 1

    def commit(_connection: Any) -> None:
        count["commits"] += 1

    for engine in {office.rt.db.engine, office.rt.db.writers}:
        event.listen(engine, "before_cursor_execute", statement)
        event.listen(engine, "commit", commit)
    return count
