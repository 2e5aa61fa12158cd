"""Case numbers (案号): gapless per agency, series and year, since taken in the transaction."""

from typing import Any

from sqlalchemy import Connection, bindparam, literal_column

from zhiheng.store import tables as t
from zhiheng.store.prepared import Prepared
from zhiheng.store.upsert import upsert


def take_number(connection: Connection, agency: str, series: str, year: int) -> int:
    """The next number. Its row stays locked until commit; a rollback gives it back."""
    row = {"agency": agency, "series": series, "year": year}
    return int(_TAKE.run(connection, row).scalar_one())


def _take(dialect: str) -> Any:
    return (
        upsert(t.series, dialect)
        .values({name: bindparam(name) for name in _KEY} | {"last": literal_column("1")})
        .on_conflict_do_update(
            index_elements=_KEY, set_={"last": t.series.c.last + literal_column("1")}
        )
        .returning(t.series.c.last)
    )


_KEY = ["agency", "series", "year"]
_TAKE = Prepared(_take, _KEY)
