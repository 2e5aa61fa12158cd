"""What is read, and failed log-ins, kept in memory for some seconds and then written.

A read costs no write of its own: the same thing read again within the minute is counted. What is
kept here is lost with the process when it is killed, so papers, exports and log-ins are not kept
here but written before they are answered (docs/adr/0033-everything-is-in-the-log.md).
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from zhiheng import facts as f
from zhiheng.runtime.access import AccessLog
from zhiheng.store.log import stamp

Look = f.FileRead | f.Exported | f.LogInFailed | f.DocumentStored
_Key = tuple[str, str, bytes]
"""Agency, account, and the fact as it is folded."""
FLUSH_AT = 2_000
"""So many different ones are not kept until their time comes."""
MOST = 20_000
"""With more, nothing further is shown: what cannot be recorded is not read."""
_FACTS = 500
"""Of one entry."""
_STRANGERS = 60
"""Accounts whose failed log-ins of one minute are written; those of others are counted."""
COMMANDS = {
    f.FileRead: "read",
    f.Exported: "export",
    f.LogInFailed: "fail-log-in",
    f.DocumentStored: "upload",
}


@dataclass(slots=True)
class _Kept:
    actor: f.Actor
    fact: Look
    times: int = 1


class Looks:
    """Thread-safe; one of a process."""

    def __init__(self, access: AccessLog) -> None:
        self._access = access
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._kept: dict[_Key, _Kept] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def note(self, agency: str, actor: f.Actor, fact: Look) -> None:
        """Keep it. Of an export that is made again and again the last bytes count."""
        key = (agency, actor.account, _folded(fact))
        with self._guard:
            kept = self._kept.get(key)
            if kept is None:
                self._kept[key] = _Kept(actor, fact)
            else:
                kept.fact = fact
                kept.times += 1

    def flush(self, time_of: Callable[[str], datetime]) -> int:
        """Write all of it, one entry for each account and kind. How many entries.

        What cannot be written is kept for the next time. Raises Busy, or what the database raises.
        """
        with self._writing:
            with self._guard:
                kept, self._kept = self._kept, {}
            written = 0
            try:
                for agency in dict.fromkeys(agency for agency, _, _ in kept):
                    mine = [x for (a, _, _), x in kept.items() if a == agency]
                    entries = list(_entries(mine))
                    self._access.write(agency, entries, time_of(agency))
                    kept = {k: x for k, x in kept.items() if k[0] != agency}
                    written += len(entries)
            finally:
                self._put_back(kept)
            return written

    def _put_back(self, kept: dict[_Key, _Kept]) -> None:
        with self._guard:
            for key, old in kept.items():
                new = self._kept.get(key)
                if new is None:
                    self._kept[key] = old
                else:
                    new.times += old.times


def minute_of(instant: datetime) -> str:
    """`2026-03-02T01:00Z`."""
    return f"{stamp(instant)[:16]}Z"


def _folded(fact: Look) -> bytes:
    if isinstance(fact, f.Exported):
        fact = msgspec.structs.replace(fact, sha256="", size=0)
    return msgspec.json.encode(fact, order="deterministic")


def _entries(kept: list[_Kept]) -> Iterator[tuple[str, f.Actor, list[f.AnyFact]]]:
    by_entry: dict[tuple[str, str], tuple[f.Actor, list[f.AnyFact]]] = {}
    for one in _within(kept):
        key = (COMMANDS[type(one.fact)], one.actor.account)
        _, found = by_entry.setdefault(key, (one.actor, []))
        found.append(_counted(one))
    for (command, _), (actor, found) in by_entry.items():
        for first in range(0, len(found), _FACTS):
            yield command, actor, found[first : first + _FACTS]


def _counted(one: _Kept) -> f.AnyFact:
    if isinstance(one.fact, f.DocumentStored):
        return one.fact
    return msgspec.structs.replace(one.fact, times=one.times)


def _within(kept: list[_Kept]) -> Iterator[_Kept]:
    """All but the failed log-ins of further accounts, whose number the last one tells."""
    failed = [x for x in kept if isinstance(x.fact, f.LogInFailed)]
    yield from (x for x in kept if not isinstance(x.fact, f.LogInFailed))
    written, further = failed[:_STRANGERS], failed[_STRANGERS:]
    if further and isinstance(written[-1].fact, f.LogInFailed):
        others = sum(x.times for x in further)
        written[-1].fact = msgspec.structs.replace(written[-1].fact, others=others)
    yield from written
