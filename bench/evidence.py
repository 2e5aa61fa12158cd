"""Sealing entries, and verifying a bundle of them offline."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

import msgspec
import uuid_utils
from bench.figures import Figure, at_least, at_most, median, plain
from bench.permit import commands, sign, steps
from support.office import AGENCY, Office

from zhiheng import facts as f
from zhiheng.audit.bundle import StreamLines, open_bundle, write_bundle
from zhiheng.audit.entry import GENESIS
from zhiheng.audit.verify import verify
from zhiheng.store.log import read_stream, seal


def evidence(office: Office, entries: int) -> list[Figure]:
    """With the entries of a real permit case, again and again under new ids."""
    case = office.start()
    for given in commands(office, case, steps(office)):
        sign(office, given)
    with office.rt.db.reading() as connection:
        pattern = [e for e, _ in read_stream(connection, AGENCY, f"case/{case}")]
    streams: list[StreamLines] = []
    rates = []
    while sum(len(s.bodies) for s in streams) < entries:
        batch = [list(_renamed(pattern)) for _ in range(50)]
        began = process_time()
        sealed = [_sealed(case) for case in batch]
        rates.append(sum(map(len, batch)) / (process_time() - began))
        streams += sealed
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.zip"
        write_bundle(path, streams, ())
        wall, began = perf_counter(), process_time()
        verdict = verify(open_bundle(path))
        seconds, wall = process_time() - began, perf_counter() - wall
    if not verdict.ok:
        raise RuntimeError(f"the bundle does not verify: {verdict.problems[:3]}")
    bar = 5 * verdict.entries / 100_000
    return [
        at_least("entries sealed per CPU-second", median(rates), "1/s", 10_000, "canonical, hash"),
        at_most(
            f"offline verification of {verdict.entries} entries", seconds, "CPU-s", bar, "1 thread"
        ),
        plain("the same by the clock on the wall", wall, "s"),
    ]


def _renamed(pattern: list[f.Entry]) -> Iterator[f.Entry]:
    stream = f"case/{uuid_utils.uuid7()}"
    return (msgspec.structs.replace(e, stream=stream) for e in pattern)


def _sealed(entries: list[f.Entry]) -> StreamLines:
    bodies, head = [], GENESIS
    for entry in entries:
        body, head = seal(msgspec.structs.replace(entry, prev=head))
        bodies.append(body)
    return StreamLines(entries[0].stream, bodies, head)
