"""Case numbers (案号): gapless per agency, series and year, since taken in the transaction."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from zhiheng.store import tables as t


def take_number(connection: Connection, agency: str, series: str, year: int) -> int:
    """The next number. Its row stays locked until commit; a rollback gives it back."""
    maker: Any = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = (
        maker(t.series)
        .values(agency=agency, series=series, year=year, last=1)
        .on_conflict_do_update(
            index_elements=["agency", "series", "year"], set_={"last": t.series.c.last + 1}
        )
        .returning(t.series.c.last)
    )
    return int(connection.execute(statement).scalar_one())
