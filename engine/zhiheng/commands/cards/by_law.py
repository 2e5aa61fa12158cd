"""Cards that the law issues (依规发牌): beside the entry that they rest on, in its commit."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

import msgspec
import uuid_utils
from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.audit.canonical import canonical
from zhiheng.clock import local_date
from zhiheng.commands.frame.envelope import actor_of
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.model.calendar import Calendar
from zhiheng.model.card import CardDraft
from zhiheng.rules.cards import ANSWER_DAYS, answer_by
from zhiheng.rules.policy import RULES
from zhiheng.runtime.world import World
from zhiheng.state.agency import AgencyState
from zhiheng.store import tables as t
from zhiheng.store.apply import insert_entry
from zhiheng.store.cards import card_row, card_stream, write_card
from zhiheng.store.heads import locked_head, move_head
from zhiheng.store.log import last_hash, seal, stamp


def issue_by_law(
    connection: Connection, world: World, drafts: Iterable[CardDraft], receipt: Receipt
) -> None:
    """A card of one matter is issued once, whatever is said again of the same days."""
    for draft in drafts:
        c = t.card.c
        query = select(c.id).where(c.agency == world.agency.id, c.source == draft.source)
        if connection.execute(query).first() is not None:
            continue
        entry = receipt.entry
        proof = evidence(draft, entry.stream, entry.n, receipt.hash)
        fact = issued(draft, proof, "law", world.calendar, world.now, None)
        append_card(connection, world.agency, actor_of(world), "issue-card", None, fact, world.now)


def evidence(draft: CardDraft, stream: str | None, n: int, digest: str) -> f.Evidence:
    """The facts as they stand now, under one digest of them all."""
    stands = {
        "stream": stream,
        "n": n,
        "hash": digest,
        "rule": draft.rule,
        "case": draft.case,
        "task": draft.task,
        "clock": draft.clock,
        "due": draft.due,
        "law": draft.law,
    }
    told = {k: v for k, v in stands.items() if v is not None}
    return msgspec.convert(
        told | {"facts": hashlib.sha256(canonical(told)).hexdigest()}, f.Evidence
    )


def issued(
    draft: CardDraft,
    proof: f.Evidence,
    issuer: str,
    calendar: Calendar,
    now: datetime,
    reason: str | None,
) -> f.CardIssued:
    """The first fact of a card, with the last day for its answer."""
    return msgspec.convert(
        {
            "family": draft.family.value,
            "colour": draft.colour.value,
            "trigger": draft.trigger,
            "issuer": issuer,
            "section": draft.section,
            "persons": draft.persons,
            "level": draft.level,
            "told": draft.told,
            "evidence": proof,
            "source": draft.source,
            "reason": reason,
            **waiting(calendar, now),
        }
        | {"type": "card-issued/1"},
        f.CardIssued,
    )


def waiting(calendar: Calendar, now: datetime, days: int = ANSWER_DAYS) -> dict[str, object]:
    """So many working days from today."""
    last = answer_by(local_date(now), calendar, days)
    return {"days": days, "until": last.due.isoformat(), "provisional": last.provisional}


def append_card(
    connection: Connection,
    agency: AgencyState,
    actor: f.Actor,
    command: str,
    known: dict[str, object] | None,
    fact: f.AnyFact,
    now: datetime,
    request: f.Request | None = None,
) -> Receipt:
    """Write the next entry of a card's stream, its row and whom it is told to."""
    one = str(known["id"]) if known else str(uuid_utils.uuid7())
    stream = card_stream(agency.id, one)
    head = locked_head(connection, agency.id, stream)
    entry = f.Entry(
        v=1,
        agency=agency.id,
        stream=stream,
        n=head.n + 1,
        prev=last_hash(head.n, head.head),
        at=max(stamp(now), str(known["changed_at"]) if known else ""),
        command=command,
        actor=actor,
        digests=f.Digests(
            roster=agency.roster,
            calendar=agency.calendar,
            parameters=agency.parameters or None,
            rules=RULES,
        ),
        facts=(fact,),
        request=request,
    )
    entry, body, digest = seal(entry)
    insert_entry(connection, entry, digest, body)
    write_card(connection, card_row(known, entry), entry)
    move_head(connection, entry, digest)
    return Receipt(entry, digest)
