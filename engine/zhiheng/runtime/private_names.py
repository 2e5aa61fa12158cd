"""Whom an agency's public pages must not name: its officers, and all its applicants."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from zhiheng.edition.project import public_edition
from zhiheng.edition.public_chart import PublicChart
from zhiheng.edition.withhold import nothing_withheld
from zhiheng.edition.written import edition_bytes
from zhiheng.leaks import Leak, indexed, leaks
from zhiheng.model.caller import Caller, Role
from zhiheng.model.chart import Chart
from zhiheng.runtime.process import AgencyView
from zhiheng.store import tables as t


def private_names(connection: Connection, view: AgencyView) -> Iterator[str]:
    """Persons of the roster, names given at the window, and names of applicants' accounts."""
    if view.roster is not None:
        yield from (person.name for person in view.roster.persons.values())
    agency, p = view.state.id, t.party.c
    yield from connection.execute(select(p.name).where(p.agency == agency)).scalars()
    c, a = t.credential.c, t.account.c
    applicants = (
        select(c.name)
        .join(t.account, (a.agency == c.agency) & (a.id == c.account))
        .where(c.agency == agency, a.role == Role.APPLICANT.value)
    )
    yield from connection.execute(applicants).scalars()


def published_on_purpose(edition: PublicChart) -> frozenset[str]:
    """Telephones of the service and names of offices, by exact value."""
    power = edition.power
    offices = (power.office, edition.guide.subject)
    return frozenset(filter(None, (power.enquiry_phone, power.complaint_phone, *offices)))


def edition_leaks(
    connection: Connection, view: AgencyView, chart: Chart, caller: Caller | None = None
) -> tuple[Leak, ...]:
    """What is personal in all that a publication of the chart makes public.

    The edition; the internal steps too, where the item shows its internal chart; and of the entry
    that publishes it the ids of the caller, who signs last.
    """
    edition = public_edition(chart)
    shown = public_edition(nothing_withheld(chart)) if edition.power.internal_chart else edition
    signer = (caller.account, caller.person or "") if caller else ()
    text = "\n".join((edition_bytes(edition).decode(), edition_bytes(shown).decode(), *signer))
    allowed = published_on_purpose(edition)
    names = indexed(private_names(connection, view), allowed)
    return leaks(text, names, allowed)
