"""The receipt (回执) of an act: which entry it is, and what covers it in the sealed log."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from zhiheng.errors import NotVisible
from zhiheng.model.caller import Caller
from zhiheng.queries.sealed_log import checkpoint_note, covering, inclusion, leaf_index
from zhiheng.store import tables as t


@dataclass(frozen=True, slots=True)
class Sealed:
    """What covers an entry. note: the checkpoint, with its cosignatures; seen: how many."""

    index: int
    size: int
    note: str
    proof: tuple[str, ...]
    seen: int


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """An entry as its receipt shows it. n, at: None while only its hash is known."""

    hash: str
    n: int | None
    at: str | None
    sealed: Sealed | None


def receipt_by_hash(connection: Connection, agency: str, digest: str) -> ReceiptView:
    """For who holds the hash: number and time, once it is sealed; nothing of what it is about."""
    leaf, e = t.log_leaf.c, t.entry.c
    place = select(leaf.stream, leaf.n).where(leaf.agency == agency, leaf.hash == digest).limit(1)
    found = connection.execute(place).one_or_none()
    if found is None:
        return ReceiptView(digest, None, None, None)
    query = select(e.at).where(e.agency == agency, e.stream == found.stream, e.n == found.n)
    at = connection.execute(query).scalar_one_or_none()
    return ReceiptView(digest, found.n, at, _sealed(connection, agency, digest))


def receipt_of_case(connection: Connection, agency: str, case_id: str, n: int) -> ReceiptView:
    """The n-th entry of a case, for who may see the case. Raises NotVisible."""
    e = t.entry.c
    query = select(e.hash, e.at).where(e.agency == agency, e.stream == f"case/{case_id}", e.n == n)
    found = connection.execute(query).one_or_none()
    if found is None:
        raise NotVisible("no-such-page")
    return ReceiptView(found.hash, n, found.at, _sealed(connection, agency, found.hash))


def receipts_by_code(
    connection: Connection, agency: str, case: str, code: str
) -> list[ReceiptView]:
    """All entries of a case, for who knows its number (or id) and its code. Raises NotVisible."""
    found, e = case_by_code(connection, agency, case, code), t.entry.c
    rows = connection.execute(
        select(e.n, e.hash, e.at)
        .where(e.agency == agency, e.stream == f"case/{found}")
        .order_by(e.n)
    )
    return [ReceiptView(row.hash, row.n, row.at, None) for row in rows]


def case_by_code(connection: Connection, agency: str, case: str, code: str) -> str:
    """The id of a case, for who knows its number (or id) and its code. Raises NotVisible."""
    own, label = t.case_file.c, t.case_label.c
    query = select(label.case_id).join(
        t.case_file, (own.agency == label.agency) & (own.id == label.case_id)
    )
    query = query.where(label.agency == agency, label.progress_code == code)
    found: str | None = connection.execute(
        query.where((own.number == case) | (own.id == case))
    ).scalar_one_or_none()
    if found is None or not code:
        raise NotVisible("no-such-receipt")
    return found


def progress_code(connection: Connection, agency: str, case_id: str) -> str:
    """What the applicant looks his case up by, without an account."""
    c = t.case_label.c
    query = select(c.progress_code).where(c.agency == agency, c.case_id == case_id)
    return connection.execute(query).scalar_one_or_none() or ""


def _sealed(connection: Connection, agency: str, digest: str) -> Sealed | None:
    index = leaf_index(connection, agency, digest)
    if index is None:
        return None
    size = covering(connection, agency, index)
    note = checkpoint_note(connection, agency, size)
    proof = inclusion(connection, agency, digest, size).proof
    seen = t.cosignature.c
    found = select(seen.witness).where(seen.agency == agency, seen.size == size)
    return Sealed(index, size, note, proof, len(connection.execute(found).all()))


def receipt_hash(
    connection: Connection, caller: Caller, case_id: str, key: str | None
) -> str | None:
    """The hash of the entry that the account wrote in the case under the key, if any."""
    c = t.entry.c
    query = select(c.hash).where(
        c.agency == caller.agency,
        c.account == caller.account,
        c.request_key == (key or ""),
        c.stream == f"case/{case_id}",
    )
    return connection.execute(query).scalar_one_or_none()
