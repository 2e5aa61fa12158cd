"""Take what a case holds of persons out of the tables; the log is not touched."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from zhiheng import facts as f
from zhiheng.store import tables as t
from zhiheng.store.documents import DocumentStore
from zhiheng.store.parties import forget

ERASED_TITLE = "（内容已依法删除）"
"""What every list shows from then on."""


def commitments_of(connection: Connection, agency: str, case: str) -> tuple[str, ...]:
    """What the case still has contents of."""
    v = t.value.c
    query = select(v.commitment).where(v.agency == agency, v.case_id == case)
    return tuple(connection.execute(query.order_by(v.commitment)).scalars())


def held_elsewhere(
    connection: Connection, agency: str, cases: Iterable[str], papers: Iterable[str]
) -> set[str]:
    """Those of the papers that a case which is not among these holds as well, unless erased."""
    paper, gone = t.case_document.c, t.erasure.c
    erased = select(gone.case_id).where(gone.agency == agency)
    query = select(paper.digest).where(
        paper.agency == agency,
        paper.digest.in_(list(papers)),
        paper.case_id.not_in(list(cases)),
        paper.case_id.not_in(erased),
    )
    return set(connection.execute(query.distinct()).scalars())


def erase_contents(
    connection: Connection, agency: str, fact: f.ContentsErased, at: str, n: int
) -> None:
    """Values, nonces and title go now; the papers after the commit (take_papers)."""
    v, label = t.value.c, t.case_label.c
    connection.execute(delete(t.value).where(v.agency == agency, v.case_id == fact.case))
    own = (label.agency == agency, label.case_id == fact.case)
    connection.execute(update(t.case_label).where(*own).values(title=ERASED_TITLE))
    to_be_cleared(connection, agency, fact.case, fact.ground, at, n, fact.papers)


def erase_name(
    connection: Connection, agency: str, number: str, ground: str, at: str, n: int
) -> bool:
    """An applicant's name goes now, its last traces in files after the commit. False: none."""
    gone = forget(connection, agency, number)
    if gone:
        to_be_cleared(connection, agency, number, ground, at, n)
    return gone


def to_be_cleared(
    connection: Connection,
    agency: str,
    what: str,
    ground: str,
    at: str,
    n: int,
    papers: Sequence[str] = (),
) -> None:
    """What goes after the commit: its papers, and the traces in the files of SQLite."""
    row = {
        "agency": agency,
        "case_id": what,
        "at": at,
        "ground": ground,
        "n": n,
        "papers": ",".join(papers),
        "done_at": None,
    }
    connection.execute(insert(t.erasure), row)


def erase_login(connection: Connection, agency: str, account: str) -> None:
    """Login, name, password, sessions and calendar feed of an account."""
    for table in (t.session, t.feed, t.credential):
        c = table.c
        connection.execute(delete(table).where(c.agency == agency, c.account == account))


def logins_of(connection: Connection, agency: str, party: str) -> list[str]:
    """The accounts of an applicant that can still log in."""
    a, c = t.account.c, t.credential.c
    query = select(a.id).join(t.credential, (c.agency == a.agency) & (c.account == a.id))
    return list(connection.execute(query.where(a.agency == agency, a.party == party)).scalars())


def has_contents(connection: Connection, agency: str, party: str) -> bool:
    """Whether an applicant has a case, running or closed, that was not erased."""
    c, gone = t.case_file.c, t.erasure.c
    erased = select(gone.case_id).where(gone.agency == agency)
    query = select(c.id).where(c.agency == agency, c.applicant == party, c.id.not_in(erased))
    return connection.execute(query.limit(1)).first() is not None


def pending(connection: Connection) -> Sequence[Any]:
    """Erasures whose papers may still lie in the folder."""
    return connection.execute(select(t.erasure).where(t.erasure.c.done_at.is_(None))).all()


def take_papers(connection: Connection, documents: DocumentStore, row: Any, now: str) -> None:
    """Remove the files, but not what another case has filed since."""
    papers = [x for x in row.papers.split(",") if x]
    kept = held_elsewhere(connection, row.agency, [row.case_id], papers)
    for digest in papers:
        if digest not in kept:
            documents.remove(digest)
    own = (t.erasure.c.agency == row.agency, t.erasure.c.case_id == row.case_id)
    connection.execute(update(t.erasure).where(*own).values(done_at=now))


def erased_papers(connection: Connection, agency: str) -> set[str]:
    """Digests of the papers that were erased and that nobody has filed since: had by nobody."""
    query = select(t.erasure.c.papers).where(t.erasure.c.agency == agency)
    gone = {x for row in connection.execute(query).scalars() for x in row.split(",") if x}
    return gone - held_elsewhere(connection, agency, (), gone) if gone else gone
