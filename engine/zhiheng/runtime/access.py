"""The access stream: what touches no case, one entry each (`access/<agency>/<day>`).

Refusals, folded when somebody keeps hammering; log-ins, exports and papers read, each written
before it is answered; what else is read, from time to time (runtime/looks.py). The stream never
touches a case's version. Unauthenticated requests never reach it (design.md §18).
"""

import threading
from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.errors import Busy, Refusal
from zhiheng.model.caller import Caller
from zhiheng.store.apply import insert_breaches, insert_entry
from zhiheng.store.db import Database
from zhiheng.store.heads import last_at, locked_head, move_head
from zhiheng.store.log import last_hash, seal, stamp

PER_MINUTE = 20
"""Refusals of one account written within a minute; further ones are counted into the next."""
OPERATOR = f.Actor(account="operator", role="operator")
"""Whoever works at the machine itself: no account is known there."""

Told = tuple[str, f.Actor, Sequence[f.AnyFact]]
"""Command, who acted, and the facts of one entry."""
_NOTHING = f.Digests()
_log = structlog.get_logger()


def acting(caller: Caller) -> f.Actor:
    """The caller as an entry of no case names him."""
    return f.Actor(
        account=caller.account,
        role=caller.role.value,
        person=caller.person,
        party=caller.party,
    )


class AccessLog:
    """Writes to the access stream."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._guard = threading.Lock()
        self._minutes: dict[str, tuple[str, int, int]] = {}

    def record(
        self, caller: Caller, refusal: Refusal, verb: str, now: datetime, **about: str | None
    ) -> None:
        """Write a refusal.

        One that cannot be written is told to the operator's log, since the act itself stays
        refused either way.
        """
        folded = self._admit(caller.account, stamp(now)[:16])
        if folded is None:
            return
        stood = refusal.stood
        fact = f.Refused(
            verb=verb,
            rule=refusal.rule,
            status=refusal.status,
            account=caller.account,
            person=caller.person,
            conflict=refusal.facts.get("conflict"),
            folded=folded,
            case=about.get("case"),
            task=about.get("task"),
            judged=stood.judged if stood else None,
        )
        try:
            told = ("refuse", acting(caller), (fact,))
            self.write(caller.agency, [told], now, stood.digests if stood else _NOTHING)
        except (Busy, DBAPIError) as error:
            # No trace: it takes seconds to print, and its locals hold what people typed.
            said = {"rule": refusal.rule, "account": caller.account, "error": repr(error)}
            _log.error("refusal_not_recorded", **said)

    def _admit(self, account: str, minute: str) -> int | None:
        """How many were folded before this one, or None when this one is to be folded."""
        with self._guard:
            at, written, folded = self._minutes.get(account, ("", 0, 0))
            if at != minute:
                self._minutes[account] = (minute, 1, 0)
                return folded
            if written >= PER_MINUTE:
                self._minutes[account] = (minute, written, folded + 1)
                return None
            self._minutes[account] = (minute, written + 1, 0)
            return folded

    def write(
        self,
        agency: str,
        entries: Sequence[Told],
        now: datetime,
        digests: f.Digests = _NOTHING,
    ) -> None:
        """Write entries in a transaction of their own. Raises Busy."""
        with self._db.writing() as connection:
            self.add(connection, agency, entries, now, digests)
            connection.commit()

    def add(
        self,
        connection: Connection,
        agency: str,
        entries: Sequence[Told],
        now: datetime,
        digests: f.Digests = _NOTHING,
    ) -> None:
        """Write entries within the transaction of what they tell of: both are there, or neither.

        The head stays locked until it ends: nothing else is locked after it.
        """
        stream = f"access/{agency}/{local_date(now).isoformat()}"
        row = locked_head(connection, agency, stream)
        n, head = row.n, row.head
        at = max(stamp(now), last_at(connection, agency, stream, n))
        for command, actor, found in entries:
            entry = f.Entry(
                v=1,
                agency=agency,
                stream=stream,
                n=n + 1,
                prev=last_hash(n, head),
                at=at,
                command=command,
                actor=actor,
                digests=digests,
                facts=tuple(found),
            )
            entry, body, head = seal(entry)
            n = entry.n
            insert_entry(connection, entry, head, body)
            insert_breaches(connection, entry)
            move_head(connection, entry, head)
