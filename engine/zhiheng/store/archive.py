"""Pages of personal archives (个人档案): contents that can be erased, each in its own place.

Beside a page, in the same place, stands the nonce of the request that filed it, and goes with it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from zhiheng.model.personal_archive import Page
from zhiheng.store import tables as t


def place_of(page: str) -> str:
    """What stands for a case where there is none. page: the commitment to it."""
    return f"archive/{page}"


def pages_of(
    connection: Connection, agency: str, person: str, filed: Sequence[str]
) -> dict[str, Page]:
    """The pages of one person by commitment, the oldest first; each of the agency's is read.

    No index may say whose they are. filed: the commitments, the oldest first.
    """
    v = t.value.c
    query = select(v.commitment, v.body).where(v.agency == agency, v.commitment.in_(filed))
    found = {row.commitment: _page(bytes(row.body)) for row in connection.execute(query)}
    return {x: found[x] for x in filed if x in found and found[x].person == person}


def erase_pages(connection: Connection, agency: str, pages: Iterable[str]) -> None:
    """The pages and the nonces of what was asked go now."""
    v = t.value.c
    places = [place_of(x) for x in pages]
    connection.execute(delete(t.value).where(v.agency == agency, v.case_id.in_(places)))


def _page(body: bytes) -> Page:
    told: dict[str, Any] = msgspec.json.decode(body)
    return Page(told["person"], told["part"], date.fromisoformat(told["on"]), told["text"])
