"""What is published, as its exact bytes, and whether it is what runs."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.edition.project import public_edition
from zhiheng.edition.public_chart import PublicChart
from zhiheng.edition.written import edition_digest, read_edition
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.store import tables as t
from zhiheng.store.artifacts import get_artifact


@dataclass(frozen=True, slots=True)
class Published:
    """edition: as it was signed; body: its bytes. n, hash, at: the entry that published it.

    version: which version of the chart it was made of. running: the digest of the edition of the
    version in force now, and its version.
    """

    edition: PublicChart
    body: bytes
    digest: str
    chart: str
    version: int
    n: int
    hash: str
    at: str
    running: str
    running_chart: str
    running_version: int

    @property
    def runs(self) -> bool:
        """Whether what is published is what runs (公布的就是运行的)."""
        return self.digest == self.running


def all_published(rt: Runtime, connection: Connection, view: AgencyView) -> tuple[Published, ...]:
    """In the order of their codes."""
    found = (_published(rt, connection, view, fact) for fact in view.state.editions.values())
    return tuple(sorted(filter(None, found), key=lambda x: (x.edition.power.code, x.edition.key)))


def _published(
    rt: Runtime, connection: Connection, view: AgencyView, fact: f.EditionPublished
) -> Published | None:
    """None of an entry written before the bytes of editions were kept: nobody can read it."""
    state = view.state
    try:
        body = get_artifact(connection, state.id, fact.edition)
    except KeyError:
        return None
    e, n = t.entry.c, state.published_by[fact.key]
    query = select(e.hash, e.at).where(
        e.agency == state.id, e.stream == f"agency/{state.id}", e.n == n
    )
    row = connection.execute(query).one()
    versions = state.charts[fact.key]
    now = versions[-1]
    chart = rt.chart(connection, state.id, now.digest).chart
    return Published(
        edition=read_edition(body),
        body=body,
        digest=fact.edition,
        chart=fact.chart,
        version=next(v.version for v in versions if v.digest == fact.chart),
        n=n,
        hash=row.hash,
        at=row.at,
        running=edition_digest(public_edition(chart)),
        running_chart=now.digest,
        running_version=now.version,
    )
