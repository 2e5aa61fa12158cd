"""Everything the public can get of an office, looked through."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from support.office import AGENCY, Office
from zhiheng.leaks import indexed
from zhiheng.model.ids import CaseId
from zhiheng.queries.disclosure.progress import progress
from zhiheng.queries.disclosure.site import site_data
from zhiheng.queries.receipts import progress_code
from zhiheng.runtime.private_names import private_names
from zhiheng.store import tables as t
from zhiheng_api.disclosure.pages import pages, progress_page
from zhiheng_api.disclosure.scan import PageLeaks, on_purpose, scanned
from zhiheng_api.disclosure.site import Site
from zhiheng_api.disclosure.variant import Variant


def public_leaks(office: Office, cases: Iterable[CaseId]) -> list[PageLeaks]:
    """Of the whole site, and of the progress of these cases."""
    with office.rt.db.reading() as connection:
        data = site_data(office.rt, connection, AGENCY)
        names = list(private_names(connection, office.rt.agency(connection, AGENCY)))
    site, allowed = Site(data, "http://127.0.0.1:8000", live=True), on_purpose(data)
    files = ((path, page.make()) for path, page in pages(site).items())
    known = indexed(names, allowed)
    found = list(scanned(files, known, allowed))
    return found + list(scanned(_progress(office, site, cases), known, allowed))


def _progress(office: Office, site: Site, cases: Iterable[CaseId]) -> Iterator[tuple[str, bytes]]:
    for n, case in enumerate(cases):
        with office.rt.db.reading() as connection:
            code = progress_code(connection, AGENCY, case)
            found = progress(office.rt, connection, AGENCY, case, code)
        yield f"progress {n}", progress_page(site, Variant(), found)


def names_inside(office: Office) -> int:
    """How many names of applicants the office holds: else there would be nothing to find."""
    with office.rt.db.reading() as connection:
        query = select(t.party.c.name).where(t.party.c.agency == AGENCY)
        return len(connection.execute(query).all())
