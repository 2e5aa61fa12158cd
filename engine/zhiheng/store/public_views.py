# ruff: noqa: S608 - nothing of these statements comes from outside
"""Masked views: all that the database role `public` can see of an agency.

Only charts whose edition was published (公开版), no titles, no persons, no applicants; whole days
instead of instants. A view runs with the rights of its owner, whom no policy binds, so each asks
for the session's agency itself.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from zhiheng.rules.suppression import SMALLEST
from zhiheng.store.db import AGENCY_SETTING
from zhiheng.store.grants import DbRole

VIEWS = ("public_edition", "public_case", "public_total")


def drop_public_views(connection: Connection) -> None:
    """Until they are made again there is nothing for the public to see."""
    if connection.dialect.name == "postgresql":
        for statement in _dropped():
            connection.exec_driver_sql(statement)


def public_views() -> Iterator[str]:
    """The statements that make them anew."""
    agency = f"current_setting('{AGENCY_SETTING}', true)"
    yield from _dropped()
    yield f"CREATE VIEW public_edition WITH (security_barrier) AS {_edition(agency)}"
    yield f"CREATE VIEW public_case WITH (security_barrier) AS {_case(agency)}"
    yield f"CREATE VIEW public_total WITH (security_barrier) AS {_total()}"
    for name in VIEWS:
        yield f"ALTER VIEW {name} OWNER TO {DbRole.OWNER.name_in_database}"


def _dropped() -> Iterator[str]:
    """The last first, since it reads the others."""
    for name in reversed(VIEWS):
        yield f"DROP VIEW IF EXISTS {name}"


def _day(column: str) -> str:
    """The day in China of an instant."""
    return f"to_char({column}::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')"


def _edition(agency: str) -> str:
    """The last word of the log about each chart, where that is that it is public."""
    return f"""
SELECT key, chart, edition, since FROM (
    SELECT DISTINCT ON (fact->>'key')
        fact->>'type' AS type, fact->>'key' AS key, fact->>'chart' AS chart,
        fact->>'edition' AS edition, {_day("e.at")} AS since
    FROM entry e
    CROSS JOIN LATERAL jsonb_array_elements(convert_from(e.body, 'UTF8')::jsonb->'facts') fact
    WHERE e.agency = {agency} AND e.stream = 'agency/' || e.agency
        AND fact->>'type' IN ('edition-published/1', 'edition-withdrawn/1')
    ORDER BY fact->>'key', e.n DESC
) last WHERE type = 'edition-published/1'
"""


def _case(agency: str) -> str:
    return f"""
SELECT c.number, c.chart_key, c.status, c.outcome,
    {_day("c.opened_at")} AS opened_on, {_day("c.closed_at")} AS closed_on
FROM case_file c JOIN public_edition p ON p.key = c.chart_key
WHERE c.agency = {agency} AND c.command IS NULL AND c.number IS NOT NULL
"""


def _total() -> str:
    return f"""
SELECT chart_key, left(opened_on, 4) AS year, status, count(*) AS cases
FROM public_case GROUP BY chart_key, left(opened_on, 4), status HAVING count(*) >= {SMALLEST}
"""
