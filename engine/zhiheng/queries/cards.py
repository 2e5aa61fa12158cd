"""Cards (黄牌、红牌) for those who may read them, with what was written on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, select

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.errors import NotVisible
from zhiheng.model.caller import Caller
from zhiheng.model.finding import Text
from zhiheng.model.ids import PersonId, SectionId
from zhiheng.rules.card_triggers import TRIGGERS
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.cards import may_read, within_reach
from zhiheng.store import tables as t
from zhiheng.store.cards import card_entries, listed
from zhiheng.store.reports import contents_of


@dataclass(frozen=True, slots=True)
class CardItem:
    """A card as it stands. late: its day has passed. why: what gave rise to it, in words."""

    id: str
    n: int
    family: str
    colour: str
    trigger: str
    why: str
    why_en: str
    issuer: str
    at: str
    section: str | None
    persons: tuple[str, ...]
    level: str
    case: str | None
    number: str | None
    title: str | None
    task: str | None
    state: str
    step: str | None
    until: str | None
    provisional: bool
    late: bool
    appealed: bool


@dataclass(frozen=True, slots=True)
class CardAct:
    """One entry of a card. text: None where nothing was written, or it was erased."""

    n: int
    at: str
    command: str
    account: str
    person: str | None
    text: str | None
    step: str | None
    until: str | None
    late: bool
    hash: str


@dataclass(frozen=True, slots=True)
class CardEvidence:
    """What the card rests on, as frozen in its first entry (facts.Evidence)."""

    stream: str | None
    n: int
    hash: str
    rule: str
    case: str | None
    task: str | None
    clock: str | None
    due: str | None
    law: str | None
    facts: str


@dataclass(frozen=True, slots=True)
class CardFile:
    """A card with its evidence and all that was done."""

    item: CardItem
    evidence: CardEvidence
    acts: tuple[CardAct, ...]


def cards(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    state: str | None = None,
    most: int = 100,
    before: str | None = None,
    case: str | None = None,
) -> tuple[CardItem, ...]:
    """Those that the caller may read, the newest first. before: the id of the last one seen.

    case: only of that case.
    """
    view = rt.agency(connection, caller.agency)
    c = t.card.c
    today = local_date(rt.now(view))
    query = _select(caller).where(within_reach(caller, view, today)).order_by(c.id.desc())
    if state is not None:
        query = query.where(c.state == state)
    if case is not None:
        query = query.where(c.case_id == case)
    if before is not None:
        query = query.where(c.id < before)
    found: list[CardItem] = []
    for row in connection.execute(query).mappings():
        if len(found) == most:
            break
        if may_read(dict(row), caller, view, today):
            found.append(_item(view, row, today.isoformat()))
    return tuple(found)


def card(rt: Runtime, connection: Connection, caller: Caller, one: str) -> CardFile:
    """One of them. Raises NotVisible, alike for what is not there."""
    view = rt.agency(connection, caller.agency)
    today = local_date(rt.now(view))
    row = connection.execute(_select(caller).where(t.card.c.id == one)).mappings().one_or_none()
    if row is None or not may_read(dict(row), caller, view, today):
        raise NotVisible("no-such-card")
    entries = card_entries(connection, caller.agency, one)
    first = entries[0][0].facts[0]
    if not isinstance(first, f.CardIssued):
        raise TypeError(f"the card {one} does not begin with its issue")
    named = [d for e, _ in entries for x in e.facts if (d := _content(x)) is not None]
    contents = contents_of(connection, caller.agency, named)
    return CardFile(
        _item(view, row, today.isoformat()),
        CardEvidence(**msgspec.structs.asdict(first.evidence)),
        tuple(_acts(entries, {k: v.get("text") for k, v in contents.items()})),
    )


def _select(caller: Caller) -> Any:
    k, c, label = t.card.c, t.case_file.c, t.case_label.c
    return (
        select(t.card, c.number, label.title)
        .outerjoin(t.case_file, and_(c.agency == k.agency, c.id == k.case_id))
        .outerjoin(t.case_label, and_(label.agency == k.agency, label.case_id == k.case_id))
        .where(k.agency == caller.agency)
    )


def _item(view: AgencyView, row: Any, today: str) -> CardItem:
    why = TRIGGERS[row["trigger"]].words if row["trigger"] in TRIGGERS else Text("其他", "other")
    roster = view.roster
    section = roster.sections.get(SectionId(row["section"] or "")) if roster else None
    persons = {str(k): p.name for k, p in roster.persons.items()} if roster else {}
    return CardItem(
        id=row["id"],
        n=row["n"],
        family=row["family"],
        colour=row["colour"],
        trigger=row["trigger"],
        why=why.zh,
        why_en=why.en,
        issuer=row["issuer"],
        at=row["at"],
        section=section.name if section else row["section"],
        persons=tuple(persons.get(p, p) for p in listed(row["persons"])),
        level=row["level"],
        case=row["case_id"],
        number=row["number"],
        title=row["title"],
        task=row["task"],
        state=row["state"],
        step=row["step"],
        until=row["until"],
        provisional=bool(row["provisional"]),
        late=row["until"] is not None and row["until"] < today and not row["provisional"],
        appealed=bool(row["appealed"]),
    )


def _content(x: f.AnyFact) -> str | None:
    found: str | None = getattr(x, "reason" if isinstance(x, f.CardIssued) else "content", None)
    return found


def _acts(entries: list[tuple[f.Entry, str]], texts: dict[str, str | None]) -> Iterator[CardAct]:
    for entry, digest in entries:
        for x in entry.facts:
            yield CardAct(
                n=entry.n,
                at=entry.at,
                command=entry.command,
                account=entry.actor.account,
                person=PersonId(entry.actor.person) if entry.actor.person else None,
                text=texts.get(_content(x) or ""),
                step=getattr(x, "step", None),
                until=getattr(x, "until", None),
                late=bool(getattr(x, "late", False)),
                hash=digest,
            )
