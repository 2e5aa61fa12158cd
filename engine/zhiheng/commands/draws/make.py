"""Make an announced draw (抽取): the seed from the log as of the named time, then the draw."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

import msgspec

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.draws.announce import must_supervise
from zhiheng.commands.frame.canonical_form import canonical_form
from zhiheng.errors import NotReady, NotVisible
from zhiheng.model.caller import Caller
from zhiheng.model.draw import CLOSED, Pool
from zhiheng.model.relation import party
from zhiheng.rules.draw import objects_of, outcome_of, seed_of
from zhiheng.runtime import AgencyView
from zhiheng.store.log import parse_stamp


@dataclass(frozen=True, slots=True)
class MakeDraw:
    """The draw announced under that number. Nobody knows its outcome before it is written."""

    NAME: ClassVar[str] = "make-draw"

    no: int

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"no": self.no}

    def decide(self, view: AgencyView, caller: Caller, now: datetime) -> AgencyDecision:
        """Once, and after the named time: by then every entry that makes the seed is written."""
        must_supervise(caller, self.NAME)
        found, books = view.state.draws.get(self.no), view.books
        if found is None:
            raise NotVisible("no-such-draw", no=self.no)
        if found.made is not None:
            raise NotReady("draw-made", no=self.no)
        told = found.announced
        if now <= parse_stamp(told.at):
            raise NotReady("draw-not-due", no=self.no)
        if books is None:
            raise NotReady("agency-not-ready")
        pool = msgspec.json.decode(books.artifact(told.pool), type=Pool)
        salt = books.artifact(told.salt).decode()
        head_n, head = books.head_at(told.at)
        seed = seed_of(books.entry_hash(found.n), head, salt)
        barred = _barred(view, pool, tuple(objects_of(seed, pool)), local_date(now))
        closed = told.kind in CLOSED
        outcome = outcome_of(seed, pool, barred)
        if closed:
            outcome = msgspec.structs.replace(outcome, nonce=secrets.token_hex(32))
        body = canonical_form(msgspec.to_builtins(outcome))
        made = f.DrawMade(
            no=self.no,
            head=head,
            head_n=head_n,
            outcome=hashlib.sha256(body).hexdigest(),
            salt=None if closed else salt,
            seed=None if closed else seed,
            pool=None if closed else told.pool,
        )
        return AgencyDecision([made], [("draw-outcome", body)])


def _barred(
    view: AgencyView, pool: Pool, drawn: Iterable[str], today: date
) -> dict[str, frozenset[str]]:
    """Prevents anybody from checking what he did, or whom he is related to."""
    away = frozenset(str(p) for p in view.state.away(today))
    near = view.relations
    if not pool.persons:
        return {}
    if pool.charts and pool.since and pool.until and view.books is not None:
        days = (date.fromisoformat(pool.since), date.fromisoformat(pool.until))
        found = view.books.barred(tuple(pool.charts), *days, drawn, near)
    else:
        found = {one: near.of(party(one)) for one in drawn}
    return {one: away | persons for one, persons in found.items()}
