"""The access stream: refusals, one entry each, folded when somebody keeps hammering.

It never touches a case's version, has a stream a day, and holds no reads yet (issue of the
evidence). Unauthenticated requests never reach it (design.md §18).
"""

import threading
from collections.abc import Iterable
from datetime import datetime

import structlog
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

_log = structlog.get_logger()


class AccessLog:
    """Writes refusals in their own short transactions."""

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
        )
        try:
            self._append(caller, [fact], now)
        except (Busy, DBAPIError) as error:
            # No trace: it takes seconds to print, and its locals hold what people typed.
            told = {"rule": refusal.rule, "account": caller.account, "error": repr(error)}
            _log.error("refusal_not_recorded", **told)

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

    def _append(self, caller: Caller, found: Iterable[f.AnyFact], now: datetime) -> None:
        stream = f"access/{caller.agency}/{local_date(now).isoformat()}"
        with self._db.writing() as connection:
            row = locked_head(connection, caller.agency, stream)
            entry = f.Entry(
                v=1,
                agency=caller.agency,
                stream=stream,
                n=row.n + 1,
                prev=last_hash(row.n, row.head),
                at=max(stamp(now), last_at(connection, caller.agency, stream, row.n)),
                command="refuse",
                actor=f.Actor(
                    account=caller.account,
                    role=caller.role.value,
                    person=caller.person,
                    party=caller.party,
                ),
                digests=f.Digests(),
                facts=tuple(found),
            )
            body, digest = seal(entry)
            insert_entry(connection, entry, digest, body)
            insert_breaches(connection, entry)
            move_head(connection, entry, digest)
            connection.commit()
