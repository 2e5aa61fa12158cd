"""Two server-like processes on one database, each with its own caches."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from support.office import AGENCY, Office
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.errors import Busy, Refusal
from zhiheng.model.ids import CaseId
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.db import Database


@contextmanager
def another(office: Office, documents: Path) -> Iterator[Office]:
    """A second process on the office's database, by the same clock."""
    rt = Runtime(Database(office.url, AGENCY), documents, office.clock)
    yield replace(office, rt=rt)
    rt.db.close()


@contextmanager
def locked(office: Office, case: CaseId) -> Iterator[None]:
    """Somebody holds the case's lock for a moment; all others wait."""
    with office.rt.db.writing() as connection:
        query = select(t.case_file.c.n).where(t.case_file.c.id == case)
        connection.execute(query.with_for_update())
        yield


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do them all at the same time. Returns what each answered, or raised."""

    def one(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except Exception as error:  # noqa: BLE001 - what was raised is the answer
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def sure(act: Callable[[], Receipt]) -> Receipt | Refusal:
    """As a client does it: a 503 is tried again."""
    for _ in range(80):
        try:
            return act()
        except Busy:
            time.sleep(random.uniform(0.01, 0.1))  # noqa: S311 - no secret
        except Refusal as refusal:
            return refusal
    raise AssertionError("never got the lock")
