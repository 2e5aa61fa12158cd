"""Sealing entries, and verifying a bundle of them offline."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

import msgspec
import uuid_utils
from bench.figures import Figure, at_least, at_most, median, plain
from bench.permit import commands, sign, steps
from sqlalchemy import insert
from support.office import AGENCY, Office

from zhiheng import facts as f
from zhiheng.audit.bundle import StreamLines, open_bundle, write_bundle
from zhiheng.audit.entry import GENESIS, leaf_hash
from zhiheng.audit.log_verify import verify_log
from zhiheng.audit.suites import ED25519_SUITE, new_key_line, read_keys
from zhiheng.audit.verify import verify
from zhiheng.clock import system_now
from zhiheng.commands.log.seal import Log, seal_once
from zhiheng.store import tables as t
from zhiheng.store.log import read_stream, seal, stamp
from zhiheng.store.unsealed import Mark
from zhiheng.store.whole_log import whole_log

_OTHER, _ORIGIN = "other", "bench.example/other"


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
    in_database = _database(office, streams)
    return [
        at_least("entries sealed per CPU-second", median(rates), "1/s", 10_000, "canonical, hash"),
        at_most(
            f"offline verification of {verdict.entries} entries", seconds, "CPU-s", bar, "1 thread"
        ),
        plain("the same by the clock on the wall", wall, "s"),
        at_most("the same entries verified in a database", in_database, "CPU-s", bar, "sealed"),
    ]


def _database(office: Office, streams: list[StreamLines]) -> float:
    """Put them into the database as another agency's, seal them, and verify from the rows."""
    sealer = Log(_OTHER, _ORIGIN, (read_keys(new_key_line(ED25519_SUITE), _ORIGIN)[0],))
    with office.rt.db.writing() as connection:
        for stream in streams:
            entries = [f.decode(body) for body in stream.bodies]
            connection.execute(
                insert(t.entry),
                [
                    {
                        "agency": _OTHER,
                        "stream": e.stream,
                        "n": e.n,
                        "hash": leaf_hash(body),
                        "body": body,
                        "at": e.at,
                        "account": e.actor.account,
                        # The same commands under new ids: their keys would clash.
                        "request_key": None,
                    }
                    for e, body in zip(entries, stream.bodies, strict=True)
                ],
            )
            row = {"agency": _OTHER, "stream": stream.stream}
            head = {"n": len(stream.bodies), "head": stream.head}
            connection.execute(insert(t.access_head).values(**row, **head))
        connection.commit()
    mark = Mark()
    while (done := seal_once(office.rt.db, sealer, mark, system_now())).sealed:
        mark = done.mark
    with office.rt.db.reading() as connection:
        began = process_time()
        verdict = verify_log(whole_log(connection, _OTHER), stamp(system_now()))
        seconds = process_time() - began
    if not verdict.ok or verdict.unsealed:
        raise RuntimeError(f"the database does not verify: {verdict.problems[:3]}")
    return seconds


def _renamed(pattern: list[f.Entry]) -> Iterator[f.Entry]:
    stream = f"case/{uuid_utils.uuid7()}"
    return (msgspec.structs.replace(e, stream=stream, agency=_OTHER, request=None) for e in pattern)


def _sealed(entries: list[f.Entry]) -> StreamLines:
    bodies, head = [], GENESIS
    for entry in entries:
        _, body, head = seal(msgspec.structs.replace(entry, prev=head))
        bodies.append(body)
    return StreamLines(entries[0].stream, bodies, head)
