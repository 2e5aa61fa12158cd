"""What a publication would change of what the public reads, for who examines it (保密审查)."""

from typing import Any

import msgspec
from sqlalchemy import Connection

from zhiheng.difference import data_difference
from zhiheng.errors import Refusal
from zhiheng.messages import tell
from zhiheng.model.finding import Text
from zhiheng.queries.disclosure.draft import draft_of
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.store.artifacts import get_artifact

_WHAT = Text("公开版", "the public edition")
_OTHER = Text(
    "文书所写的公开版不是由现行版本制成的，发布时会被拒绝。",
    "The edition that the paper names is not made of the version in force; it would be refused.",
)
_UNREADABLE = Text(
    "这份文书读不出来，发布时会被拒绝。",
    "The paper cannot be read; a release of it would be refused.",
)
_DOWN = Text("撤下公开版，公众看不到了", "the public edition is taken down")


def of_edition(
    rt: Runtime, connection: Connection, view: AgencyView, content: bytes
) -> tuple[str | None, tuple[Text, ...], tuple[Text, ...]]:
    """The digest that is public now, what changes, and why it could not be published."""
    try:
        asked = msgspec.json.decode(content, type=dict[str, str])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None, (), (_UNREADABLE,)
    key = asked.get("chart", "")
    public = view.state.editions.get(key)
    against = public.edition if public else None
    if asked.get("do") == "withdraw":
        return against, (_DOWN,), ()
    try:
        draft = draft_of(rt, connection, view, key)
    except Refusal as refusal:
        return against, (), (tell(refusal).text,)
    lines = tuple(data_difference(_read(connection, view, against), _json(draft.body), _WHAT))
    faults = draft.faults if asked == draft.paper else (_OTHER, *draft.faults)
    return against, lines, faults


def _read(connection: Connection, view: AgencyView, digest: str | None) -> Any:
    if digest is None:
        return {}
    try:
        return _json(get_artifact(connection, view.state.id, digest))
    except KeyError:  # published before the bytes of editions were kept
        return {}


def _json(body: bytes) -> Any:
    return msgspec.json.decode(body)
