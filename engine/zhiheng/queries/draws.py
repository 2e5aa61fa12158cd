"""Random draws (抽取): the list, and one in the form in which anybody can recompute it."""

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from zhiheng import facts as f
from zhiheng.errors import Forbidden, NotVisible
from zhiheng.model.caller import Caller, Role
from zhiheng.model.draw import CLOSED
from zhiheng.rules.draw import seed_of
from zhiheng.runtime import Runtime
from zhiheng.state.agency import Draw
from zhiheng.store.artifacts import get_artifact
from zhiheng.store.draws import entry_body, entry_hash


@dataclass(frozen=True, slots=True)
class DrawItem:
    """A draw in a list. at: the instant whose log gives the seed."""

    no: int
    kind: str
    at: str
    objects: int
    take: int
    since: str | None
    until: str | None
    made: bool


@dataclass(frozen=True, slots=True)
class DrawAnnounced:
    """The entry that announced it: its number, its exact text and its hash."""

    n: int
    body: str
    hash: str


@dataclass(frozen=True, slots=True)
class DrawMade:
    """What the draw rested on, and what came out."""

    head_n: int
    head: str
    salt: str
    seed: str
    outcome: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DrawView:
    """All that is needed to recompute it (docs/formats/draw.md)."""

    no: int
    kind: str
    method: str
    at: str
    announced: DrawAnnounced
    pool: dict[str, Any]
    made: DrawMade | None


def draws(rt: Runtime, connection: Connection, caller: Caller) -> list[DrawItem]:
    """Those that the caller may see, the newest first."""
    found = rt.agency(connection, caller.agency).state.draws
    _may_read(caller)
    return [_item(d) for _, d in sorted(found.items(), reverse=True) if _shown(d, caller)]


def draw_view(rt: Runtime, connection: Connection, caller: Caller, no: int) -> DrawView:
    """One draw. Raises NotVisible."""
    _may_read(caller)
    found = rt.agency(connection, caller.agency).state.draws.get(no)
    if found is None or not _shown(found, caller):
        raise NotVisible("no-such-draw", no=no)
    told, made, agency = found.announced, found.made, caller.agency
    return DrawView(
        no=no,
        kind=told.kind,
        method=told.method,
        at=told.at,
        announced=DrawAnnounced(
            n=found.n,
            body=entry_body(connection, agency, found.n).decode(),
            hash=entry_hash(connection, agency, found.n),
        ),
        pool=msgspec.json.decode(get_artifact(connection, agency, told.pool)),
        made=None if made is None else _made(connection, agency, found, made),
    )


def _made(connection: Connection, agency: str, draw: Draw, made: f.DrawMade) -> DrawMade:
    """With salt and seed, which the entry of a closed kind keeps to itself."""
    salt = get_artifact(connection, agency, draw.announced.salt).decode()
    return DrawMade(
        head_n=made.head_n,
        head=made.head,
        salt=salt,
        seed=seed_of(entry_hash(connection, agency, draw.n), made.head, salt),
        outcome=msgspec.json.decode(get_artifact(connection, agency, made.outcome)),
    )


def _may_read(caller: Caller) -> None:
    if caller.role not in (Role.SUPERVISOR, Role.OFFICER):
        raise Forbidden("role-may-not", role=caller.role.value, verb="draws")


def _shown(draw: Draw, caller: Caller) -> bool:
    """Who may be drawn learns nothing before it is done; experts stay with the supervisor."""
    if caller.role is Role.SUPERVISOR:
        return True
    return draw.made is not None and draw.announced.kind not in CLOSED


def _item(draw: Draw) -> DrawItem:
    told = draw.announced
    return DrawItem(
        no=told.no,
        kind=told.kind,
        at=told.at,
        objects=told.objects,
        take=told.take,
        since=told.since,
        until=told.until,
        made=draw.made is not None,
    )
