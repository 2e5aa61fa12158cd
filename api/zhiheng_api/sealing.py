"""Sealing as a job: with the key at hand, pass after pass; and how far behind it is."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from zhiheng.audit.origin import origin_of
from zhiheng.commands.log.seal import Log, seal_once
from zhiheng.errors import Busy
from zhiheng.runtime import Runtime
from zhiheng.store.log import parse_stamp
from zhiheng.store.sealed import newest
from zhiheng.store.unsealed import Mark, waiting
from zhiheng_api.key_file import read_key_file
from zhiheng_api.settings import Settings

BEHIND = 5.0
"""Seconds of lag from which the service says that it is not ready."""


def log_origin(rt: Runtime, connection: Connection, settings: Settings) -> str:
    """What the agency's log is called. Raises NotVisible when there is no agency yet."""
    state = rt.agency(connection, settings.agency).state
    return origin_of(settings.log_name, settings.agency, demo=state.origin == "demo")


class Sealing:
    """Seals the log of the agency that the settings name, with the key that they name."""

    def __init__(self, rt: Runtime, settings: Settings) -> None:
        self._rt, self._settings = rt, settings
        self._log: Log | None = None
        self._mark = Mark()

    def run(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """Seal all that waits; how many entries. Raises BrokenLogError, NoteError, OSError."""
        log = self._log or self._opened()
        sealed = 0
        while not stopped():
            try:
                done = seal_once(self._rt.db, log, self._mark, self._rt.clock())
            except Busy:
                break  # the next pass is due at once
            self._mark = done.mark
            sealed += done.sealed
            if not done.more:
                break
        return sealed

    def _opened(self) -> Log:
        with self._rt.db.reading() as connection:
            origin = log_origin(self._rt, connection, self._settings)
        keys = read_key_file(self._settings.key_path, origin)
        self._log = Log(self._settings.agency, origin, keys, self._settings.seal_batch)
        return self._log


@dataclass(frozen=True, slots=True)
class Lag:
    """seconds: since when the oldest unsealed entry waits. begun: whether anything was sealed."""

    seconds: float
    unsealed: int
    begun: bool


class SealWatch:
    """Sees how far the sealing is behind, whichever process does it."""

    def __init__(self, rt: Runtime, agency: str) -> None:
        self._rt, self._agency = rt, agency
        self._mark, self._guard = Mark(), threading.Lock()

    def look(self, connection: Connection) -> Lag:
        """As of now. Raises NotVisible when there is no agency yet."""
        now = self._rt.now(self._rt.agency(connection, self._agency))
        with self._guard:
            found = waiting(connection, self._agency, self._mark)
            self._mark = found.mark
        oldest = parse_stamp(found.oldest) if found.oldest else now
        behind = max(0.0, (now - oldest).total_seconds())
        return Lag(behind, found.count, newest(connection, self._agency) is not None)
