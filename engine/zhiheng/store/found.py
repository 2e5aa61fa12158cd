"""One case's row, locked, with the entry that has used a request key."""

from sqlalchemy import and_, bindparam, select

from zhiheng.store import tables as t
from zhiheng.store.prepared import Prepared

_FIND = (
    select(
        t.case_file.c.n,
        t.case_file.c.chart,
        t.case_file.c.applicant,
        t.case_file.c.command,
        t.agency.c.n.label("agency_n"),
        t.entry.c.body,
        t.entry.c.hash,
    )
    .join(t.agency, t.agency.c.id == t.case_file.c.agency)
    .outerjoin(
        t.entry,
        and_(
            t.entry.c.agency == t.case_file.c.agency,
            t.entry.c.account == bindparam("account"),
            t.entry.c.request_key == bindparam("key"),
        ),
    )
    .where(t.case_file.c.agency == bindparam("agency"), t.case_file.c.id == bindparam("case"))
    .with_for_update(of=t.case_file)
)
FIND_CASE = Prepared(lambda _: _FIND, ("agency", "case", "account", "key"))
"""By agency, case, account, key: n, chart, applicant, command; agency_n; body and hash."""
