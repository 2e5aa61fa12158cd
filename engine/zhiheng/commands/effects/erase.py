"""erase: what finished cases hold of persons is gone, by two hands; the log stands (删除).

Grounds and bounds are ours: how long files must be kept is for the legal post to say, whose check
every such case goes through (docs/adr/0032-erasing.md).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec
from sqlalchemy import select

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.effects.order import Order
from zhiheng.errors import NotReady, NotVisible
from zhiheng.model.party import is_number
from zhiheng.model.relation import party
from zhiheng.state.case import CaseStatus
from zhiheng.store import tables as t
from zhiheng.store.duties import lock_scopes
from zhiheng.store.erasing import (
    commitments_of,
    erase_contents,
    erase_login,
    erase_name,
    has_contents,
    held_elsewhere,
    logins_of,
)
from zhiheng.store.log import read_stream, stamp
from zhiheng.store.parties import name_scope, names_of


class _Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """case: its id, or applicant: all his cases, his name and his login; by id or number.

    The paper itself stays: neither the number's name nor the reason may say who he is.
    """

    ground: Literal["asked", "no-longer-needed", "unlawful"]
    reason: str
    case: str | None = None
    applicant: str | None = None


def erase(order: Order) -> AgencyDecision:
    """Prevents evidence from being erased under those who still work on the case."""
    asked = _read(order)
    connection, agency = order.connection, order.view.state.id
    rows = _cases(order, asked)
    at, n = stamp(order.world.now), order.view.state.n + 1
    cases = [row.id for row in rows]
    decision = AgencyDecision([])
    for case in cases:
        papers = sorted(_papers(order, case))
        kept = held_elsewhere(connection, agency, cases, papers)
        fact = f.ContentsErased(
            case=case,
            ground=asked.ground,
            contents=commitments_of(connection, agency, case),
            papers=tuple(x for x in papers if x not in kept),
            kept=tuple(x for x in papers if x in kept),
        )
        erase_contents(connection, agency, fact, at, n)
        order.rt.live.evict(case)
        decision.facts.append(fact)
    decision.facts += _names(order, asked, {row.applicant for row in rows}, at, n)
    if asked.applicant is not None:
        for account in logins_of(connection, agency, asked.applicant):
            erase_login(connection, agency, account)
            decision.facts.append(f.LoginErased(account=account))
    return decision


def _cases(order: Order, asked: _Asked) -> list[Any]:
    """The cases in question, locked in the order of their ids. Raises NotVisible, NotReady."""
    c, gone = t.case_file.c, t.erasure.c
    agency = order.view.state.id
    named = c.id == asked.case if asked.case is not None else c.applicant == asked.applicant
    query = select(c.id, c.status, c.applicant).where(
        c.agency == agency, c.command.is_(None), named
    )
    rows = order.connection.execute(query.order_by(c.id).with_for_update(of=t.case_file)).all()
    named_yet = bool(asked.applicant and names_of(order.connection, agency, [asked.applicant]))
    if not rows and not named_yet:
        raise NotVisible("no-such-case")
    running = [row.id for row in rows if row.status == CaseStatus.RUNNING.value]
    if running:
        raise NotReady("erase-running", case=running[0], count=len(running))
    erased = select(gone.case_id).where(gone.agency == agency)
    done = set(order.connection.execute(erased).scalars())
    left = [row for row in rows if row.id not in done]
    if not left and not named_yet:
        raise NotReady("erased-before", case=rows[0].id)
    return left


def _names(
    order: Order, asked: _Asked, applicants: set[str], at: str, n: int
) -> Iterator[f.PartyErased]:
    """The names that go: of the applicant who is asked about, else of whom no case is left.

    Prevents a relation from being lost with the name: who comes again would have another number,
    which no list knows (公务员法 74, 76).
    """
    connection, agency = order.connection, order.view.state.id
    explicit = {asked.applicant} if asked.applicant is not None else set()
    for number in sorted(filter(is_number, applicants | explicit)):
        lock_scopes(connection, agency, [name_scope(number)])
        related = party(number) in order.view.relations.near
        if related and explicit:
            raise NotReady("erase-related", applicant=number)
        left = not explicit and has_contents(connection, agency, number)
        if related or left:
            continue
        if erase_name(connection, agency, number, asked.ground, at, n):
            yield f.PartyErased(party=number)


def _papers(order: Order, case: str) -> set[str]:
    """Every paper that its log names and the store has, those that were replaced included."""
    entries = read_stream(order.connection, order.view.state.id, f"case/{case}")
    return {x for x in _named(entries) if order.rt.documents.has(x)}


def _named(entries: Iterable[tuple[f.Entry, str]]) -> Iterator[str]:
    for entry, _ in entries:
        for fact in entry.facts:
            for name in ("digest", "notice", "document", "minutes"):
                found = getattr(fact, name, None)
                if isinstance(found, str) and _DIGEST.fullmatch(found):
                    yield found


_DIGEST = re.compile(r"[0-9a-f]{64}")


def _read(order: Order) -> _Asked:
    try:
        asked = msgspec.convert(dict(order.data()), _Asked)
    except msgspec.ValidationError as error:
        raise order.unreadable() from error
    if (asked.case is None) == (asked.applicant is None) or not asked.reason.strip():
        raise order.unreadable()
    return asked
