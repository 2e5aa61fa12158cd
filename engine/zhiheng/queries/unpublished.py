"""What is to be public and is not yet (应公布未公布): no edition, or one that runs no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.edition.project import public_edition
from zhiheng.edition.written import edition_digest
from zhiheng.model.caller import Caller
from zhiheng.rules.publication import publication_due
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.store.log import parse_stamp, read_stream


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A chart that calls itself public. since: when it came to differ from what is published.

    published: whether an older edition is public. late: the last day has passed for certain.
    """

    key: str
    name: str
    version: int
    published: bool
    since: date
    due: date
    provisional: bool
    late: bool


def unpublished(rt: Runtime, connection: Connection, caller: Caller) -> tuple[Unpublished, ...]:
    """Those due first."""
    view = rt.agency(connection, caller.agency)
    found = [x for key in view.state.charts if (x := _one(rt, connection, view, key))]
    return tuple(sorted(found, key=lambda x: (x.due, x.key)))


def _one(rt: Runtime, connection: Connection, view: AgencyView, key: str) -> Unpublished | None:
    state, versions = view.state, view.state.charts[key]
    chart = rt.chart(connection, state.id, versions[-1].digest).chart
    public = state.editions.get(key)
    if chart.power.edition != "public" or view.calendar is None:
        return None
    changed: f.ChartDeployed | None = None
    for version in reversed(versions):
        if public is not None and _says(rt, connection, view, version, public.edition):
            break
        changed = version
    if changed is None:
        return None
    since = _since(connection, state.id, key, changed.version)
    last = publication_due(since, view.calendar)
    today = local_date(rt.now(view))
    return Unpublished(
        key=key,
        name=chart.name,
        version=versions[-1].version,
        published=public is not None,
        since=since,
        due=last.due,
        provisional=last.provisional,
        late=today > last.due and not last.provisional,
    )


def _says(
    rt: Runtime, connection: Connection, view: AgencyView, version: f.ChartDeployed, edition: str
) -> bool:
    """Whether that edition is the one of this version."""
    chart = rt.chart(connection, view.state.id, version.digest).chart
    return edition_digest(public_edition(chart)) == edition


def _since(connection: Connection, agency: str, key: str, version: int) -> date:
    """The day on which that version was deployed, or the edition was last taken down, if later."""
    return max(_days(connection, agency, key, version))


def _days(connection: Connection, agency: str, key: str, version: int) -> Iterator[date]:
    for entry, _ in read_stream(connection, agency, f"agency/{agency}"):
        for fact in entry.facts:
            match fact:
                case f.ChartDeployed(key=of, version=deployed) if of == key and deployed == version:
                    yield local_date(parse_stamp(entry.at))
                case f.EditionWithdrawn(key=of) if of == key:
                    yield local_date(parse_stamp(entry.at))
