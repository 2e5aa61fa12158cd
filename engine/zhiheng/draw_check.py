"""Recompute a published draw, by anybody and without the database (docs/formats/draw.md)."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from zhiheng.audit.canonical import NotCanonical, canonical
from zhiheng.audit.entry import EntryError, Header, header, leaf_hash
from zhiheng.model.draw import Outcome, Pool
from zhiheng.model.finding import Text
from zhiheng.rules.draw import METHOD, outcome_of, seed_of


class Announced(msgspec.Struct, frozen=True):
    """The entry that announced the draw: its exact text and its hash."""

    body: str
    hash: str


class Made(msgspec.Struct, frozen=True):
    """What the draw rested on, and what came out."""

    head: str
    salt: str
    seed: str
    outcome: Any


class Published(msgspec.Struct, frozen=True):
    """A draw as `GET /api/v1/draws/{no}` gives it; what it says beside this is for people."""

    no: int
    announced: Announced
    pool: Any
    made: Made | None


class _Told(msgspec.Struct, frozen=True):
    type: str
    no: int = 0
    at: str = ""
    method: str = ""
    pool: str = ""
    salt: str = ""


class _Entry(msgspec.Struct, frozen=True):
    facts: tuple[_Told, ...]


def read_published(data: bytes) -> Published:
    """Raises ValueError where it is no published draw."""
    try:
        return msgspec.json.decode(data, type=Published)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise ValueError(str(fault)) from fault


def faults_of(published: Published) -> tuple[Text, ...]:
    """What does not follow from what; none where the draw is as it was announced."""
    return tuple(_faults(published))


def head_faults(published: Published, bodies: Iterable[bytes]) -> tuple[Text, ...]:
    """Whether the head is the agency's last entry by the named time. bodies: of a whole bundle."""
    told, made = _told(published.announced.body.encode(), published.no), published.made
    if told is None or made is None:
        return ()
    agency = header(published.announced.body.encode()).stream
    found = [(h.n, body) for body in bodies if (h := _of(body, agency)) and h.at <= told.at]
    if found and leaf_hash(max(found)[1]) == made.head:
        return ()
    zh = "日志包里，公告时刻的最后一条不是所用的那一条"
    return (Text(zh, "the head is not the last entry of the bundle by the named time"),)


def _of(body: bytes, stream: str) -> Header | None:
    try:
        found = header(body)
    except EntryError:
        return None
    return found if found.stream == stream else None


def _faults(x: Published) -> Iterator[Text]:
    body = x.announced.body.encode()
    if leaf_hash(body) != x.announced.hash:
        yield Text("公告条目与哈希不符", "the announcement is not what its hash says")
    told = _told(body, x.no)
    if told is None:
        yield Text("公告条目里没有这次抽取", "the announcement announces no such draw")
        return
    if told.method != METHOD:
        yield Text(f"不认识的方法 {told.method}", f"unknown method {told.method}")
        return
    if _digest(x.pool) != told.pool:
        yield Text("名单与公告的摘要不符", "the pool is not the one that was announced")
    if x.made is None:
        yield Text("还没有抽取", "it has not been drawn yet")
        return
    yield from _of_draw(x, x.made, told)


def _of_draw(x: Published, made: Made, told: _Told) -> Iterator[Text]:
    if hashlib.sha256(made.salt.encode()).hexdigest() != told.salt:
        yield Text("盐值与公告的承诺不符", "the salt is not the one committed to")
    if seed_of(x.announced.hash, made.head, made.salt) != made.seed:
        yield Text("种子算不出来", "the seed does not follow from its parts")
    try:
        pool = msgspec.convert(x.pool, Pool)
        outcome = msgspec.convert(made.outcome, Outcome)
        barred = {d.id: d.skipped for d in outcome.chosen}
        same = outcome_of(made.seed, pool, barred) == outcome_from(outcome)
    except (msgspec.ValidationError, ValueError) as fault:
        yield Text(f"名单或结果不成形：{fault}", f"pool or outcome malformed: {fault}")
        return
    if not same:
        yield Text("结果不是按种子抽出来的", "the outcome does not follow from the seed")


def outcome_from(read: Outcome) -> Outcome:
    """The same with tuples throughout, as it is drawn."""
    chosen = tuple(
        msgspec.structs.replace(d, persons=tuple(d.persons), skipped=tuple(d.skipped))
        for d in read.chosen
    )
    return Outcome(chosen=chosen, short=tuple(read.short))  # the nonce is none of the draw


def _told(body: bytes, no: int) -> _Told | None:
    try:
        header(body)
        facts = msgspec.json.decode(body, type=_Entry).facts
    except (EntryError, msgspec.DecodeError):
        return None
    return next((x for x in facts if x.type == "draw-announced/1" and x.no == no), None)


def _digest(value: Any) -> str:
    try:
        return hashlib.sha256(canonical(value)).hexdigest()
    except NotCanonical:
        return ""
